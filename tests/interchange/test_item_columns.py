"""What ITEMS.csv says of a question: its names, and the degrees of its score."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.errors import Faults
from assessment.interchange.item_columns import check_names, degrees, in_rows


@pytest.mark.parametrize(
    ("name", "criterion", "column"),
    [
        ("", "1.1.1", "item"),
        ("q1", "1.1.1", "item"),
        ("q2", "", "criterion"),
        ("=1+1", "1.1.1", "item"),
        ("@q", "1.1.1", "item"),
        ("q2", "-cmd", "criterion"),
    ],
)
def test_a_name_missing_doubled_or_read_as_a_formula_is_a_fault(name: str, criterion: str, column: str) -> None:
    faults = Faults()
    check_names(name, criterion, {"q1": 2}, "ligne 3", faults)
    assert [fault.place for fault in faults] == [f"ligne 3, {column}"]


@pytest.mark.parametrize(
    ("highest", "thresholds", "found"),
    [
        ("", "", (1, ())),
        ("1", "", (1, ())),
        ("3", "", (3, ())),
        ("2", "-1 0.5", (2, (-1.0, 0.5))),
        ("", "-1 0.5", (2, (-1.0, 0.5))),
    ],
)
def test_degrees_are_read(highest: str, thresholds: str, found: tuple[int, tuple[float, ...]]) -> None:
    faults = Faults()
    assert degrees(highest, thresholds, "ligne 2", faults) == found
    assert not faults


@pytest.mark.parametrize(
    ("highest", "thresholds", "column"),
    [
        ("0", "", "highest"),
        ("x", "", "highest"),
        ("3", "0 1", "thresholds"),
        ("1", "0", "thresholds"),
        ("2", "0 x", "thresholds"),
        ("2", "0 90", "thresholds"),
        ("2", "0 nan", "thresholds"),
    ],
)
def test_impossible_degrees_are_faults(highest: str, thresholds: str, column: str) -> None:
    faults = Faults()
    degrees(highest, thresholds, "ligne 2", faults)
    assert [fault.place for fault in faults] == [f"ligne 2, {column}"]


def test_thresholds_stand_in_rows_as_wide_as_the_longest() -> None:
    assert np.array_equal(in_rows([(), (0.5, 1.0)], 2), [[np.nan, np.nan], [0.5, 1.0]], equal_nan=True)
