"""Objectives are proposed from what was judged not acquired, and refused with every fault at once."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.errors import InvalidInput
from assessment.review.plan import HOURS_PER_CRITERION, Objective, checked, last_day, proposed
from assessment.review.words import State
from tests.review.builders import criterion, subdomain

PARTS = (
    subdomain(
        "2.1", 1, criterion("2.1.1", label="Additionner des prix"), criterion("2.1.2", label="Estimer un total.")
    ),
    subdomain("2.3", 1, criterion("2.3.1", label="Lire un planning")),
)
OPENED = date(2024, 2, 29)


def test_each_gap_gives_an_objective_in_words_a_person_can_act_on() -> None:
    found = proposed(PARTS, {"2.1.1": State.NOT_ACQUIRED, "2.3.1": State.ACQUIRED})
    assert found == (Objective("2.1", "Apprendre à additionner des prix.", HOURS_PER_CRITERION),)


def test_gaps_of_one_subdomain_make_one_objective() -> None:
    found = proposed(PARTS, {"2.1.1": State.NOT_ACQUIRED, "2.1.2": State.NOT_ACQUIRED})
    assert [one.text.replace("\u00a0", " ") for one in found] == [
        "Apprendre à : additionner des prix ; estimer un total."
    ]
    assert found[0].hours == 2 * HOURS_PER_CRITERION


def test_what_was_not_evaluated_is_no_gap() -> None:
    assert proposed(PARTS, {"2.1.1": State.NOT_EVALUATED, "2.1.2": State.TO_CONFIRM}) == ()


def test_every_fault_of_an_objective_is_said_at_once() -> None:
    faulty = Objective("2.1", " ", 0, date(2026, 3, 2), date(2026, 3, 1))
    with pytest.raises(InvalidInput) as refused:
        checked(faulty, OPENED)
    assert [fault.place for fault in refused.value.faults] == ["objective", "hours", "ends_on"]


def test_training_ends_within_five_years() -> None:
    assert last_day(OPENED) == date(2029, 2, 28)
    with pytest.raises(InvalidInput):
        checked(Objective("2.1", "Lire.", 7, None, date(2029, 3, 1)), OPENED)
    assert checked(Objective("2.1", "  Lire   un plan. ", 7, None, date(2029, 2, 28)), OPENED).text == "Lire un plan."
