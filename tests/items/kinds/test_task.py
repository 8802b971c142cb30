"""A mock-up of a window: what counts as done, and what an author may not write."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from assessment.items.kinds.kind import EmptyAnswer
from assessment.items.presentation import read, score, serve
from tests.items.builders import MAIL, faults_of, item, item_data

DONE = {
    "field-a": ["paul@exemple.fr"],
    "field-b": ["Réunion"],
    "field-c": ["Bonjour,\r\nla Réunion est à neuf heures."],
    "field-d": ["2"],
    "field-e": ["1"],
    "field-f": ["1"],
    "field-g": [""],
    "field-h": ["2"],
}


def scored(**changes: list[str]) -> int:
    form = DONE | {f"field-{name}": value for name, value in changes.items()}
    served = serve(item("task"), 1)
    return score(served, read(served, {name: value for name, value in form.items() if value}))


@pytest.mark.parametrize(
    "changes",
    [{}, {"a": ["PAUL@exemple.fr"]}, {"c": ["RÉUNION 9h"]}, {"b": ["n'importe quoi"]}, {"h": ["2,0"]}],
)
def test_the_end_state_alone_counts(changes: dict[str, list[str]]) -> None:
    assert scored(**changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"a": ["paul@exemple.com"]},
        {"c": ["À 9 h."]},
        {"d": ["1"]},
        {"e": []},
        {"f": []},
        {"g": ["chef@exemple.fr"]},
        {"h": ["deux"]},
    ],
)
def test_each_rule_counts(changes: dict[str, list[str]]) -> None:
    assert scored(**changes) == 0


def test_a_window_left_as_it_was_asks_for_the_action() -> None:
    untouched = {"field-a": [""], "field-b": ["Sans objet"], "field-c": [""], "field-d": ["1"], "field-e": [""]}
    with pytest.raises(EmptyAnswer, match="dans la fenêtre"):
        read(serve(item("task"), 1), untouched | {"field-f": ["1"], "field-g": [""], "field-h": [""]})


def faulty(change: dict[str, Any], end: dict[str, Any] | None = None) -> list[str]:
    data = copy.deepcopy(MAIL)
    data["screen"] |= change
    return faults_of(item_data("task", **(data | ({"end_state": end} if end is not None else {}))))


TWO = [
    {"id": "a", "type": "text", "label": "Nom"},
    {"id": "b", "type": "select", "label": "Ville", "choices": ["Lens", "Metz"]},
]


@pytest.mark.parametrize(
    ("change", "end", "said"),
    [
        ({"frame": "tableur"}, None, "frame"),
        ({"fields": TWO[:1]}, {"a": {"accepted": ["Diallo"]}}, "au moins deux champs"),
        ({"fields": [*TWO, TWO[0]]}, {"a": {"accepted": ["x"]}}, "deux fois le même identifiant"),
        ({"fields": TWO}, {}, "aucune règle"),
        ({"fields": TWO}, {"z": {"empty": True}}, "champ inconnu"),
        ({"fields": TWO}, {"b": {"choice": "Lille"}}, "un des choix"),
        ({"fields": TWO}, {"b": {"accepted": ["Lens"]}}, "champ inconnu"),
        ({"fields": TWO}, {"a": {"contains": []}}, "contains"),
        ({"fields": TWO}, {"a": {"empty": True}}, "déjà atteint"),
        ({"fields": [{"type": "note", "text": "x", "id": "a"}, *TWO]}, {"a": {"accepted": ["x"]}}, "champ inconnu"),
    ],
)
def test_a_window_that_cannot_work_is_a_fault(change: dict[str, Any], end: dict[str, Any] | None, said: str) -> None:
    assert any(said in fault for fault in faulty(change, end))
