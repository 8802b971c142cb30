"""Each question's curve measured again from its own answers: how much harder, how much steeper than the bank says.

Scoring steps on the expected share of credit E_i(theta; da, db) = the item's curve with slope a exp(da) and difficulty
b + db (thresholds moved along), integrated over the belief that leaves the answer out. The bank's standard errors are
the prior; a parameter given without error has a wide one, since here it is looked at and never used to score.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.engine.health.expected import Expected
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.models import Floats
from assessment.engine.parameters import FARTHEST, STEEPEST, ItemParameters

FREE_SLOPE, FREE_DIFFICULTY = 0.35, 1.0
"""Prior standard deviations of da and db when the bank states no error."""

STEPS = 8
STEP = 1e-3
"""Of the numerical derivatives, in units of da and db."""

BOLDEST = 0.7
"""Largest move of a scoring step."""

FARTHEST_SLOPE = 1.5
"""Largest |da|: slopes from a fifth to four times the bank's."""


@dataclass(frozen=True)
class Refit:
    """(items,) arrays; NaN where an item has no answer."""

    harder: Floats
    """db: how much harder than the bank says, in units of ability."""
    steeper: Floats
    """da: log of measured slope / bank's slope."""
    covariance: Floats
    """(items, 2, 2) of (steeper, harder)."""
    mean: Floats
    """(answers,) expected share with the measured curve."""
    gradient: Floats
    """(answers, 2) of that share in (steeper, harder)."""
    variance: Floats
    """(answers,) of the share with the measured curve."""


class Free(Enum):
    """What is measured again."""

    BOTH = (True, True)
    DIFFICULTY = (False, True)


def refit(responses: Responses, expected: Expected, items: ItemParameters, free: Free = Free.BOTH) -> Refit:
    """Every item with answers."""
    count = responses.items
    harder, steeper = np.full(count, np.nan), np.full(count, np.nan)
    covariance = np.full((count, 2, 2), np.nan)
    mean, variance = expected.mean.copy(), expected.variance.copy()
    gradient = np.zeros((len(responses), 2))
    for item, rows in by_item(responses):
        found, spread = _fitted(rows, expected, items, (item, np.array(free.value)))
        steeper[item], harder[item], covariance[item] = found[0], found[1], spread
        mean[rows], gradient[rows] = _shape(rows, expected, items, (item, found))
        gradient[rows] *= np.array(free.value)
        ratio = expected.variance[rows] / np.maximum(expected.mean[rows] * (1 - expected.mean[rows]), 1e-9)
        variance[rows] = np.maximum(ratio * mean[rows] * (1 - mean[rows]), 1e-9)
    return Refit(harder, steeper, covariance, mean, gradient, variance)


def by_item(responses: Responses) -> list[tuple[int, Indices]]:
    """Each item that has answers, with the rows of its answers."""
    order = np.argsort(responses.item, kind="stable")
    edges = np.searchsorted(responses.item[order], np.arange(responses.items + 1))
    return [(at, order[low:high]) for at, (low, high) in enumerate(itertools.pairwise(edges)) if high > low]


def moved(items: ItemParameters, item: int, change: Floats) -> ItemParameters:
    """One item alone, its curve moved by (da, db)."""
    one = items.subset(np.array([item]))
    slope = np.clip(one.a * np.exp(change[0]), 1e-3, STEEPEST)
    place = np.clip(one.b + change[1], -FARTHEST, FARTHEST)
    return replace(one, a=slope, b=place, thresholds=one.thresholds + change[1])


def curve(items: ItemParameters, item: int, change: Floats, theta: Floats) -> Floats:
    """Expected share of credit of a moved item at abilities of any shape."""
    one = moved(items, item, change)
    flat: Floats = one.expected_score(np.zeros(1, dtype=np.intp), theta.reshape(1, -1))
    return flat.reshape(theta.shape)


def _shape(rows: Indices, expected: Expected, items: ItemParameters, at: tuple[int, Floats]) -> tuple[Floats, Floats]:
    """Expected share of each answer, and its gradient in (da, db)."""
    item, change = at
    nodes, weights = expected.nodes[rows], expected.weights[rows]

    def mean(step: tuple[float, float]) -> Floats:
        total: Floats = (curve(items, item, change + np.array(step), nodes) * weights).sum(axis=1)
        return total

    here = mean((0.0, 0.0))
    return here, np.column_stack([mean((STEP, 0.0)) - here, mean((0.0, STEP)) - here]) / STEP


def _fitted(
    rows: Indices, expected: Expected, items: ItemParameters, asked: tuple[int, NDArray[np.bool_]]
) -> tuple[Floats, Floats]:
    item, free = asked
    sd_a, sd_b = items.se_a[item] / items.a[item], items.se_b[item]
    prior = np.diag([1.0 / (sd_a or FREE_SLOPE) ** 2, 1.0 / (sd_b or FREE_DIFFICULTY) ** 2])
    change, known = np.zeros(2), prior
    graded = max(float(expected.variance[rows].mean() / _bernoulli(expected.mean[rows]).mean()), 1e-3)
    for _ in range(STEPS):
        mean, gradient = _shape(rows, expected, items, (item, change))
        gradient = gradient * free
        pull = gradient / (graded * _bernoulli(mean))[:, None]
        known = pull.T @ gradient + prior
        step = np.linalg.solve(known, (pull.T @ (expected.earned[rows] - mean) - prior @ change)) * free
        change = change + np.clip(step, -BOLDEST, BOLDEST)
        change[0] = np.clip(change[0], -FARTHEST_SLOPE, FARTHEST_SLOPE)
        if np.abs(step).max() < 1e-4:
            break
    return change, np.linalg.inv(known)


def _bernoulli(mean: Floats) -> Floats:
    return np.maximum(mean * (1.0 - mean), 1e-6)
