"""Situations, pairs, texts with blanks and places: what their authors may write, what their candidates get for it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from assessment.items.kinds.kind import UnreadableAnswer
from assessment.items.presentation import read, score, serve, show
from tests.items.builders import LETTER, PAIRS, PLAN, WAYS, faults_of, item, item_data


@pytest.mark.parametrize(
    ("credits", "said"),
    [
        ((1, 1, 0, 0), "une option, et une seule"),
        ((2, 2, 0, 0), "une option, et une seule"),
        ((2, 1, 1, 1), "au moins une option avec credit: 0"),
        ((3, 1, 0, 0), "0, 1 ou 2"),
        ((True, 1, 0, 0), "0, 1 ou 2"),
    ],
)
def test_a_situation_has_one_best_way_and_a_bad_one(credits: tuple[int, ...], said: str) -> None:
    options = [way | {"credit": credit} for way, credit in zip(WAYS, credits, strict=True)]
    assert any(said in fault for fault in faults_of(item_data("situational", options=options)))


def test_a_graded_question_takes_no_guessing() -> None:
    assert any("guessing" in fault for fault in faults_of(item_data("situational", guessing=0.2)))


def test_a_choice_may_serve_several_elements() -> None:
    two = item("matching", **(PAIRS | {"choices": PAIRS["choices"][:2], "key": {"a": "d", "b": "e", "c": "d"}}))
    assert two.behaviour.guessing(two.content) == pytest.approx(0.1)
    served = serve(two, 4)
    names, choices = served.order[:3], served.order[3:]
    form = {f"match-{at}": [str(choices.index(two.content.key[ord(n) - 97][1]) + 1)] for at, n in enumerate(names, 1)}
    assert score(served, read(served, form)) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"key": {"a": "d", "b": "e"}}, "un choix par élément"),
        ({"key": {"a": "d", "b": "e", "c": "z"}}, "un identifiant de choix"),
        ({"key": {"a": "d", "b": "d", "c": "d"}}, "au moins deux choix différents"),
        ({"choices": [{"id": "a", "text": "Bac"}, *PAIRS["choices"]]}, "deux fois le même identifiant"),
    ],
)
def test_pairs_that_contradict_each_other_are_faults(changes: dict[str, Any], said: str) -> None:
    assert any(said in fault for fault in faults_of(item_data("matching", **changes)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "Bonjour."}, "de 1 à 8 cases"),
        ({"text": LETTER["text"] + " [[x1]]"}, "deux fois le même identifiant"),
        ({"key": LETTER["key"] | {"x9": "le"}}, "une clé par case"),
        ({"key": LETTER["key"] | {"x2": "lo"}}, "un des mots de la liste"),
        ({"lists": {"x2": ["le", "le"]}}, "deux fois le même texte"),
        ({"lists": {"x7": ["le", "la"]}}, "champ inconnu"),
    ],
)
def test_blanks_that_do_not_fit_are_faults(changes: dict[str, Any], said: str) -> None:
    assert any(said in fault for fault in faults_of(item_data("fill_blanks", **changes)))


def test_words_that_differ_by_an_accent_make_a_list() -> None:
    made = item("fill_blanks", **(LETTER | {"lists": {"x2": ["a", "à"]}, "key": LETTER["key"] | {"x2": "à"}}))
    served = serve(made, 1)
    form = made.behaviour.form_for(made.content, served.order, 1, Random(1))
    assert score(served, read(served, form)) == 1


def test_a_number_that_cannot_be_read_is_told_by_its_place_in_the_text() -> None:
    served = serve(item("fill_blanks"), 1)
    with pytest.raises(UnreadableAnswer, match="mardi à »"):
        read(served, {"blank-x1": ["Mme"], "blank-x2": ["1"], "blank-x3": ["neuf"]})


def test_a_plan_shows_letters_in_the_order_written_and_places_in_words() -> None:
    shown = show(serve(item("placing"), 1)).presented
    assert [(zone.letter, zone.value) for zone in shown.zones] == [("A", "1"), ("B", "2"), ("C", "3")]  # type: ignore[union-attr]
    assert all(zone.text for zone in shown.zones)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("zone", "said"), [({"x": 400}, "entre 0 et 320"), ({"y": "haut"}, "entre 0 et 240"), ({"x": 10.5}, "entier")]
)
def test_a_zone_outside_its_picture_is_a_fault(zone: dict[str, Any], said: str) -> None:
    zones = [PLAN["zones"][0] | zone, *PLAN["zones"][1:]]  # type: ignore[index]
    assert any(said in fault for fault in faults_of(item_data("placing", zones=zones)))
