"""Alerts tell a person how a sitting went; each needs enough of it to be worth a word."""

from __future__ import annotations

import pytest

from assessment.review.alerts import Pace, alerts

STEADY = Pace(seconds=30, expected=40, gap=2, dont_know=False)
FAST = Pace(seconds=1, expected=40, gap=2, dont_know=False)
AFTER_LUNCH = Pace(seconds=30, expected=40, gap=3600, dont_know=False)
UNSURE = Pace(seconds=1, expected=40, gap=2, dont_know=True)

CASES: list[tuple[list[Pace], str | None, list[str], list[str]]] = [
    ([STEADY] * 20, "ended", [], []),
    ([STEADY] * 4, "paused", [], ["unfinished"]),
    ([STEADY] * 9 + [FAST] * 2, "ended", [], []),
    ([STEADY] * 9 + [FAST] * 3, "ended", [], ["fast"]),
    ([STEADY, AFTER_LUNCH], "ended", [], ["interrupted"]),
    ([STEADY] * 4 + [UNSURE] * 4, "ended", [], ["unsure"]),
    ([STEADY] * 3 + [UNSURE] * 4, "ended", [], []),
    ([], None, ["extra_time"], ["accommodation"]),
]


@pytest.mark.parametrize(("paces", "sitting", "accommodations", "expected"), CASES)
def test_alerts(paces: list[Pace], sitting: str | None, accommodations: list[str], expected: list[str]) -> None:
    assert [alert.key for alert in alerts(paces, sitting, accommodations)] == expected
