"""The posterior that is published: expectation propagation to a fixed point, so the order of answers does not matter.

The live posterior (`step`) absorbs each answer once, which depends a little on their order. Here every touched
criterion has one Gaussian site that stands for all its evidence; each is refreshed against the rest until nothing moves
(Minka 2001; parallel updates with damping). Evidence of a criterion enters as one exact product of likelihoods.
Structures are weighed by the EP estimate of the marginal likelihood (Rasmussen and Williams 2006, 3.65).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief, Likelihood, moments
from assessment.engine.state import Answer, Evidence, Observation, State
from assessment.engine.step import (
    begin,
    criterion_of,
    likelihood_of_answer,
    likelihood_of_observation,
    rebuild,
)

SWEEPS = 200
"""Sweeps at most; ordinary sittings need 10 to 25."""

CONVERGED = 1e-9
"""Largest change of a site, relative to its scale, at which the fixed point is reached."""

DAMPING = 0.8
"""Share of the way each parallel update goes: 1 can swing when neighbours inform one another strongly."""

LEAST_CAVITY = 1e-6
"""Floor of a cavity's precision."""


@dataclass(frozen=True)
class Sites:
    """Natural parameters of the sites and the evidence of each structure."""

    touched: NDArray[np.intp]
    precision: Floats
    """(structures, touched)"""
    shift: Floats
    log_evidence: Floats


def published(measure: Measure, history: Iterable[Evidence], prior: Belief | None = None) -> State:
    """State at the fixed point of all evidence taken together; the same for every order of `history`."""
    rows = sorted(history, key=_canonical)
    start = begin(measure, prior)
    if not rows:
        return start
    state = rebuild(measure, rows, prior)
    sites = fixed_point(measure, rows, start.belief)
    precision, shift = np.zeros_like(start.site_precision), np.zeros_like(start.site_shift)
    precision[:, sites.touched], shift[:, sites.touched] = sites.precision, sites.shift
    return replace(state, belief=_spread_out(start.belief, sites), site_precision=precision, site_shift=shift)


def fixed_point(measure: Measure, rows: Sequence[Evidence], prior: Belief) -> Sites:
    """Iterate the sites of the touched criteria until they stop moving."""
    touched = np.unique([criterion_of(measure, row) for row in rows])
    likelihood = _Grouped.of(measure, rows, touched)
    mean = prior.means[0][:, touched]
    covariance = prior.covariances[0][:, touched[:, None], touched]
    precision, shift = np.zeros_like(mean), np.zeros_like(mean)
    log_evidence = np.zeros(len(mean))
    for _ in range(SWEEPS):
        now_mean, now_variance = _marginals(mean, covariance, precision, shift)
        cavity = np.maximum(1.0 / now_variance - precision, LEAST_CAVITY)
        cavity_mean = (now_mean / now_variance - shift) / cavity
        log_z, new_mean, new_variance = moments(cavity_mean, 1.0 / cavity, likelihood)
        moved_precision = DAMPING * (1.0 / new_variance - cavity - precision)
        moved_shift = DAMPING * (new_mean / new_variance - cavity_mean * cavity - shift)
        precision, shift = precision + moved_precision, shift + moved_shift
        change = max(float(np.abs(moved_precision).max()), float(np.abs(moved_shift).max()))
        log_evidence = _evidence(mean, covariance, (precision, shift), (cavity, cavity_mean, log_z))
        if change < CONVERGED:
            break
    return Sites(touched, precision, shift, log_evidence)


@dataclass(frozen=True)
class _Grouped:
    """Product of the likelihoods of each touched criterion; called on (structures, touched, nodes)."""

    parts: tuple[tuple[int, Likelihood], ...]

    @classmethod
    def of(cls, measure: Measure, rows: Sequence[Evidence], touched: NDArray[np.intp]) -> _Grouped:
        place = {int(criterion): at for at, criterion in enumerate(touched)}
        parts = []
        for row in rows:
            likelihood = (
                likelihood_of_answer(measure, row.item, row.score)
                if isinstance(row, Answer)
                else likelihood_of_observation(measure, row)
            )
            parts.append((place[criterion_of(measure, row)], likelihood))
        return cls(tuple(parts))

    def __call__(self, theta: Floats) -> Floats:
        value = np.ones_like(theta)
        for at, likelihood in self.parts:
            value[:, at] *= likelihood(theta[:, at][None])[0]
        return value


def _marginals(mean: Floats, covariance: Floats, precision: Floats, shift: Floats) -> tuple[Floats, Floats]:
    """Means and variances of N(mean, covariance) times the sites; (structures, touched)."""
    system = np.eye(mean.shape[1]) + covariance * precision[:, None, :]
    offset = np.matmul(covariance, (shift - precision * mean)[..., None])
    solved: Floats = np.linalg.solve(system, np.concatenate([covariance, offset], axis=2))
    return mean + solved[..., -1], np.diagonal(solved[..., :-1], axis1=1, axis2=2)


def _evidence(
    mean: Floats, covariance: Floats, sites: tuple[Floats, Floats], cavities: tuple[Floats, Floats, Floats]
) -> Floats:
    """EP estimate of log P(evidence) of each structure."""
    precision, shift = sites
    cavity, cavity_mean, log_z = cavities
    system = np.eye(mean.shape[1]) + covariance * precision[:, None, :]
    centred = shift - precision * mean
    moved = np.linalg.solve(system, np.matmul(covariance, centred[..., None]))[..., 0]
    both = cavity + precision
    joint_mean = (cavity * cavity_mean + shift) / both
    own = 0.5 * np.log(cavity / both) + 0.5 * both * joint_mean**2 - 0.5 * cavity * cavity_mean**2
    prior_part = 0.5 * (centred * moved) + shift * mean - 0.5 * precision * mean**2
    _, log_determinant = np.linalg.slogdet(system)
    total: Floats = (log_z - own + prior_part).sum(axis=1) - 0.5 * log_determinant
    return total


def _spread_out(prior: Belief, sites: Sites) -> Belief:
    """The posterior of all criteria from the sites of the touched ones."""
    touched = sites.touched
    columns = prior.covariances[0][:, :, touched]
    inner = columns[:, touched, :]
    precision = sites.precision
    system = np.eye(len(touched)) + precision[:, :, None] * inner
    taken = np.linalg.solve(system, precision[:, :, None] * columns.transpose(0, 2, 1))
    covariances = prior.covariances[0] - np.matmul(columns, taken)
    centred = sites.shift - precision * prior.means[0][:, touched]
    pull = np.linalg.solve(system, centred[..., None])
    means = prior.means[0] + np.matmul(columns, pull)[..., 0]
    weights = prior.log_weights[0] + sites.log_evidence
    symmetric = (covariances + covariances.transpose(0, 2, 1)) / 2
    return Belief(means[None], symmetric[None], (weights - np.logaddexp.reduce(weights))[None])


def _canonical(row: Evidence) -> tuple[int, int, int, float]:
    if isinstance(row, Observation):
        return (1, row.criterion, int(row.mastered), row.reliability)
    return (0, row.item, row.score, 0.0)
