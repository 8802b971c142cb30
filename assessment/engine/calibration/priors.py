"""Priors on slopes and difficulties whose centres and spreads come from the data themselves (empirical Bayes).

log a ~ N(m_a, s_a^2), b ~ N(m_b, s_b^2) over the items of one bank. With few answers an item leans on its neighbours,
with many it stands alone: on sparse answers this is what separates good calibrations from wild ones. The spreads are
those that make the items' own estimates most likely, their uncertainty taken out (Efron and Morris 1975), with a
few items' worth of expectation so that five items cannot claim to be identical.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assessment.engine.models import Floats

Flags = NDArray[np.bool_]

USUAL_MEAN = np.array([0.1, 0.0])
USUAL_SD = np.array([0.35, 1.1])
"""Expectation for (log a, b) before any answer."""

USUAL_WEIGHT = 4.0
"""How many items that expectation is worth."""

NARROWEST = np.array([0.03, 0.05])
"""Smallest spread believed: items that differ less are the same for any use."""

ROUNDS = 200


@dataclass(frozen=True)
class Prior:
    """Means and standard deviations of (log a, b), one row per item; an infinite deviation is no prior."""

    mean: Floats
    """(items, 2)"""
    sd: Floats
    """(items, 2)"""
    told: Flags
    """(items,) true where an author said the difficulty, which the data's own spread then leaves alone."""

    @property
    def precision(self) -> Floats:
        return 1.0 / self.sd**2

    def log_density(self, place: Floats) -> float:
        """Of parameters (items, 2), up to the constant; flat rows count for nothing."""
        bound = np.isfinite(self.sd)
        gap = np.where(bound, (place - self.mean) / np.where(bound, self.sd, 1.0), 0.0)
        return float(-0.5 * (gap**2).sum() - np.log(self.sd[bound]).sum())


@dataclass(frozen=True)
class Told:
    """What authors said of difficulties: NaN where they said nothing."""

    b: Floats
    sd: Floats


def flat(items: int) -> Prior:
    """No prior at all: plain maximum likelihood."""
    return Prior(np.zeros((items, 2)), np.full((items, 2), np.inf), np.zeros(items, dtype=bool))


def usual(items: int, slopes: bool = True) -> Prior:
    """Where the empirical prior starts; without `slopes` (one slope for all) it is on difficulties only."""
    sd = USUAL_SD if slopes else np.array([np.inf, USUAL_SD[1]])
    return Prior(np.tile(USUAL_MEAN, (items, 1)), np.tile(sd, (items, 1)), np.zeros(items, dtype=bool))


def with_told(prior: Prior, told: Told) -> Prior:
    """Authors' difficulties in place of the common one, item by item."""
    said = np.isfinite(told.b) & (told.sd > 0)
    mean, sd = prior.mean.copy(), prior.sd.copy()
    mean[said, 1], sd[said, 1] = told.b[said], told.sd[said]
    return Prior(mean, sd, said)


def learned(prior: Prior, place: Floats, information: Floats, rounds: int = ROUNDS) -> Prior:
    """The prior that these items suggest.

    `place` (items, 2) is where the items are under `prior`; `information` (items, 2, 2) what the answers alone say there.
    Approximating each item's likelihood by a Gaussian, EM on (m, s^2) of the items that follow the common prior;
    one round is what an EM that is still moving the items should make.
    """
    free = ~prior.told
    if not free.any():
        return prior
    said = readable(information)
    pull = ((said + _diagonal(prior.precision)) @ place[..., None])[..., 0] - prior.precision * prior.mean
    mean, variance = prior.mean[free][0], prior.sd[free][0] ** 2
    bound = np.isfinite(variance)
    for _ in range(rounds):
        spread = np.linalg.inv(said[free] + np.diag(1.0 / variance))
        centre = (spread @ (pull[free] + mean / variance)[..., None])[..., 0]
        fresh = (centre.sum(axis=0) + USUAL_MEAN) / (len(centre) + 1.0)
        second = (centre - fresh) ** 2 + np.diagonal(spread, axis1=1, axis2=2)
        wide = (second.sum(axis=0) + USUAL_WEIGHT * USUAL_SD**2) / (len(centre) + USUAL_WEIGHT)
        wide = np.where(bound, np.maximum(wide, NARROWEST**2), np.inf)
        still = np.allclose(fresh, mean, atol=1e-4) and np.allclose(wide, variance, rtol=1e-3)
        mean, variance = fresh, wide
        if still:
            break
    return _spread_over(prior, mean, np.sqrt(variance))


def _spread_over(prior: Prior, mean: Floats, sd: Floats) -> Prior:
    means, sds = prior.mean.copy(), prior.sd.copy()
    means[:, 0], sds[:, 0] = mean[0], sd[0]
    means[~prior.told, 1], sds[~prior.told, 1] = mean[1], sd[1]
    return replace(prior, mean=means, sd=sds)


def _diagonal(values: Floats) -> Floats:
    found: Floats = values[:, :, None] * np.eye(2)
    return found


def readable(information: Floats) -> Floats:
    """Symmetric (..., 2, 2) matrices, negative directions taken as knowing next to nothing."""
    values, vectors = np.linalg.eigh(information)
    values = np.maximum(values, 1e-6)
    found: Floats = (vectors * values[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    return found
