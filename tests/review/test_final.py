"""A final evaluation takes over what was acquired, for five years, and only asks the rest."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.review.final import NothingLeft, TooLateForFinal, carried_over
from assessment.review.judgement import Decision

JUDGED = [("1.1.1", Decision.ACQUIRED), ("1.1.2", Decision.NOT_ACQUIRED)]
OPENED = date(2026, 11, 22)


def test_only_what_was_acquired_is_taken_over() -> None:
    assert [one.criterion for one in carried_over(JUDGED, OPENED, date(2031, 11, 22))] == ["1.1.1"]


def test_after_five_years_a_new_evaluation_is_needed() -> None:
    with pytest.raises(TooLateForFinal):
        carried_over(JUDGED, OPENED, date(2031, 11, 23))


def test_nothing_is_evaluated_twice_for_nothing() -> None:
    with pytest.raises(NothingLeft):
        carried_over(JUDGED[:1], OPENED, OPENED)
