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
from assessment.engine.calibration.priors import Flags, Prior
from assessment.engine.models import Floats

LONGEST = np.array([0.7, 1.0])
"""Largest move of (log a, b) in one step."""

NOISE = 1e-8
"""Keeps an item that nothing informs from dividing by zero."""


HELD = 1e6
"""Precision of what does not move."""


class Model(StrEnum):
    ONE_SLOPE = "1pl"
    OWN_SLOPES = "2pl"


@dataclass(frozen=True)
class Bound:
    """Items that do not go their own way, (items,) each."""

    tied: Flags
    """They share one slope, which has no prior of its own."""
    still: Flags
    """They do not move here: anchors, and partial-credit items, which have steps of their own (`graded.py`)."""

    @classmethod
    def free(cls, items: int) -> Bound:
        none = np.zeros(items, dtype=bool)
        return cls(none, none)

    def precision(self, prior: Prior) -> Floats:
        """(items, 2): of the prior, a tied slope having none."""
        found = prior.precision
        found[self.tied, 0] = 0.0
        return found

    def log_density(self, prior: Prior, place: Floats) -> float:
        """Of parameters (items, 2), up to the constant; what has no prior counts for nothing."""
        weight = self.precision(prior)
        return float(-0.5 * (weight * (place - prior.mean) ** 2).sum())

    def told(self, information: Floats) -> Floats:
        """(items, 2, 2): what the items say of a common prior; tied slopes and still items say nothing."""
        found = information.copy()
        found[self.tied, 0, :] = found[self.tied, :, 0] = 0.0
        found[self.still] = 0.0
        return found

    def held(self, whole: Floats) -> Floats:
        """(items, 2, 2) information plus prior in which what does not move is as good as known."""
        found = whole.copy()
        found[self.tied, 0, :] = found[self.tied, :, 0] = 0.0
        found[self.tied, 0, 0] = HELD
        found[self.still] = HELD * np.eye(2)
        return found


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
    asked, right = counts.asked, counts.right[: len(curves.b)]
    pull = right * bends.right - asked * bends.wrong
    weight = asked * bends.information
    a = curves.a
    return Slope(
        alpha=(pull * bends.eta).sum(axis=1),
        b=-a * pull.sum(axis=1),
        alpha_alpha=(weight * bends.eta**2).sum(axis=1),
        alpha_b=-a * (weight * bends.eta).sum(axis=1),
        b_b=a**2 * weight.sum(axis=1),
    )


def move(curves: Curves, slope: Slope, prior: Prior, bound: Bound | None = None) -> Curves:
    """One bounded step uphill."""
    bound = bound or Bound.free(len(curves.b))
    precision = bound.precision(prior)
    gap_alpha, gap_b = prior.mean[:, 0] - curves.alpha, prior.mean[:, 1] - curves.b
    g_alpha = slope.alpha + precision[:, 0] * gap_alpha
    g_b = slope.b + precision[:, 1] * gap_b
    i_b = slope.b_b + precision[:, 1] + NOISE
    top = g_alpha - slope.alpha_b * g_b / i_b
    bottom = np.maximum(slope.alpha_alpha + precision[:, 0] + NOISE - slope.alpha_b**2 / i_b, NOISE)
    by_alpha = top / bottom
    common = bound.tied & ~bound.still
    if common.any():
        by_alpha[common] = top[common].sum() / bottom[common].sum()
    by_alpha = np.clip(by_alpha, -LONGEST[0], LONGEST[0])
    by_b = np.clip((g_b - slope.alpha_b * by_alpha) / i_b, -LONGEST[1], LONGEST[1])
    by_alpha, by_b = np.where(bound.still, 0.0, by_alpha), np.where(bound.still, 0.0, by_b)
    return curves.moved(curves.alpha + by_alpha, curves.b + by_b)
