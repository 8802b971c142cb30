"""Forms become typed values, and refused input becomes one message per field."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from assessment.errors import Fault, Faults, InvalidInput
from assessment.web import parsing

NUMBERS = [("7,5", 7.5), ("7.5", 7.5), ("14 h", 14.0), ("1 250", 1250.0), ("42", 42.0)]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_the_french_way(text: str, expected: float) -> None:
    faults = Faults()
    assert parsing.number(MultiDict({"hours": text}), "hours", faults) == expected
    assert not faults


@pytest.mark.parametrize("text", ["", "beaucoup", "-3", "1e9", "nan", "inf", "²", "1.2.3"])
def test_what_is_no_number_is_a_fault(text: str) -> None:
    faults = Faults()
    parsing.number(MultiDict({"hours": text}), "hours", faults)
    assert [fault.place for fault in faults] == ["hours"]


def test_a_day_is_read_or_faulted() -> None:
    faults = Faults()
    form = MultiDict({"good": "2026-11-22", "none": " ", "bad": "22/11/2026"})
    assert [parsing.day(form, name, faults) for name in form] == [date(2026, 11, 22), None, None]
    assert [fault.place for fault in faults] == ["bad"]


def test_a_refusal_says_one_thing_per_field() -> None:
    error = InvalidInput("Refusé.", (Fault("reason", "rien", "Écrivez pourquoi."), Fault("hours", "x", "un nombre")))
    assert parsing.refused(error) == {"reason": "Écrivez pourquoi.", "hours": "Il faut un nombre."}
    assert parsing.refused(InvalidInput("Trop long."), "synthesis") == {"synthesis": "Trop long."}
