from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from assessment.commands.referential import referential

SOCLE = Path(__file__).parents[2] / "itembank" / "referentials" / "clea-socle.yaml"


def run(*words: str) -> Result:
    return CliRunner().invoke(referential, list(words))


def test_check_says_what_the_file_holds() -> None:
    result = run("check", str(SOCLE))
    assert result.exit_code == 0
    assert "7 domaines, 28 sous-domaines, 108 critères" in result.output
    assert "2.1 Se repérer dans les nombres : Acquis si 6 critères sur 7.\n" in result.output
    assert "23 seuils à confirmer" in result.output


def test_check_says_that_a_referential_is_provisional() -> None:
    assert "provisoire" in run("check", str(SOCLE.with_name("clea-management.yaml"))).output


def test_a_faulty_file_gives_exit_code_2_and_its_faults(tmp_path: Path) -> None:
    faulty = tmp_path / "grille.yaml"
    faulty.write_text(SOCLE.read_text().replace('code: "1.1.2"', 'code: "1.1.1"').replace("value: 6", "value: 60"))
    result = run("check", str(faulty))
    assert result.exit_code == 2
    assert "deux fois le code 1.1.1" in result.output
    assert "2.1 › min_criteria" in result.output


def test_a_referential_is_written_as_a_table_that_can_be_checked(tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        target = str(tmp_path / f"grille.{suffix}")
        assert run("table", str(SOCLE), target).exit_code == 0
        assert "108 critères" in run("check", target).output


def test_a_table_has_a_known_format(tmp_path: Path) -> None:
    assert run("table", str(SOCLE), str(tmp_path / "grille.pdf")).exit_code == 2


def test_a_faulty_grid_is_not_imported(tmp_path: Path) -> None:
    faulty = tmp_path / "grille.yaml"
    faulty.write_text("certificate: socle")
    result = run("import", str(faulty), "--as", "administrator@exemple.fr")
    assert result.exit_code == 2
    assert "rien n'a été importé" in result.output
