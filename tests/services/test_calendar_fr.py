"""The day changes at midnight in Paris, in winter as in summer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assessment.services.calendar_fr import today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_the_day_is_the_one_in_paris(moment: datetime, day: date) -> None:
    assert today(moment) == day
