"""Response models: the probability of each score of an item at an ability.

Scale: abilities have mean 0 and standard deviation 1 in the population, D = 1 (no 1.702 anywhere).
Logistic items (Birnbaum 1968; Barton and Lord 1981 for the upper asymptote):
    P(theta) = c + (d - c) / (1 + exp(-a (theta - b)))
Partial credit (Muraki 1992, GPCM), scores 0..m with thresholds t_1..t_m:
    P(score = k) proportional to exp(sum over j <= k of a (theta - t_j))
Uncertain parameters flatten the curve: with b ~ N(b, s_b^2) and a ~ N(a, s_a^2) the logit has variance
v = a^2 s_b^2 + (theta - b)^2 s_a^2, and E[logistic] is about logistic(logit / sqrt(1 + v / 1.7^2)) (MacKay 1992).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]

LOGISTIC_TO_NORMAL = 1.7
"""The logistic curve is within 0.01 of a normal one of this standard deviation: what makes the flattening closed."""


def logistic(theta: Floats, a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Probability of a right answer, parameters taken as known. Shapes broadcast."""
    curve: Floats = expit(a * (theta - b))
    return c + (d - c) * curve


def flattening(distance: Floats, a: Floats, se_a: Floats, se_b: Floats) -> Floats:
    """Factor in (0, 1] by which uncertain parameters shrink the logit, `distance` being theta - b."""
    variance = (a * se_b) ** 2 + (distance * se_a) ** 2
    factor: Floats = 1.0 / np.sqrt(1.0 + variance / LOGISTIC_TO_NORMAL**2)
    return factor


def partial_credit(theta: Floats, a: Floats, thresholds: Floats) -> Floats:
    """GPCM probabilities of the scores 0..m.

    Shapes: theta and a broadcast to (...,), thresholds (..., m) padded with NaN (absent scores get 0); result (..., m + 1).
    """
    steps = np.asarray(a)[..., None] * (np.asarray(theta)[..., None] - thresholds)
    absent = np.isnan(steps)
    total = np.cumsum(np.where(absent, 0.0, steps), axis=-1)
    logits = np.concatenate([np.zeros((*total.shape[:-1], 1)), np.where(absent, -np.inf, total)], axis=-1)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return probabilities


def information(theta: Floats, a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Fisher information of a logistic item: P'^2 / (P (1 - P)) (Lord 1980)."""
    curve: Floats = expit(a * (theta - b))
    p = c + (d - c) * curve
    slope = a * (d - c) * curve * (1.0 - curve)
    return slope**2 / np.maximum(p * (1.0 - p), 1e-12)
