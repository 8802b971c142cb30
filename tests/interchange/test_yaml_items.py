from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessment.errors import InvalidInput
from assessment.interchange.yaml_items import dump_items, load_items
from tests.items.builders import OWN_FIELDS, family_data, item, item_data, item_from


def written(folder: Path, text: str, name: str = "2.1.1.yaml") -> Path:
    path = folder / "socle" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def file_of(*items: dict[str, object], criterion: str = "2.1.1") -> str:
    """JSON is YAML too, and says every value in full."""
    return json.dumps({"criterion": criterion, "items": items}, ensure_ascii=False, indent=1)


def refused(path: Path) -> str:
    with pytest.raises(InvalidInput) as error:
        load_items(path)
    return str(error.value)


def test_a_file_gives_its_items(tmp_path: Path) -> None:
    path = written(tmp_path, file_of(item_data(), item_data("number", code="2.1.1-02")))
    assert load_items(path) == [item(), item("number", code="2.1.1-02")]


def test_what_is_dumped_is_loaded_back(tmp_path: Path) -> None:
    items = [item(kind, code=f"2.1.1-{at:02d}") for at, kind in enumerate(OWN_FIELDS, 1)]
    items.append(item_from(family_data(code="2.1.1-20")))
    assert load_items(written(tmp_path, dump_items("2.1.1", items))) == items


def test_a_fault_names_file_line_item_and_field(tmp_path: Path) -> None:
    path = written(tmp_path, file_of(item_data(), item_data(code="2.1.1-02", seconds="vite")))
    line = path.read_text().splitlines().index('   "code": "2.1.1-02",')
    assert f"{path}, ligne {line}, 2.1.1-02 › seconds : trouvé « vite »" in refused(path)


def test_faults_of_every_file_are_listed_together(tmp_path: Path) -> None:
    written(tmp_path, file_of(item_data(key="z")))
    written(tmp_path, file_of(item_data(code="2.1.2-01", title="")), "2.1.2.yaml")
    said = refused(tmp_path)
    assert "2.1.1-01 › key" in said
    assert "2.1.2.yaml › criterion" in said
    assert "2.1.2-01 › title" in said


def test_one_code_twice_is_a_fault(tmp_path: Path) -> None:
    assert "deux questions avec ce code" in refused(written(tmp_path, file_of(item_data(), item_data())))


def test_a_question_of_another_criterion_is_a_fault(tmp_path: Path) -> None:
    assert "celui du fichier" in refused(written(tmp_path, file_of(item_data(code="2.1.2-01"))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "vide"),
        ("- 1", "ensemble de champs"),
        ("criterion: 2.1\nitems: []", "guillemets"),
        ('criterion: "2.1.1"', "items : trouvé rien"),
        ('criterion: "2.1.1"\nitems: [1]', "question 1"),
        ('criterion: "2.1.1"\nitems: [\n', "ligne"),
        ('criterion: "2.1.1"\ntitre: x: y\nitems: []', "bien formé"),
        ('criterion: "2.1.1"\nitems: []\nitems: []', "deux fois le champ items"),
        ("a: &a [1]\nb: *a", "alias"),
        ("a: !!python/object:os.system {}", "bien formé"),
        ("[" * 60 + "]" * 60, "profond"),
        ("a: " + "x" * 1_100_000, "octets"),
        ("date: 2026-02-30", "guillemets"),
    ],
)
def test_a_file_that_is_not_a_question_file_is_refused(text: str, said: str, tmp_path: Path) -> None:
    assert said in refused(written(tmp_path, text))


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    bomb = 'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    assert "alias" in refused(written(tmp_path, bomb))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes("é".encode("latin-1"))
    assert "UTF-8" in refused(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "absent.yaml" in refused(tmp_path / "socle" / "absent.yaml")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "aucun fichier" in refused(tmp_path)


def test_the_questions_of_every_file_of_a_folder_are_loaded(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        items = [item_data(code=f"2.{number}.1-{at:02d}") for at in (1, 2)]
        written(tmp_path, file_of(*items, criterion=f"2.{number}.1"), f"2.{number}.1.yaml")
    expected = {f"2.{number}.1-{at:02d}" for number in (1, 2, 3) for at in (1, 2)}
    assert {item.code for item in load_items(tmp_path)} == expected
