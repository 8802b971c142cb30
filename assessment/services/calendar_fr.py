"""The day it is in France, which is not always the day it is in UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today(now: datetime) -> date:
    """The date in Paris at this moment."""
    return now.astimezone(PARIS).date()
