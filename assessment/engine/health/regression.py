"""Logistic regression of one question's answers beside the model: what groups or periods add to what was expected.

logit P(right) = logit(expected) + X beta. The expected share, from each person's other answers, is the matching; shares
of graded questions enter as they are (quasi-likelihood; Papke and Wooldridge 1996). Covariance: sandwich (White 1980).
Source: Swaminathan and Rogers 1990, with the model's expectation in place of the total score.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from assessment.engine.models import Floats

STEPS = 12
RIDGE = 1e-3
"""Keeps a group in which everybody is right finite; a thousandth of an answer."""

BOLDEST = 2.0
EDGE = 1e-4
"""Expected shares are kept this far from 0 and 1."""


def fitted(earned: Floats, expected: Floats, design: Floats) -> tuple[Floats, Floats]:
    """beta (columns,) and its covariance."""
    offset = logit(np.clip(expected, EDGE, 1.0 - EDGE))
    beta = np.zeros(design.shape[1])
    steady = RIDGE * np.eye(design.shape[1])
    for _ in range(STEPS):
        p = expit(offset + design @ beta)
        known = (design * (p * (1.0 - p))[:, None]).T @ design + steady
        step = np.clip(np.linalg.solve(known, design.T @ (earned - p) - steady @ beta), -BOLDEST, BOLDEST)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    p = expit(offset + design @ beta)
    known = (design * (p * (1.0 - p))[:, None]).T @ design + steady
    meat = (design * ((earned - p) ** 2)[:, None]).T @ design + 0.25 * steady
    inverse = np.linalg.inv(known)
    return beta, inverse @ meat @ inverse
