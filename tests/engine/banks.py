"""Small banks and measures for the tests of the engine."""

from __future__ import annotations

import numpy as np

from assessment.engine import ItemParameters, Measure, MeasureOptions, Mixture, mixture

CODES = ("1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "2.1.1", "2.1.2", "2.1.3")


def bank(each: int = 4, seed: int = 1, criteria: int = len(CODES)) -> ItemParameters:
    """`each` items per criterion, some of them guessed."""
    rng = np.random.default_rng(seed)
    criterion = np.repeat(np.arange(criteria), each)
    n = len(criterion)
    slopes = np.exp(rng.normal(0.2, 0.2, n))
    guessing = np.where(rng.random(n) < 0.4, 0.2, 0.0)
    return ItemParameters.of({"criterion": criterion, "a": slopes, "b": rng.normal(-0.6, 0.7, n), "c": guessing})


def measure(each: int = 4, options: MeasureOptions | None = None) -> Measure:
    return Measure.of(CODES, bank(each), options)


def sharing(r: float, criteria: int) -> Mixture:
    """One structure: every two abilities correlate r."""
    return mixture({"r": np.full((criteria, criteria), r) + (1.0 - r + 1e-9) * np.eye(criteria)})


def graded() -> ItemParameters:
    """Two criteria; one item with scores 0 to 3, one with 0 to 2, one right or wrong."""
    nan = float("nan")
    thresholds = [[-1.0, 0.0, 1.0], [-0.5, 0.5, nan], [nan, nan, nan]]
    return ItemParameters.of({"criterion": [0, 1, 1], "a": 1.1, "b": [0.0, 0.0, -0.5], "thresholds": thresholds})
