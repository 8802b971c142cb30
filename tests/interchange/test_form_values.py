"""Numbers as French people type them; what cannot be held as a number stays as typed, for a fault to show."""

from __future__ import annotations

import pytest

from assessment.interchange.form_values import number_or_text

TOO_LARGE = "9" * 400


@pytest.mark.parametrize(
    ("typed", "read"), [("7,5", 7.5), ("1\u202f200", 1200), ("−3", -3), ("", None), ("sept", "sept")]
)
def test_a_number_is_read_and_the_rest_stays_text(typed: str, read: object) -> None:
    assert number_or_text(typed) == read


@pytest.mark.parametrize("typed", [TOO_LARGE, f"-{TOO_LARGE}", "inf", "Infinity", "NaN"])
def test_what_is_not_finite_stays_as_typed(typed: str) -> None:
    assert number_or_text(typed) == typed
