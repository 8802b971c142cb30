"""Scores of three items against published numbers of the reference programs (engine.md, section 6)."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import ItemParameters
from assessment.engine.scoring import maximum_likelihood, posterior_mean, posterior_mode

ITEMS = ItemParameters.of(
    {
        "criterion": [0, 0, 0],
        "a": [1.32, 1.07, 0.84],
        "b": [-0.63, 0.18, -0.84],
        "c": [0.17, 0.10, 0.19],
        "d": [0.87, 0.93, 1.0],
    }
)
ANSWERS = np.array([0, 1, 0])


def test_maximum_likelihood() -> None:
    # The reference program stops its search 1.4e-5 short of the maximum, which is at -1.7930825.
    assert maximum_likelihood(ITEMS, ANSWERS) == pytest.approx(-1.793097, abs=2e-5)


def test_posterior_mode() -> None:
    assert posterior_mode(ITEMS, ANSWERS) == pytest.approx(-0.4741753, abs=5e-7)


def test_posterior_mean_on_33_points() -> None:
    assert posterior_mean(ITEMS, ANSWERS)[0] == pytest.approx(-0.4565068, abs=5e-8)


def test_all_right_stays_on_the_scale() -> None:
    assert maximum_likelihood(ITEMS, np.array([1, 1, 1])) <= 6.0
