"""The textbook rules of adaptive testing, beside ours: one scale, one cut, so that anyone can check and compare.

Selection: maximum information at the estimated ability or at the cut. Stopping: Wald's sequential probability ratio test
(SPRT; Wald 1947, Reckase 1983), the generalized likelihood ratio (GLR; Thompson 2009) and the confidence interval
around the ability (Kingsbury and Weiss 1983). Each works on the items of one criterion and their answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from assessment.engine.models import Floats, information
from assessment.engine.parameters import ItemParameters
from assessment.engine.scoring import FARTHEST_ESTIMATE, log_likelihood, maximum_likelihood, posterior_mean


class Verdict(Enum):
    """What a classic stop rule says."""

    MASTERED = "mastered"
    NOT_MASTERED = "not_mastered"
    CONTINUE = "continue"


@dataclass(frozen=True)
class Errors:
    """Accepted error rates and the indifference region cut - delta to cut + delta."""

    false_mastered: float = 0.05
    false_not_mastered: float = 0.05
    delta: float = 0.3

    @property
    def upper(self) -> float:
        """Log likelihood ratio from which mastery is accepted: log((1 - beta) / alpha)."""
        return float(np.log((1.0 - self.false_not_mastered) / self.false_mastered))

    @property
    def lower(self) -> float:
        """Log likelihood ratio down to which non-mastery is accepted: log(beta / (1 - alpha))."""
        return float(np.log(self.false_not_mastered / (1.0 - self.false_mastered)))


def most_informative(items: ItemParameters, available: NDArray[np.bool_], theta: float | Floats) -> int:
    """The available item with the highest Fisher information at `theta` (one ability or cut, or one for each item)."""
    known = information(np.asarray(theta), items.a, items.b, items.c, items.d)
    return int(np.argmax(np.where(available, known, -np.inf)))


def sprt(items: ItemParameters, scores: NDArray[np.intp], cut: float, errors: Errors) -> Verdict:
    """Likelihood ratio of two fixed points, just above and just below the cut."""
    high, low = log_likelihood(items, scores, np.array([cut + errors.delta, cut - errors.delta]))
    return _verdict(float(high - low), errors)


def glr(items: ItemParameters, scores: NDArray[np.intp], cut: float, errors: Errors) -> Verdict:
    """The same with the best ability on each side of the indifference region instead of its ends."""
    best = maximum_likelihood(items, scores)
    points = np.array([max(best, cut + errors.delta), min(best, cut - errors.delta)])
    high, low = log_likelihood(items, scores, np.clip(points, -FARTHEST_ESTIMATE, FARTHEST_ESTIMATE))
    return _verdict(float(high - low), errors)


def confidence_interval(items: ItemParameters, scores: NDArray[np.intp], cut: float, errors: Errors) -> Verdict:
    """Decided when the interval around the posterior mean leaves the cut on one side."""
    mean, spread = posterior_mean(items, scores)
    if mean - float(ndtri(1.0 - errors.false_mastered)) * spread > cut:
        return Verdict.MASTERED
    if mean + float(ndtri(1.0 - errors.false_not_mastered)) * spread < cut:
        return Verdict.NOT_MASTERED
    return Verdict.CONTINUE


def _verdict(ratio: float, errors: Errors) -> Verdict:
    if ratio >= errors.upper:
        return Verdict.MASTERED
    return Verdict.NOT_MASTERED if ratio <= errors.lower else Verdict.CONTINUE


def wald_error(p: float, steps: tuple[float, float], errors: Errors, longest: int = 2000) -> Floats:
    """Exact shares of (mastered, not mastered, undecided) of the SPRT on identical right-or-wrong items.

    `steps`: what a right and a wrong answer add to the log ratio; p: true probability of a right answer. The state is
    the number of right answers among n, so the walk is a Markov chain followed question by question.
    """
    alive = np.ones(1)
    ended = np.zeros(2)
    for n in range(1, longest + 1):
        moved = np.zeros(n + 1)
        moved[1:] += p * alive
        moved[:-1] += (1.0 - p) * alive
        right = np.arange(n + 1)
        ratio = right * steps[0] + (n - right) * steps[1]
        up, down = ratio >= errors.upper, ratio <= errors.lower
        ended += np.array([moved[up].sum(), moved[down].sum()])
        alive = np.where(up | down, 0.0, moved)
    return np.array([*ended, alive.sum()])
