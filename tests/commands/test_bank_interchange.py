"""`assessment bank import|export|template`, on files of a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.commands.bank import bank
from assessment.interchange.formats.registry import FORMATS
from assessment.interchange.yaml_items import dump_items, load_items
from tests.items.builders import item

GOOD, BAD = "Oui ? {=a ~b ~c}\n", "Bof ? {=a =b ~c}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(bank, [str(each) for each in arguments])


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A folder of items with one question."""
    folder = tmp_path / "banque" / "items"
    (folder / "socle").mkdir(parents=True)
    (folder / "socle" / "2.1.1.yaml").write_text(dump_items("2.1.1", [item()]), encoding="utf-8")
    return folder


def gift(folder: Path, text: str) -> Path:
    path = folder / "questions.gift"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_what_is_exported_is_imported_unchanged(there: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"sortie{FORMATS[form].suffixes[0]}"
    assert run("export", file, "--format", form, "--from", there).exit_code == 0
    said = run("import", file, "--from", there)
    assert said.exit_code == 0
    assert "0 nouvelle, 0 changée, 1 inchangée." in said.output


def test_import_says_what_would_change_and_writes_nothing(there: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*.yaml"))
    said = run("import", gift(tmp_path, GOOD), "--criterion", "2.1.1", "--from", there)
    assert "socle 2.1.1-02 : nouvelle" in said.output
    assert sorted(tmp_path.rglob("*.yaml")) == before


def test_import_writes_beside_what_there_is(there: Path, tmp_path: Path) -> None:
    said = run("import", gift(tmp_path, GOOD), "--criterion", "2.1.1", "--from", there, "--out", there)
    assert said.exit_code == 0
    assert [one.code for one in load_items(there)] == ["2.1.1-01", "2.1.1-02"]


def test_faults_give_exit_code_2_and_nothing_is_written(there: Path, tmp_path: Path) -> None:
    arguments = ("import", gift(tmp_path, f"{GOOD}\n{BAD}"), "--criterion", "2.1.1", "--from", there, "--out", there)
    said = run(*arguments)
    assert said.exit_code == 2
    assert "questions.gift, ligne 3 : trouvé 2 bonnes réponses" in said.output
    assert len(load_items(there)) == 1
    assert run(*arguments, "--good-part").exit_code == 0
    assert len(load_items(there)) == 2


def test_the_criterion_must_be_known(there: Path, tmp_path: Path) -> None:
    said = run("import", gift(tmp_path, GOOD), "--criterion", "9.9.9", "--from", there)
    assert (said.exit_code, "9.9.9" in said.output) == (2, True)


def test_export_takes_codes_criteria_and_domains(there: Path, tmp_path: Path) -> None:
    for name in ("2.1.1-01", "2.1.1", "2"):
        assert "1 question" in run("export", tmp_path / "x.csv", name, "--from", there).output
    assert run("export", tmp_path / "x.csv", "3", "--from", there).exit_code == 2
    assert run("export", tmp_path / "x.docx", "--from", there).exit_code == 2


def test_a_workbook_to_fill_in_is_written(tmp_path: Path) -> None:
    assert run("template", tmp_path / "modele.xlsx").exit_code == 0
    assert (tmp_path / "modele.xlsx").stat().st_size > 5000
