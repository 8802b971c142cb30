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
class Told:
    """What authors said of difficulties, with its standard error: NaN where they said nothing."""

    b: Floats
    sd: Floats


@dataclass(frozen=True)
class Prior:
    """Items come from one bank, and an author's difficulty is a measure of its item, with an error.

    So b has the precisions of both: an author's estimates spread more than the truth does, and are pulled in by as much.
    """

    centre: Floats
    """(2,) of (log a, b) over the bank."""
    spread: Floats
    """(2,) standard deviations over the bank; infinite is no prior."""
    told: Floats
    """(items,) what authors said of b, 0 where they said nothing."""
    sure: Floats
    """(items,) the precision of that."""

    @property
    def precision(self) -> Floats:
        """(items, 2)"""
        common = np.tile(1.0 / self.spread**2, (len(self.told), 1))
        common[:, 1] += self.sure
        return common

    @property
    def mean(self) -> Floats:
        """(items, 2)"""
        found = np.tile(self.centre, (len(self.told), 1))
        weight = 1.0 / self.spread[1] ** 2
        total = weight + self.sure
        found[:, 1] = np.divide(
            weight * self.centre[1] + self.sure * self.told, total, out=found[:, 1].copy(), where=total > 0
        )
        return found

    @property
    def sd(self) -> Floats:
        """(items, 2)"""
        with np.errstate(divide="ignore"):
            return 1.0 / np.sqrt(self.precision)

    def rescaled(self, root: float, shift: float, told_too: bool) -> Prior:
        """As seen by abilities (theta - shift) / root; what authors said is on another scale unless `told_too`."""
        centre = np.array([self.centre[0] + np.log(root), (self.centre[1] - shift) / root])
        there = replace(self, centre=centre, spread=self.spread / np.array([1.0, root]))
        if not told_too:
            return there
        return replace(there, told=(self.told - shift) / root, sure=self.sure * root**2)


def flat(items: int) -> Prior:
    """No prior at all: plain maximum likelihood."""
    return Prior(np.zeros(2), np.full(2, np.inf), np.zeros(items), np.zeros(items))


def usual(items: int) -> Prior:
    """Where the empirical prior starts."""
    return replace(flat(items), centre=USUAL_MEAN, spread=USUAL_SD)


def with_told(prior: Prior, told: Told) -> Prior:
    """With what authors said of difficulties, item by item."""
    said = np.isfinite(told.b) & (told.sd > 0)
    sure = np.divide(1.0, told.sd**2, out=np.zeros(len(said)), where=said)
    return replace(prior, told=np.where(said, told.b, 0.0), sure=sure)


def learned(prior: Prior, place: Floats, information: Floats, rounds: int = ROUNDS) -> Prior:
    """The prior that these items suggest.

    `place` (items, 2) is where the items are under `prior`; `information` (items, 2, 2) what the answers alone say there,
    0 where they say nothing. Approximating each item's likelihood by a Gaussian, EM on the bank's mean and variance; one
    round is what an EM that is still moving the items should make.
    """
    said = readable(information)
    pull = ((said + _diagonal(prior.precision)) @ place[..., None])[..., 0] - prior.precision * prior.mean
    pull = np.where(np.diagonal(information, axis1=1, axis2=2) == 0.0, 0.0, pull)
    for _ in range(rounds):
        spread = np.linalg.inv(said + _diagonal(prior.precision))
        middle = (spread @ (pull + prior.precision * prior.mean)[..., None])[..., 0]
        fresh = _of_moments(prior, middle, np.diagonal(spread, axis1=1, axis2=2))
        still = np.allclose(fresh.centre, prior.centre, atol=1e-4) and np.allclose(
            fresh.spread, prior.spread, rtol=5e-4
        )
        prior = fresh
        if still:
            break
    return prior


def drawn_from(prior: Prior, place: Floats) -> Prior:
    """The prior of items that are exactly at `place` (items, 2)."""
    return _of_moments(prior, place, np.zeros_like(place))


def _of_moments(prior: Prior, middle: Floats, variance: Floats) -> Prior:
    """The bank's mean and spread from those of its items, beside a few items' worth of expectation."""
    centre = (middle.sum(axis=0) + USUAL_MEAN) / (len(middle) + 1.0)
    second = ((middle - centre) ** 2 + variance).sum(axis=0)
    wide = (second + USUAL_WEIGHT * USUAL_SD**2) / (len(middle) + USUAL_WEIGHT)
    spread = np.where(np.isfinite(prior.spread), np.sqrt(np.maximum(wide, NARROWEST**2)), np.inf)
    return replace(prior, centre=centre, spread=spread)


def _diagonal(values: Floats) -> Floats:
    found: Floats = values[:, :, None] * np.eye(2)
    return found


def readable(information: Floats) -> Floats:
    """Symmetric (..., 2, 2) matrices, negative directions taken as knowing next to nothing."""
    values, vectors = np.linalg.eigh(information)
    values = np.maximum(values, 1e-6)
    found: Floats = (vectors * values[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    return found
