"""Partial-credit items in a calibration: GPCM (Muraki 1992) in alpha = log a and thresholds t_1..t_m.

P_k is proportional to exp(eta_k), eta_k = sum over j <= k of a (theta - t_j). With T_j = P(score >= j):
    d log P_k / d alpha = eta_k - E[eta],   d log P_k / d t_j = -a (1[k >= j] - T_j)
and the expected information is the covariance of these over k. The M-step is Fisher scoring in (alpha, t_1..t_m), item by
item, with a weak prior: log a around log 0.8, the middle of the thresholds where the author said, their spacing around 1.
Shapes: n items or answers, q nodes, m thresholds (NaN where an item has fewer).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.answers import Indices
from assessment.engine.calibration.curves import FARTHEST, FLATTEST, STEEPEST, Curves
from assessment.engine.calibration.given import GRADED_SLOPE, STEP_SPACING
from assessment.engine.calibration.priors import Flags, Prior
from assessment.engine.models import Floats

SLOPE_SD = 0.4
"""Of log a, around log 0.8."""

SPACING_SD = 0.8
"""Of a threshold around its even place: thresholds may come out of order when few people earn a score."""

LONGEST = 0.7
"""Largest move of a parameter in one step."""


@dataclass(frozen=True)
class Bends:
    """At each node: log probability and score vector of each score (n, q, m + 1[, 1 + m]), and expected information."""

    log_p: Floats
    score: Floats
    information: Floats
    """(n, q, 1 + m, 1 + m)"""


def log_scores(alpha: Floats, steps: Floats, theta: Floats) -> Floats:
    """(n, q, m + 1) log probability of each score; -inf for scores that do not exist. theta (n or 1, q)."""
    eta = _eta(alpha, steps, theta)
    top = eta.max(axis=-1, keepdims=True)
    found: Floats = eta - top - np.log(np.exp(eta - top).sum(axis=-1, keepdims=True))
    return found


def bends(alpha: Floats, steps: Floats, theta: Floats) -> Bends:
    """What the M-step and the standard errors need."""
    log_p = log_scores(alpha, steps, theta)
    p = np.exp(log_p)
    m = steps.shape[1]
    eta = np.where(p > 0, _eta(alpha, steps, theta), 0.0)
    score = np.zeros((*p.shape, 1 + m))
    score[..., 0] = eta - (p * eta).sum(axis=-1, keepdims=True)
    reached = np.arange(m + 1)[:, None] >= np.arange(1, m + 1)
    at_least = np.cumsum(p[..., ::-1], axis=-1)[..., ::-1][..., 1:]
    own = np.isfinite(steps)[:, None, None, :]
    score[..., 1:] = np.where(own, -np.exp(alpha)[:, None, None, None] * (reached - at_least[..., None, :]), 0.0)
    information = np.einsum("nqk,nqki,nqkj->nqij", p, score, score)
    return Bends(log_p, score, information)


@dataclass(frozen=True)
class Pull:
    """Gradient (n, 1 + m) and information (n, 1 + m, 1 + m) of each graded item."""

    gradient: Floats
    information: Floats

    @classmethod
    def none(cls, items: int, m: int) -> Pull:
        return cls(np.zeros((items, 1 + m)), np.zeros((items, 1 + m, 1 + m)))

    def plus(self, other: Pull) -> Pull:
        return Pull(self.gradient + other.gradient, self.information + other.information)


def at_counts(curves: Curves, counted: Floats, nodes: Floats) -> Pull:
    """From expected counts (graded items, nodes, m + 1) of each score at each node."""
    rows = curves.graded
    bent = bends(curves.alpha[rows], curves.steps[rows], nodes[None, :])
    gradient = np.einsum("nqk,nqki->ni", counted, bent.score)
    information = np.einsum("nq,nqij->nij", counted.sum(axis=-1), bent.information)
    return Pull(gradient, information)


@dataclass(frozen=True)
class Weighed:
    """Some answers to graded items, and where their persons may be."""

    place: Indices
    """(answers,) rank of the item among the graded ones."""
    score: Indices
    nodes: Floats
    """(answers or 1, q)"""
    weights: Floats
    """(answers, q), summing to 1."""


def at_answers(curves: Curves, said: Weighed) -> tuple[Pull, Floats]:
    """What the answers say of each graded item, and how much of the information is lost by not seeing abilities."""
    rows, m = curves.graded, curves.steps.shape[1]
    pull, lost = Pull.none(len(rows), m), np.zeros((len(rows), 1 + m, 1 + m))
    item = rows[said.place]
    bent = bends(curves.alpha[item], curves.steps[item], np.broadcast_to(said.nodes, said.weights.shape))
    own = np.take_along_axis(bent.score, said.score[:, None, None, None], axis=2)[:, :, 0]
    mean = np.einsum("nq,nqi->ni", said.weights, own)
    spread = np.einsum("nq,nqi,nqj->nij", said.weights, own, own) - mean[:, :, None] * mean[:, None, :]
    np.add.at(pull.gradient, said.place, mean)
    np.add.at(pull.information, said.place, np.einsum("nq,nqij->nij", said.weights, bent.information))
    np.add.at(lost, said.place, spread)
    return pull, lost


def prior_of(curves: Curves, prior: Prior) -> tuple[Floats, Floats]:
    """Mean (n, 1 + m) and precision (n, 1 + m, 1 + m) of the graded items; `prior` says where their middle should be."""
    rows, steps = curves.graded, curves.steps[curves.graded]
    own = np.isfinite(steps)
    count = own.sum(axis=1)
    rank = np.arange(steps.shape[1])
    mean = np.zeros((len(rows), 1 + steps.shape[1]))
    mean[:, 0] = np.log(GRADED_SLOPE)
    middle, sure = prior.mean[rows, 1], prior.precision[rows, 1]
    mean[:, 1:] = np.where(own, middle[:, None] + STEP_SPACING * (rank - (count[:, None] - 1) / 2.0), 0.0)
    precision = np.zeros((len(rows), *mean.shape[1:] * 2))
    precision[:, 0, 0] = 1.0 / SLOPE_SD**2
    share = np.where(own, 1.0 / count[:, None], 0.0)
    both = share[:, :, None] * share[:, None, :]
    around = own[:, :, None] * np.eye(len(rank)) - both * count[:, None, None]
    precision[:, 1:, 1:] = both * sure[:, None, None] + around / SPACING_SD**2
    precision[:, 1:, 1:] += ~own[:, :, None] * np.eye(len(rank))
    return mean, precision


def improved(curves: Curves, pull: Pull, prior: Prior, still: Flags) -> Curves:
    """One bounded step uphill of the graded items; `still` (items,) ones stay."""
    rows = curves.graded
    mean, precision = prior_of(curves, prior)
    place = np.column_stack([curves.alpha[rows], np.nan_to_num(curves.steps[rows])])
    gradient = pull.gradient + ((mean - place)[:, None, :] @ precision)[:, 0]
    change = np.linalg.solve(pull.information + precision, gradient[..., None])[..., 0]
    change = np.where(still[rows][:, None], 0.0, np.clip(change, -LONGEST, LONGEST))
    return placed(curves, place + change)


def placed(curves: Curves, place: Floats) -> Curves:
    """`curves` with its graded items at (alpha, thresholds), each kept within bounds; their b is the middle."""
    rows = curves.graded
    alpha, b, steps = curves.alpha.copy(), curves.b.copy(), curves.steps.copy()
    alpha[rows] = np.clip(place[:, 0], np.log(FLATTEST), np.log(STEEPEST))
    steps[rows] = np.where(np.isfinite(steps[rows]), np.clip(place[:, 1:], -FARTHEST, FARTHEST), np.nan)
    b[rows] = np.nanmean(steps[rows], axis=1)
    return Curves(alpha, b, curves.c, curves.d, steps)


def log_prior(curves: Curves, prior: Prior) -> float:
    """Log density of the graded items under their prior, up to the constant."""
    mean, precision = prior_of(curves, prior)
    rows = curves.graded
    gap = np.column_stack([curves.alpha[rows], np.nan_to_num(curves.steps[rows])]) - mean
    return float(-0.5 * np.einsum("ni,nij,nj->", gap, precision, gap))


def standard_errors(information: Floats, precision: Floats, own: Floats) -> tuple[Floats, Floats]:
    """Of log a and of the middle of the thresholds, `own` (n, m) saying which exist."""
    covariance = np.linalg.inv(information + precision)
    share = own / own.sum(axis=1, keepdims=True)
    middle = np.einsum("ni,nij,nj->n", share, covariance[:, 1:, 1:], share)
    found = np.stack([covariance[:, 0, 0], middle])
    roots = np.sqrt(np.where(found > 0, found, np.nan))
    return roots[0], roots[1]


def _eta(alpha: Floats, steps: Floats, theta: Floats) -> Floats:
    own = np.isfinite(steps)
    risen = np.exp(alpha)[:, None, None] * (theta[..., None] - np.nan_to_num(steps)[:, None, :])
    total = np.cumsum(np.where(own[:, None, :], risen, 0.0), axis=-1)
    exists = np.broadcast_to(own[:, None, :], total.shape)
    return np.concatenate([np.zeros((*total.shape[:-1], 1)), np.where(exists, total, -np.inf)], axis=-1)
