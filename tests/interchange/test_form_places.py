"""Each fault stands beside its field, and each difference is told word by word."""

from __future__ import annotations

import pytest

from assessment.errors import Faults
from assessment.interchange.form_differences import differences
from assessment.interchange.form_places import field_of, messages
from assessment.interchange.item_form import data_of, form_of
from assessment.items.item import item_from_data

CHOICE = {
    "code": "2.1.1-01",
    "kind": "single_choice",
    "title": "Monnaie",
    "trade": "commerce",
    "question": "Combien rendez-vous ?",
    "options": [{"id": name, "text": f"{name} €"} for name in "abc"],
    "key": "a",
    "explanation": "20 − 12 = 8.",
    "difficulty": {"value": -0.8, "se": 0.5},
    "seconds": 40,
}


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("x › question", "question"),
        ("x › options 2 › text", "option-2-text"),
        ("x › options", "option-1-text"),
        ("x › support 1 › columns 2", "support-1-columns"),
        ("x › support 2 › alt", "support-2-alt"),
        ("x › difficulty › se", "difficulty-se"),
        ("x › family › parameters › n", "family-parameters"),
        ("x › table › rows 2", "table-rows"),
        ("x › key", "key"),
        ("x", ""),
    ],
)
def test_a_fault_is_shown_beside_its_field(place: str, field: str) -> None:
    assert field_of(place, CHOICE) == field


def test_all_faults_of_a_form_are_told_at_once_each_beside_a_field() -> None:
    form = form_of(CHOICE) | {"title": [""], "option-2-text": ["a €"], "key": [], "seconds": ["vite"], "trade": [""]}
    faults, data = Faults(), data_of(form, CHOICE)
    assert item_from_data(data, "socle", "x", faults) is None
    fields = {field for field, _, _ in messages(list(faults), data)}
    assert fields >= {"title", "key", "seconds", "trade", "option-1-text"}
    assert fields <= set(form)


def test_a_difference_tells_the_words_removed_and_added() -> None:
    changes = differences(CHOICE, CHOICE | {"question": "Combien lui devez-vous ?", "key": "b"})
    assert [change.label for change in changes] == ["Question", "Bonne réponse"]
    assert ("removed", "rendez") in changes[0].pieces
    assert (changes[1].before, changes[1].after) == ("a €", "b €")


def test_the_same_question_has_no_difference() -> None:
    assert differences(CHOICE, dict(CHOICE)) == []
