"""Curves of the items being calibrated, and their derivatives: what the M-step and the standard errors need.

P = c + (d - c) s, s = 1 / (1 + exp(-eta)), eta = a (theta - b), in the parameters alpha = log a (slopes stay positive)
and b; c and d are given, not estimated. One answer x (0 or 1) has the log-likelihood l = x log P + (1 - x) log(1 - P) with
    dl/deta = x A - B,   A = g / (P Q),   B = g / Q,   g = dP/deta = (d - c) s (1 - s),   Q = 1 - P
and deta/dalpha = eta, deta/db = -a. With c = 0 and d = 1: A = 1 and B = P.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from assessment.engine.models import Floats

STEEPEST, FLATTEST = 8.0, 0.05
"""Slopes are kept between these: beyond, the data say nothing any more."""

FARTHEST = 8.0
"""Difficulties are kept within +- this, the bank's own limit."""


NO_STEPS = np.full((0, 0), np.nan)


@dataclass(frozen=True)
class Curves:
    """Parameters of the items, one row each."""

    alpha: Floats
    b: Floats
    c: Floats
    d: Floats
    steps: Floats = field(default_factory=lambda: NO_STEPS)
    """(items, m): thresholds of partial-credit items (`graded.py`), whose b is their middle; rows of NaN elsewhere."""

    @property
    def a(self) -> Floats:
        return np.exp(self.alpha)

    @property
    def graded(self) -> NDArray[np.intp]:
        """The items with partial credit."""
        found: NDArray[np.intp] = np.flatnonzero(np.isfinite(self.steps).any(axis=1))
        return found

    def moved(self, alpha: Floats, b: Floats) -> Curves:
        """The same items elsewhere, kept within bounds."""
        low, high = np.log(FLATTEST), np.log(STEEPEST)
        return replace(self, alpha=np.clip(alpha, low, high), b=np.clip(b, -FARTHEST, FARTHEST))

    def part(self, rows: NDArray[np.intp]) -> Curves:
        steps = self.steps[rows] if self.steps.size else NO_STEPS
        return Curves(self.alpha[rows], self.b[rows], self.c[rows], self.d[rows], steps)

    def rescaled(self, root: float, shift: float = 0.0) -> Curves:
        """As seen by abilities (theta - shift) / root."""
        moved = self.moved(self.alpha + np.log(root), (self.b - shift) / root)
        return replace(moved, steps=(self.steps - shift) / root)


@dataclass(frozen=True)
class Derivatives:
    """At each ability: A and B above, and their own derivatives with respect to eta; shapes of theta."""

    eta: Floats
    p: Floats
    right: Floats
    wrong: Floats
    information: Floats
    """g^2 / (P Q): expected information about eta."""


def eta(curves: Curves, theta: Floats) -> Floats:
    """(items, ...) from theta (items or 1, ...)."""
    wide = (slice(None),) + (None,) * (theta.ndim - 1)
    found: Floats = curves.a[wide] * (theta - curves.b[wide])
    return found


def log_curves(curves: Curves, theta: Floats) -> tuple[Floats, Floats]:
    """log P and log(1 - P), finite everywhere; theta (items or 1, ...)."""
    wide = (slice(None),) + (None,) * (theta.ndim - 1)
    c, d = curves.c[wide], curves.d[wide]
    line = eta(curves, theta)
    s = expit(line)
    return np.log(c + (d - c) * s), np.log((1.0 - d) + (d - c) * expit(-line))


def derivatives(curves: Curves, theta: Floats) -> Derivatives:
    """The first derivatives at theta (items or 1, ...)."""
    line = eta(curves, theta)
    g, p, q = _slope_and_sides(curves, expit(line), expit(-line))
    return Derivatives(line, p, g / (p * q), g / q, g**2 / (p * q))


def second_derivatives(curves: Curves, theta: Floats) -> tuple[Floats, Floats]:
    """dA/deta and dB/deta at theta."""
    line = eta(curves, theta)
    up, down = expit(line), expit(-line)
    g, p, q = _slope_and_sides(curves, up, down)
    bend = g * (down - up)
    return bend / (p * q) - g**2 * (q - p) / (p * q) ** 2, bend / q + (g / q) ** 2


def _slope_and_sides(curves: Curves, up: Floats, down: Floats) -> tuple[Floats, Floats, Floats]:
    """dP/deta, P and Q, from the logistic of eta and of -eta."""
    wide = (slice(None),) + (None,) * (up.ndim - 1)
    c, d = curves.c[wide], curves.d[wide]
    return (d - c) * up * down, c + (d - c) * up, (1.0 - d) + (d - c) * down
