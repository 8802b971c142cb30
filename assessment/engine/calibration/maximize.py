"""The M-step: items moved to fit expected counts, by Fisher scoring in (log a, b), prior included.

A step solves (expected information + prior precision) move = gradient, item by item, or with one slope for all (1PL).
Two steps are enough inside EM, which comes back to it; steps are bounded so that a wild start cannot fly off.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from assessment.engine.calibration.curves import Curves, derivatives
from assessment.engine.calibration.grid import Counts
from assessment.engine.calibration.priors import Prior
from assessment.engine.models import Floats

LONGEST = np.array([0.7, 1.0])
"""Largest move of (log a, b) in one step."""

NOISE = 1e-8
"""Keeps an item that nothing informs from dividing by zero."""


class Model(StrEnum):
    ONE_SLOPE = "1pl"
    OWN_SLOPES = "2pl"


@dataclass(frozen=True)
class Slope:
    """Gradient and information of each item's objective in (alpha, b), shapes (items,)."""

    alpha: Floats
    b: Floats
    alpha_alpha: Floats
    alpha_b: Floats
    b_b: Floats


def at_counts(curves: Curves, counts: Counts, nodes: Floats) -> Slope:
    """What expected counts (items, nodes) say of each item."""
    bends = derivatives(curves, nodes[None, :])
    pull = counts.right * bends.right - counts.asked * bends.wrong
    weight = counts.asked * bends.information
    a = curves.a
    return Slope(
        alpha=(pull * bends.eta).sum(axis=1),
        b=-a * pull.sum(axis=1),
        alpha_alpha=(weight * bends.eta**2).sum(axis=1),
        alpha_b=-a * (weight * bends.eta).sum(axis=1),
        b_b=a**2 * weight.sum(axis=1),
    )


def move(curves: Curves, slope: Slope, prior: Prior, model: Model) -> Curves:
    """One bounded step uphill."""
    precision = prior.precision
    gap_alpha, gap_b = prior.mean[:, 0] - curves.alpha, prior.mean[:, 1] - curves.b
    g_alpha = slope.alpha + precision[:, 0] * gap_alpha
    g_b = slope.b + precision[:, 1] * gap_b
    i_alpha = slope.alpha_alpha + precision[:, 0] + NOISE
    i_b = slope.b_b + precision[:, 1] + NOISE
    if model is Model.ONE_SLOPE:
        top = (g_alpha - slope.alpha_b * g_b / i_b).sum()
        bottom = (i_alpha - slope.alpha_b**2 / i_b).sum()
        by_alpha = np.full(len(g_b), top / bottom)
    else:
        by_alpha = (g_alpha - slope.alpha_b * g_b / i_b) / np.maximum(i_alpha - slope.alpha_b**2 / i_b, NOISE)
    by_alpha = np.clip(by_alpha, -LONGEST[0], LONGEST[0])
    by_b = np.clip((g_b - slope.alpha_b * by_alpha) / i_b, -LONGEST[1], LONGEST[1])
    return curves.moved(curves.alpha + by_alpha, curves.b + by_b)
