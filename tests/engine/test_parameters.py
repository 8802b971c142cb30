from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import ItemParameters
from assessment.errors import InvalidInput
from tests.engine.banks import graded

GOOD = {"criterion": [0, 1], "a": [1.0, 1.2], "b": [0.0, -1.0]}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("a", 0.0),
        ("a", float("nan")),
        ("a", 99.0),
        ("b", 12.0),
        ("c", 1.0),
        ("d", 0.0),
        ("se_b", -0.1),
        ("seconds", 0.0),
        ("criterion", 2),
        ("criterion", -1),
    ],
)
def test_a_parameter_out_of_range_is_named_with_what_was_expected(column: str, value: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        ItemParameters.of({**GOOD, column: [value, value]}, criteria=2)
    assert len(refused.value.faults) >= 2
    assert "question n° 1" in refused.value.faults[0].place


def test_missing_and_unknown_columns_are_told_together() -> None:
    with pytest.raises(InvalidInput) as refused:
        ItemParameters.of({"criterion": [0], "a": [1.0], "slope": [1.0]})
    assert {fault.place for fault in refused.value.faults} == {"b", "slope"}


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(InvalidInput):
        ItemParameters.of({**GOOD, "seconds": [1.0, 2.0, 3.0]})


def test_parameters_cannot_be_changed_afterwards() -> None:
    items = ItemParameters.of(GOOD)
    with pytest.raises(ValueError, match="read-only"):
        items.a[0] = 2.0


def test_score_probabilities_of_every_item_add_up_to_one() -> None:
    items = graded()
    theta = np.full((1, 5), 0.3)
    for item in range(3):
        total = sum(
            items.score_probability(np.array([item]), np.array([score]), theta)
            for score in range(int(items.highest[item]) + 1)
        )
        assert total == pytest.approx(np.ones((1, 5)))


def test_expected_score_is_a_share_that_rises_with_ability() -> None:
    items = graded()
    theta = np.tile(np.linspace(-4, 4, 9), (3, 1))
    expected = items.expected_score(np.arange(3), theta)
    assert (np.diff(expected, axis=1) > 0).all()
    assert ((expected > 0) & (expected < 1)).all()
