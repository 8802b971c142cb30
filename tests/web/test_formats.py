"""Dates and numbers as French readers write them, and zero in the singular."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask_babel import force_locale, ngettext

from assessment.web import formats


def test_the_first_of_a_month_is_written_1er(app: Flask) -> None:
    with app.test_request_context():
        assert formats.day(date(2026, 11, 1)) == "1er novembre 2026"
        assert formats.day(date(2026, 11, 11)) == "11 novembre 2026"


def test_the_words_of_a_date_are_those_of_the_reader(app: Flask) -> None:
    with app.test_request_context(), force_locale("de"):
        assert formats.day(date(2026, 3, 1)) == "1 März 2026"
        assert formats.month(date(2026, 3, 1)) == "März 2026"


def test_zero_takes_the_singular(app: Flask) -> None:
    with app.test_request_context():
        words = [ngettext("%(num)s réponse", "%(num)s réponses", count) for count in (0, 1, 2)]
    assert words == ["0 réponse", "1 réponse", "2 réponses"]
