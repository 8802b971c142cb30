from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.commands.referential import referential
from assessment.errors import NotAllowed, NotFound, RuleBroken

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


@pytest.fixture
def stored(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of its own for a command, which reads its settings from the environment."""
    path = tmp_path / "body.db"
    shutil.copy(sqlite_template, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("SECRET_KEY", "k" * 48)
    return path


def official(folder: Path) -> Path:
    grid = folder / "grille.yaml"
    grid.write_text(SOCLE.read_text().replace('version: "2026-1"', 'version: "officielle-1"'))
    return grid


def test_an_administrator_imports_an_official_grid_once(stored: Path, tmp_path: Path) -> None:
    words = ("import", str(official(tmp_path)), "--as", "administrator@exemple.fr")
    assert "108 critères importés" in run(*words).output
    assert isinstance(run(*words).exception, RuleBroken)


@pytest.mark.parametrize(("email", "refusal"), [("author@exemple.fr", NotAllowed), ("nobody@exemple.fr", NotFound)])
def test_nobody_else_imports_a_grid(stored: Path, email: str, refusal: type[Exception], tmp_path: Path) -> None:
    assert isinstance(run("import", str(official(tmp_path)), "--as", email).exception, refusal)


def test_a_faulty_grid_is_not_imported(tmp_path: Path) -> None:
    faulty = tmp_path / "grille.yaml"
    faulty.write_text("certificate: socle")
    result = run("import", str(faulty), "--as", "administrator@exemple.fr")
    assert result.exit_code == 2
    assert "rien n'a été importé" in result.output
