"""The contract every kind of question keeps. A new kind joins it by one line in the builders."""

from __future__ import annotations

from dataclasses import asdict
from random import Random
from typing import Any

import pytest

from assessment.errors import Faults, InvalidInput
from assessment.items.item import Item, item_from_data, item_to_data
from assessment.items.kinds import KINDS
from assessment.items.kinds.kind import EmptyAnswer, UnreadableAnswer
from assessment.items.parameters import highest, parameters, steps
from assessment.items.presentation import read, score, serve, show
from tests.items.builders import OWN_FIELDS, item

SEEDS = range(30)
TELLING = ("key", "mistake", "explanation", "accepted", "tolerance", "id", "credit", "credits", "rules", "end_state")
ABSURD = {
    "single_choice": {"choice": ["9"]},
    "several_choices": {"choice": ["1", "<script>"]},
    "number": {"value": ["douze"]},
    "short_text": {"value": ["a" * 5000]},
    "ordering": {"rank-1": ["1"], "rank-2": ["2"], "rank-3": ["3"], "rank-4": ["99"]},
    "fill_table": {"cell-x1": ["beaucoup"], "cell-x2": ["9 h"]},
    "situational": {"choice": ["0"]},
    "matching": {"match-1": ["1"], "match-2": ["<b>"], "match-3": ["2"]},
    "fill_blanks": {"blank-x1": ["Madame"], "blank-x2": ["4"], "blank-x3": ["9"]},
    "placing": {"choice": ["A"]},
    "task": {"field-a": ["a" * 5000]},
}


@pytest.fixture(params=sorted(KINDS))
def question(request: pytest.FixtureRequest) -> Item:
    return item(request.param)


def names_in(record: object) -> set[str]:
    """Every field name of a nested record."""
    if isinstance(record, dict):
        return set(record) | {name for value in record.values() for name in names_in(value)}
    if isinstance(record, list | tuple):
        return {name for value in record for name in names_in(value)}
    return set()


def test_every_kind_is_in_the_battery() -> None:
    assert set(KINDS) == set(OWN_FIELDS) == set(ABSURD)


def test_an_item_survives_the_round_trip(question: Item) -> None:
    faults = Faults()
    assert item_from_data(item_to_data(question), "socle", "ici", faults) == question
    assert not faults


def test_what_is_shown_holds_no_key_and_no_mistake(question: Item) -> None:
    shown = asdict(show(serve(question, 1)))
    assert names_in(shown).isdisjoint(TELLING)
    assert "retenue oubliée" not in str(shown)
    assert "fin avant le milieu" not in str(shown)
    assert question.explanation not in str(shown)


def test_a_form_scores_what_it_was_made_to_earn(question: Item) -> None:
    for seed in SEEDS:
        served = serve(question, seed)
        for earned in range(highest(question) + 1):
            form = question.behaviour.form_for(served.item.content, served.order, earned, Random(seed))
            assert score(served, read(served, form)) == earned


@pytest.mark.parametrize("form", [{}, {"choice": [""], "value": [" "], "rank-1": ["1"], "cell-x1": ["16"]}])
def test_an_empty_or_partial_answer_gets_a_sentence_for_the_candidate(question: Item, form: dict[str, Any]) -> None:
    with pytest.raises(EmptyAnswer, match="« Je ne sais pas »"):
        read(serve(question, 1), form)


def test_an_absurd_answer_gets_a_clear_sentence(question: Item) -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read(serve(question, 1), ABSURD[question.kind])
    assert refused.value.message.endswith((".", "12,5."))
    assert "Erreur" not in refused.value.message


def test_the_order_is_a_permutation_that_depends_only_on_the_seed(question: Item) -> None:
    orders = [serve(question, seed).order for seed in SEEDS]
    assert orders == [serve(question, seed).order for seed in SEEDS]
    assert len({tuple(sorted(order)) for order in orders}) == 1
    assert not orders[0] or len(set(orders)) > 3


def test_options_are_named_by_their_position(question: Item) -> None:
    served = serve(question, 3)
    shown = str(asdict(show(served)))
    assert all(f"'{name}'" not in shown for name in served.order)


def test_an_order_that_is_not_a_permutation_is_refused(question: Item) -> None:
    if question.behaviour.order(question.content, Random(1)):
        with pytest.raises(ValueError, match="permutation"):
            question.behaviour.present(question.content, ("a", "a", "b"))


def test_the_answer_and_the_key_can_be_said(question: Item) -> None:
    served = serve(question, 1)
    kind = question.behaviour
    right = read(served, kind.form_for(question.content, served.order, highest(question), Random(1)))
    assert kind.say_response(question.content, right)
    assert kind.say_key(question.content)


def test_guessing_is_a_small_chance(question: Item) -> None:
    assert 0 <= parameters(question).c <= 0.3


def test_a_graded_question_has_one_threshold_per_degree_and_no_guessing(question: Item) -> None:
    if highest(question) == 1:
        assert steps(question) == ()
    else:
        assert len(steps(question)) == highest(question)
        assert sum(steps(question)) / len(steps(question)) == pytest.approx(question.difficulty.value)
        assert parameters(question).c == 0


def test_a_kind_says_how_to_answer_in_french(question: Item) -> None:
    assert question.how.endswith(".")
    assert question.behaviour.label


def test_missing_fields_are_faults_not_exceptions(question: Item) -> None:
    data = item_to_data(question)
    for key in question.behaviour.own_fields - {"unit", "fixed_order", "lists"}:
        faults = Faults()
        without = {name: value for name, value in data.items() if name != key}
        assert item_from_data(without, "socle", "ici", faults) is None
        assert any(key in str(fault) for fault in faults)


@pytest.mark.parametrize("garbage", [None, 3, "a", [], [1, None], {"x": []}, {"value": "beaucoup"}, [["a"]], True])
def test_garbage_in_a_field_is_a_fault_not_an_exception(question: Item, garbage: object) -> None:
    data = item_to_data(question)
    for key in data.keys() - {"unit", "title", "explanation", "question", "fixed_order", "code", "kind", "text"}:
        faults = Faults()
        item_from_data({**data, key: garbage}, "socle", "ici", faults)
        assert faults or data[key] == garbage or garbage is None


def test_two_values_for_one_field_are_refused(question: Item) -> None:
    doubled = {name: ["1", "2"] for name in ("choice", "value", "rank-1", "cell-x1", "match-1", "blank-x1", "field-a")}
    served = serve(question, 1)
    if question.kind == "several_choices":
        assert read(served, doubled)
    else:
        with pytest.raises(InvalidInput):
            read(served, doubled)
