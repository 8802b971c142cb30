"""One ability from the answers to some items: the three textbook estimates on a single scale.

Used by the classic policies and as truth to compare with; mastery decisions never come from a point estimate.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters

FARTHEST_ESTIMATE = 6.0
"""All right or all wrong sends the maximum of the likelihood to infinity: estimates stop here."""

EAP_POINTS, EAP_END = 33, 4.0
"""Grid of the posterior mean: 33 points from -4 to 4, as the reference programs use."""


def log_likelihood(items: ItemParameters, scores: NDArray[np.intp], theta: Floats) -> Floats:
    """log P(all scores | theta); theta (points,)."""
    rows = np.arange(len(items))
    wide = np.broadcast_to(theta, (len(items), len(theta)))
    total: Floats = np.log(np.maximum(items.score_probability(rows, scores, wide), 1e-300)).sum(axis=0)
    return total


def maximum_likelihood(items: ItemParameters, scores: NDArray[np.intp]) -> float:
    """The ability that makes the answers most probable, within FARTHEST_ESTIMATE."""
    return _highest(lambda theta: log_likelihood(items, scores, theta))


def posterior_mode(items: ItemParameters, scores: NDArray[np.intp]) -> float:
    """The most probable ability under a standard normal prior."""
    return _highest(lambda theta: log_likelihood(items, scores, theta) - 0.5 * theta**2)


def posterior_mean(items: ItemParameters, scores: NDArray[np.intp]) -> tuple[float, float]:
    """Mean and standard deviation of the ability under a standard normal prior, on the grid of 33 points."""
    grid = np.linspace(-EAP_END, EAP_END, EAP_POINTS)
    log_mass = log_likelihood(items, scores, grid) - 0.5 * grid**2
    mass = np.exp(log_mass - log_mass.max())
    mass[[0, -1]] /= 2  # trapezoid rule
    mass /= mass.sum()
    mean = float(mass @ grid)
    return mean, float(np.sqrt(mass @ (grid - mean) ** 2))


def _highest(objective: Callable[[Floats], Floats]) -> float:
    """Best point of a coarse grid (the likelihood may have several hills), then Brent's method around it."""
    grid = np.linspace(-FARTHEST_ESTIMATE, FARTHEST_ESTIMATE, 241)
    best = int(np.argmax(objective(grid)))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = minimize_scalar(
        lambda x: -float(objective(np.array([x]))[0]), bounds=(low, high), method="bounded", options={"xatol": 1e-10}
    )
    return float(found.x)
