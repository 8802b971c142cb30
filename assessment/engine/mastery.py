"""Mastery of a criterion: where the cut lies on the ability scale, and which state a probability means.

Domain score (Bock, Thissen and Zimowski 1997): tau_c(theta) = mean expected score over the reference items of c.
Mastered when tau_c >= 0.75. tau_c is monotone, so this is theta >= cut_c, solved once. Uncertain item parameters make
the cut itself uncertain: se_c = sqrt(sum_i (dP_i/db_i se_i)^2) / sum_i dP_i/dtheta (delta method).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import ndtr

from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters

MASTERED_SHARE = 0.75
"""Share of what a criterion covers that a person must master (rule of the certificate)."""

CUT_RANGE = 4.0
"""Cuts are looked for within this many standard deviations: beyond, everybody or nobody masters."""

GENERIC_SLOPE, GENERIC_DIFFICULTY = 1.2, -0.8
"""A criterion without questions is judged as if by ordinary questions (docs/item-format.md, scale of difficulty)."""

GENERIC_CUT_SE = 0.3
"""Standard error of the cut of a criterion without questions: as wide as a handful of author's estimates."""


class Status(Enum):
    """What the machine says of a criterion; values are the French words of the referential."""

    ACQUIRED = "acquis"
    NOT_ACQUIRED = "non acquis"
    TO_CONFIRM = "à confirmer"
    NOT_ASSESSED = "non évalué"


@dataclass(frozen=True)
class Settings:
    """Thresholds of the decisions, each with its unit."""

    acquired: float = 0.90
    """Probability of mastery from which a criterion is suggested as acquired."""
    not_acquired: float = 0.10
    """Probability of mastery down to which it is suggested as not acquired."""
    direct_minimum: int = 1
    """Answers or observations on the criterion itself without which nothing is said."""
    near_equal: float = 0.05
    """Questions within this share of the best gain are near-equals, among which chance decides (exposure)."""
    near_equal_most: int = 5
    """Near-equals at most."""
    floor_per_minute: float = 0.0
    """Gain per minute under which asking on is not worth the person's time; 0 never stops for that."""


@dataclass(frozen=True)
class Cuts:
    """Where mastery begins on each criterion's scale, with the standard error that uncertain items leave."""

    theta: Floats
    se: Floats


def cuts(reference: ItemParameters, criteria: int, share: float = MASTERED_SHARE) -> Cuts:
    """Cut of each criterion, where its reference items give `share`, by bisection (60 halvings: 1e-16 of the range)."""
    low, high = np.full(criteria, -CUT_RANGE), np.full(criteria, CUT_RANGE)
    for _ in range(60):
        middle = (low + high) / 2
        below = domain_score(reference, middle) < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    theta = (low + high) / 2
    return Cuts(theta=theta, se=_cut_error(reference, theta))


def domain_score(reference: ItemParameters, theta: Floats) -> Floats:
    """tau_c at theta_c, for every criterion; the generic curve where a criterion has no reference item."""
    criteria = len(theta)
    expected = reference.expected_score(np.arange(len(reference)), theta[reference.criterion])
    count = np.bincount(reference.criterion, minlength=criteria)
    total = np.bincount(reference.criterion, weights=expected, minlength=criteria)
    generic = 1.0 / (1.0 + np.exp(-GENERIC_SLOPE * (theta - GENERIC_DIFFICULTY)))
    return np.where(count > 0, total / np.maximum(count, 1), generic)


def _cut_error(reference: ItemParameters, theta: Floats) -> Floats:
    step = 1e-4
    rows = np.arange(len(reference))
    at = theta[reference.criterion]
    slope = (reference.expected_score(rows, at + step) - reference.expected_score(rows, at - step)) / (2 * step)
    criteria = len(theta)
    variance = np.bincount(reference.criterion, weights=(slope * reference.se_b) ** 2, minlength=criteria)
    total = np.bincount(reference.criterion, weights=slope, minlength=criteria)
    count = np.bincount(reference.criterion, minlength=criteria)
    return np.where(count > 0, np.sqrt(variance) / np.maximum(total, 1e-9), GENERIC_CUT_SE)


def probability_above(mean: Floats, variance: Floats, cut: Cuts) -> Floats:
    """P(theta_c >= cut_c) for Gaussian abilities; shapes (..., criteria)."""
    spread = np.sqrt(variance + cut.se**2)
    above: Floats = ndtr((mean - cut.theta) / np.maximum(spread, 1e-12))
    return above


def status(probability: float, direct: int, assessed: bool, settings: Settings) -> Status:
    """The state of one criterion. `assessed`: something was learnt about it, directly or through its neighbours."""
    if not assessed:
        return Status.NOT_ASSESSED
    if probability >= settings.acquired and direct >= settings.direct_minimum:
        return Status.ACQUIRED
    if probability <= settings.not_acquired and direct >= settings.direct_minimum:
        return Status.NOT_ACQUIRED
    return Status.TO_CONFIRM
