"""What is believed about one or many persons: a mixture of Gaussians over abilities, moved by one answer at a time.

One answer touches one criterion c, so within each structure k the update is exact up to a one-dimensional integral:
Gauss-Hermite quadrature gives the moments (m', v') of theta_c times the likelihood, and the other criteria follow by a
rank-one update through their covariance with c (moment matching, Opper 1998; Rasmussen and Williams 2006, 3.6):
    mean += s (m' - m) / v,     covariance -= s s^T (v - v') / v^2,     s = covariance[:, c], v = s[c].
The predictive probability Z_k of the answer weighs the structures: log w_k += log Z_k, then normalized.
All arrays carry the persons on the left; one person is a batch of one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import dger

from assessment.engine.models import Floats

NODES = 31
"""Quadrature nodes: with slopes up to 4 the moments are within 1e-6 of the exact ones."""

_ROOTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(NODES)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()

SMALLEST = 1e-300
"""Floor of a predictive probability, so that impossible answers stay finite."""

NARROWEST = 1e-8
"""Floor of the ratio new / old variance: no answer makes an ability certain."""

Likelihood = Callable[[Floats], Floats]
"""(persons, ...) abilities of the touched criterion -> probability of the answer given."""


@dataclass(frozen=True)
class Belief:
    """means (persons, structures, criteria), covariances (persons, structures, criteria, criteria), log weights."""

    means: Floats
    covariances: Floats
    log_weights: Floats

    @property
    def weights(self) -> Floats:
        return np.exp(self.log_weights)

    def variances(self) -> Floats:
        """(persons, structures, criteria)"""
        return np.diagonal(self.covariances, axis1=-2, axis2=-1)

    def copy(self) -> Belief:
        return Belief(self.means.copy(), self.covariances.copy(), self.log_weights.copy())


@dataclass(frozen=True)
class Step:
    """One answer's effect on its own criterion: moments before and after, (persons, structures)."""

    before: tuple[Floats, Floats]
    after: tuple[Floats, Floats]


def moments(mean: Floats, variance: Floats, likelihood: Likelihood) -> tuple[Floats, Floats, Floats]:
    """log Z, mean and variance of N(mean, variance) times the likelihood; shapes (persons, structures)."""
    spread = np.sqrt(variance)[..., None]
    nodes = mean[..., None] + spread * _ROOTS
    mass = likelihood(nodes) * _WEIGHTS
    total = np.maximum(mass.sum(axis=-1), SMALLEST)
    offset = (mass * _ROOTS).sum(axis=-1) / total
    second = (mass * _ROOTS**2).sum(axis=-1) / total - offset**2
    return np.log(total), mean + spread[..., 0] * offset, variance * np.clip(second, NARROWEST, None)


def absorb(belief: Belief, criterion: NDArray[np.intp], likelihood: Likelihood) -> Step:
    """Move `belief` in place by one answer per person on `criterion` (persons,); returns what happened there."""
    persons = np.arange(len(criterion))
    column = belief.covariances[persons, :, :, criterion]
    mean = belief.means[persons, :, criterion]
    variance = np.take_along_axis(column, criterion[:, None, None], axis=2)[..., 0]
    log_z, new_mean, new_variance = moments(mean, variance, likelihood)
    scaled = column / variance[..., None]
    belief.means[...] += scaled * (new_mean - mean)[..., None]
    _shrink(belief.covariances, scaled, variance - new_variance)
    weights = belief.log_weights + log_z
    belief.log_weights[...] = weights - np.logaddexp.reduce(weights, axis=-1, keepdims=True)
    return Step((mean, variance), (new_mean, new_variance))


def _shrink(covariances: Floats, scaled: Floats, drop: Floats) -> None:
    """covariances -= drop s s^T in place, one BLAS rank-one update each (a symmetric matrix is its own transpose)."""
    for person, structure in np.ndindex(drop.shape):
        s = scaled[person, structure]
        dger(-drop[person, structure], s, s, a=covariances[person, structure].T, overwrite_a=1)
