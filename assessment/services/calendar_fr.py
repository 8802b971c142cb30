"""The day it is in France, which is not always the day it is in UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """The date in Paris at that moment."""
    return moment.astimezone(PARIS).date()


def today(now: datetime) -> date:
    """The date in Paris now."""
    return day_of(now)
