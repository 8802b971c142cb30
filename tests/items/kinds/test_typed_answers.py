"""What a person may type for a number, a text or a cell."""

from __future__ import annotations

from typing import Any

import pytest

from assessment.items.kinds.kind import EmptyAnswer, UnreadableAnswer
from assessment.items.presentation import read, score, serve
from tests.items.builders import item


def scored(kind: str, form: dict[str, list[str]], **changes: Any) -> int:
    served = serve(item(kind, **changes), 1)
    return score(served, read(served, form))


@pytest.mark.parametrize("typed", ["7,5", "7.50", "7,50 €", " 7,5 euros", "7€50"])
def test_a_price_is_accepted_as_people_write_it(typed: str) -> None:
    assert scored("number", {"value": [typed]}) == 1


@pytest.mark.parametrize(("typed", "right"), [("9,9", 1), ("10,5", 1), ("10,6", 0), ("9,4", 0)])
def test_a_tolerance_counts_both_ends(typed: str, right: int) -> None:
    assert scored("number", {"value": [typed]}, key={"value": 10, "tolerance": 0.5}) == right


@pytest.mark.parametrize("typed", ["RAYON FRAIS", "rayon  frais.", "Le rayon fraîs"])
def test_case_accents_and_spaces_do_not_count(typed: str) -> None:
    assert scored("short_text", {"value": [typed]}) == 1


def test_typing_itself_counts_with_an_exact_key() -> None:
    key = {"accepted": ["Bonjour, Mme Lê."], "exact": True}
    assert scored("short_text", {"value": ["Bonjour, Mme Lê."]}, key=key) == 1
    assert scored("short_text", {"value": ["bonjour, Mme Lê."]}, key=key) == 0


@pytest.mark.parametrize("hour", ["9 h", "9h00", "09:00", "9 heures"])
def test_an_hour_in_a_cell_is_accepted_in_any_writing(hour: str) -> None:
    assert scored("fill_table", {"cell-x1": ["16 h"], "cell-x2": [hour]}) == 1


def test_the_message_names_the_cell_that_cannot_be_read() -> None:
    with pytest.raises(UnreadableAnswer, match="Amina, Fin"):
        scored("fill_table", {"cell-x1": ["tard"], "cell-x2": ["9 h"]})


def test_the_same_rank_twice_asks_for_different_ranks() -> None:
    form = {f"rank-{position}": ["1"] for position in range(1, 5)}
    with pytest.raises(EmptyAnswer, match="numéro différent"):
        scored("ordering", form)


def test_all_the_right_options_and_only_them_are_expected() -> None:
    served = serve(item("several_choices"), 1)
    at = {name: str(position) for position, name in enumerate(served.order, 1)}
    assert score(served, read(served, {"choice": [at["a"], at["c"]]})) == 1
    assert score(served, read(served, {"choice": [at["a"]]})) == 0
    assert score(served, read(served, {"choice": [at["a"], at["b"], at["c"]]})) == 0
