"""Dates, durations and numbers as French readers write them."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import format_date, format_datetime, get_locale, gettext

NBSP = "\u00a0"


def day(value: date | datetime | None) -> str:
    """`22 novembre 2026`; nothing for no date."""
    return "" if value is None else _first(str(format_date(value, gettext("d MMMM yyyy"))))


def iso_day(text: str | None) -> str:
    """The day of a moment kept as ISO text in a signed content; nothing for no text."""
    return day(datetime.fromisoformat(text)) if text else ""


def month(value: date | datetime | None) -> str:
    """`novembre 2026`."""
    return "" if value is None else str(format_date(value, gettext("LLLL yyyy")))


def moment(value: datetime | None) -> str:
    """`22 novembre 2026 à 14 h 05`, in the body's time zone."""
    if value is None:
        return ""
    return _first(str(format_datetime(value, gettext("d MMMM yyyy 'à' H\u00a0'h'\u00a0mm"))))


def _first(text: str) -> str:
    """In French, the first of a month is written `1er`."""
    locale = get_locale()
    french = locale is not None and locale.language == "fr"
    return f"1er{text[1:]}" if french and text.startswith("1 ") else text


def duration(seconds: float | None) -> str:
    """`1 h 20`, `45 min`, `moins d'une minute`."""
    if seconds is None:
        return ""
    minutes = round(seconds / 60)
    if minutes < 1:
        return gettext("moins d'une minute")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"


def seconds(value: float) -> str:
    """`42 s`, `1 min 20 s`, then whole minutes."""
    whole = round(value)
    if whole < 60:
        return f"{whole}{NBSP}s"
    minutes, rest = divmod(whole, 60)
    if minutes >= 10:
        return duration(value)
    return f"{minutes}{NBSP}min{NBSP}{rest:02d}{NBSP}s" if rest else f"{minutes}{NBSP}min"


def number(value: float | None, digits: int = 1) -> str:
    """`1 250,5`: decimal comma, no trailing zeros, no-break spaces between thousands."""
    if value is None:
        return ""
    text = f"{value:,.{digits}f}".replace(",", NBSP).replace(".", ",")
    return text.rstrip("0").rstrip(",") if digits else text


def weight(size: int) -> str:
    """Bytes as people read them."""
    if size < 1_000_000:
        return gettext("%(size)s ko", size=max(1, round(size / 1000)))
    return gettext("%(size)s Mo", size=number(size / 1_000_000, 1))


FILTERS = {
    "day": day,
    "month": month,
    "iso_day": iso_day,
    "moment": moment,
    "duration": duration,
    "seconds": seconds,
    "number": number,
    "weight": weight,
}
