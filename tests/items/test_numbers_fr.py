from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import InvalidInput
from assessment.items.numbers_fr import (
    UnreadableNumber,
    format_duration,
    format_euro,
    format_number,
    format_time,
    parse_number,
)

READ = [
    ("12", None, "12"),
    ("12,5", None, "12.5"),
    ("12.5", None, "12.5"),
    ("1 250,5", None, "1250.5"),
    ("1\u202f250,5", None, "1250.5"),
    ("1.250,50", None, "1250.5"),
    ("1 250 000", None, "1250000"),
    ("−3", None, "-3"),
    ("- 3", None, "-3"),
    ("+3", None, "3"),
    (",5", None, "0.5"),
    ("12.", None, "12"),
    ("12,50 €", "€", "12.5"),
    ("12 euros", "€", "12"),
    ("12€50", "€", "12.5"),
    ("25 %", "%", "25"),
    ("3 kg", None, "3"),
    ("8 h", "h", "8"),
    ("45mn", "min", "45"),
    ("5 m2", "m²", "5"),
    ("1 caisse", "caisses", "1"),
    ("٣٤", None, "34"),
]


@pytest.mark.parametrize(("typed", "unit", "value"), READ)
def test_a_number_is_read_as_people_type_it(typed: str, unit: str | None, value: str) -> None:
    assert parse_number(typed, unit) == Fraction(value)


@pytest.mark.parametrize("typed", ["", "douze", "12 50", "1,2,3", "1/2", "12e5", "10²", "--3", "3 ou 4", "9" * 30, "-"])
def test_what_is_not_one_number_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableNumber):
        parse_number(typed)


def test_another_unit_than_the_one_shown_is_refused_by_naming_it() -> None:
    with pytest.raises(UnreadableNumber, match="en cm"):
        parse_number("12 m", "cm")


@given(st.decimals(min_value=-999999, max_value=999999, places=3))
def test_what_we_write_is_read_back(value: object) -> None:
    exact = Fraction(str(value))
    assert parse_number(format_number(exact)) == exact


def test_a_number_of_things_is_asked_for_without_another_word() -> None:
    with pytest.raises(UnreadableNumber, match="sans autre mot que «\u00a0messages\u00a0»"):
        parse_number("3 lettres", "messages")
    assert parse_number("3 messages", "messages") == 3


@given(st.text(max_size=60))
def test_any_typed_text_gives_a_number_or_a_clear_refusal(typed: str) -> None:
    try:
        found = parse_number(typed)
    except UnreadableNumber:
        return
    assert isinstance(found, Fraction)


def test_french_writing() -> None:
    assert format_number(Fraction("1250.5")) == "1\u202f250,5"
    assert format_number(Fraction(-1, 2)) == "\u22120,5"
    assert format_number(Fraction(2, 3), 2) == "0,67"
    assert format_euro(Fraction("3.5")) == "3,50\u00a0€"
    assert format_euro(Fraction(12)) == "12\u00a0€"
    assert format_time(Fraction(485)) == "8\u00a0h\u00a005"
    assert format_time(Fraction(960)) == "16\u00a0h"
    assert format_duration(Fraction(80)) == "1\u00a0h\u00a020"
    assert format_duration(Fraction(45)) == "45\u00a0min"


def test_a_value_without_a_short_writing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="écriture décimale"):
        format_number(Fraction(1, 3))


@pytest.mark.parametrize("minutes", [Fraction(-1), Fraction(1440), Fraction(1, 2)])
def test_an_impossible_time_is_refused(minutes: Fraction) -> None:
    with pytest.raises(InvalidInput):
        format_time(minutes)
