"""The author's form gives back every shipped question exactly as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assessment.config import bank_folder
from assessment.interchange.form_families import parameters_from
from assessment.interchange.form_tables import table_of
from assessment.interchange.item_form import KINDS as FORMS
from assessment.interchange.item_form import data_of, form_of
from assessment.interchange.yaml_items import load_items
from assessment.items.item import item_to_data
from assessment.items.kinds import KINDS

FILES = sorted((bank_folder() / "items").rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_form_loses_nothing_of_a_shipped_question(path: Path) -> None:
    for item in load_items(path):
        data = item_to_data(item)
        assert data_of(form_of(data), data) == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_form_loses_nothing_of_a_question_as_its_file_says_it(path: Path) -> None:
    for data in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]:
        assert data_of(form_of(data), data) == data


def test_an_amended_key_of_a_table_is_read_with_its_tolerance_and_its_forms() -> None:
    rows, key = table_of(["Amina | [[16 ± 0,5]] | [[16 h | 16h00]]", "Paul | a \\| b | [[texte : 12]]"], [])
    assert rows == [["Amina", {"blank": "x1"}, {"blank": "x2"}], ["Paul", "a | b", {"blank": "x3"}]]
    assert key["x1"] == {"value": 16, "tolerance": 0.5}
    assert key["x2"] == {"accepted": ["16 h", "16h00"]}
    assert key["x3"] == {"accepted": ["12"]}


def test_parameters_are_read_as_ranges_and_choices() -> None:
    found = parameters_from(["n = 3..9", "prix = 1,5..4,5 pas 0,5", 'objet = cahiers | "12"', "billet = 20 | 50"])
    assert found["n"] == {"from": 3, "to": 9}
    assert found["prix"] == {"from": 1.5, "to": 4.5, "step": 0.5}
    assert found["objet"] == {"choices": ["cahiers", "12"]}
    assert found["billet"] == {"choices": [20, 50]}


def test_half_written_lines_are_kept_as_typed() -> None:
    before = {"code": "2.1.1-99", "kind": "number"}
    form = {"family-parameters": ["n 3..9\nn = 1..2\nn = 4..5"], "key-value": ["douze"], "difficulty": ["très dur"]}
    again = form_of(data_of(form, before))
    assert again["family-parameters"] == ["n 3..9 = \nn = 1..2\nn bis = 4..5"]
    assert (again["key-value"], again["difficulty"]) == (["douze"], ["très dur"])


def test_a_new_option_gets_a_free_identifier_and_an_empty_row_disappears() -> None:
    form = {
        "option-1-id": ["b"],
        "option-1-text": ["7 €"],
        "option-2-text": [""],
        "option-3-text": ["8 €"],
        "key": ["3"],
    }
    data = data_of(form, {"kind": "single_choice"})
    assert data["options"] == [{"id": "b", "text": "7 €"}, {"id": "a", "text": "8 €"}]
    assert data["key"] == "a"


def test_every_kind_of_question_has_its_fields() -> None:
    assert set(FORMS) == set(KINDS)


def test_needs_and_enemies_are_kept_and_read_as_typed() -> None:
    data = {"code": "2.1.1-99", "kind": "number", "needs": ["sight"], "enemies": ["2.1.1-04", "2.1.1-07"]}
    again = data_of(form_of(data), data)
    assert (again["needs"], again["enemies"]) == (data["needs"], data["enemies"])
    assert data_of({"enemies": [" 2.1.1-04, x "]}, data)["enemies"] == ["2.1.1-04", "x"]
    assert "needs" not in data_of({}, data)
