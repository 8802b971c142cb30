from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from assessment.commands.bank import bank
from assessment.interchange.yaml_items import dump_items
from tests.items.builders import item


def check(path: Path) -> tuple[int, str]:
    result = CliRunner().invoke(bank, ["check", str(path), "--quick"])
    return result.exit_code, result.output


def written(folder: Path, text: str) -> Path:
    path = folder / "socle" / "2.1.1.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_counted(tmp_path: Path) -> None:
    code, said = check(written(tmp_path, dump_items("2.1.1", [item()])))
    assert code == 0
    assert "socle 2.1.1 : 1 questions" in said
    assert "0 erreurs" in said


def test_a_faulty_file_gives_exit_code_2_and_every_fault(tmp_path: Path) -> None:
    code, said = check(written(tmp_path, dump_items("2.1.1", [item()]).replace("key: a", "key: z")))
    assert code == 2
    assert "À corriger" in said
    assert "2.1.1-01 › key" in said


def test_an_error_found_by_a_check_gives_exit_code_2(tmp_path: Path) -> None:
    code, said = check(written(tmp_path, dump_items("2.1.1", [item(question="Voici un test. Que faire ?")])))
    assert code == 2
    assert "« test »" in said


def test_keys_that_are_always_the_longest_are_told_by_a_table_and_refused(tmp_path: Path) -> None:
    texts = {"a": "Je préviens tout de suite mon chef", "b": "Je préviens demain", "c": "Je pars"}
    options = [{"id": name, "text": text} for name, text in texts.items()]
    asked = [item(code=f"2.1.1-{at:02d}", options=options, key="a", question=f"Cas {at} ?") for at in range(1, 13)]
    code, said = check(written(tmp_path, dump_items("2.1.1", asked)))
    assert code == 2
    assert "3 options, longueur : rangs 12 – 0 – 0 ; attendu 4" in said.replace("\u202f", " ").replace("\u00a0", " ")
    assert "la clé se devine à son rang" in said
