"""What the answers say of the criteria beyond the referential's shares: correlations along lines nobody drew.

Around the covariance K of the shares, every pair of criteria gets its own score and information from everybody's answers:
    U = sum over persons of (u u^T - W),  I_cd = sum of (W_cc W_dd + W_cd^2),  W = (K + 1 / tau)^-1,  u = W nu / tau
so U / I estimates what the pair's correlation misses, with variance 1 / I (one step of Fisher scoring). One pair is
drowned in noise (0.2 with 3,000 persons), but common lines move many pairs together: groups of criteria are looked for
(`lines.py`), then directions that stand out of what noise alone can make (its spectrum ends at 2 sigma sqrt(criteria)), each shrunk as much as noise
has inflated it (Donoho, Gavish and Johnstone 2018; Benaych-Georges and Nadakuditi 2011). Nothing found: nothing said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.given import Given
from assessment.engine.calibration.joint import JointFit
from assessment.engine.calibration.joint_sweep import Sample
from assessment.engine.calibration.lines import peel
from assessment.engine.calibration.maximize import Bound
from assessment.engine.calibration.sites import Asked, Evidence, feel, nodes_of, renewed, tilt
from assessment.engine.models import Floats

ROUNDS = 4
"""Times pairs are scored again around the covariance learned so far."""

SWEEPS = 2
"""Passes of expectation propagation per round, started from the sites of the round before."""

MARGIN = 1.08
"""How far over the edge of the noise's spectrum a direction must be: noise alone passes it less than once in a hundred."""

FILLS = 30
"""Times the unseen diagonal is filled from the directions kept (principal factors)."""

NARROWEST = 0.05
"""Smallest eigenvalue of the covariance given."""


@dataclass(frozen=True)
class Beyond:
    """`covariance` (criteria, criteria), 1 on the diagonal, or None when the answers show nothing more."""

    covariance: Floats | None
    layers: int
    directions: int
    noise: float
    """Standard error of one pair's correlation."""


@dataclass(frozen=True)
class Scored:
    """Sums over persons, (criteria, criteria)."""

    pull: Floats
    information: Floats


def learn(answers: Answers, layout: tuple[Sequence[str], Indices], fit: JointFit, rng: np.random.Generator) -> Beyond:
    """The covariance that the answers support, the items being those of `fit`."""
    codes, _ = layout
    held = (Given.nothing(answers.items), Bound.free(answers.items))
    sample, base = Sample.of(answers, layout, held), fit.components.covariance(codes)
    sites, covariance, found = fit.sites, base, Beyond(None, 0, 0, float("nan"))
    apart = ~np.eye(len(base), dtype=bool)
    for _ in range(ROUNDS):
        for _ in range(SWEEPS):
            sites = tuple(
                _swept(fit, covariance, asked, before) for asked, before in zip(sample.groups, sites, strict=True)
            )
        scored = _total([_scored(covariance, *pair) for pair in zip(sample.groups, sites, strict=True)])
        information = np.maximum(scored.information, 1.0)
        missing = np.where(apart, covariance - base + scored.pull / information, 0.0)
        level = float(np.sqrt((1.0 / information)[apart].mean())) if apart.any() else float("nan")
        grouped, layers = peel(missing, np.where(apart, information, 0.0), rng)
        common, directions = standing_out(missing - grouped, level)
        nothing = layers == 0 and directions == 0
        found = Beyond(None if nothing else _positive(base + grouped + common), layers, directions, level)
        if found.covariance is None:
            break
        covariance = found.covariance
    return found


def standing_out(noisy: Floats, noise: float) -> tuple[Floats, int]:
    """The part of a symmetric matrix (diagonal unseen) that noise of that standard deviation cannot make, and its rank."""
    size = len(noisy)
    edge = 2.0 * noise * np.sqrt(size)
    common, kept = np.zeros_like(noisy), np.zeros(size, dtype=bool)
    for _ in range(FILLS):
        lengths, ways = np.linalg.eigh(noisy + np.diag(np.diagonal(common)))
        kept = np.abs(lengths) > MARGIN * edge
        shrunk = np.sign(lengths) * np.sqrt(np.maximum(lengths**2 - edge**2, 0.0))
        common = (ways[:, kept] * shrunk[kept]) @ ways[:, kept].T
    return common - np.diag(np.diagonal(common)), int(kept.sum())


def _positive(matrix: Floats) -> Floats:
    """The nearest thing that is a covariance with 1 on its diagonal: low directions lifted, then put back to scale."""
    lengths, ways = np.linalg.eigh((matrix + matrix.T) / 2.0)
    lifted = (ways * np.maximum(lengths, NARROWEST)) @ ways.T
    scale = np.sqrt(np.diagonal(lifted))
    found: Floats = lifted / scale[:, None] / scale[None, :]
    return (found + found.T) / 2.0


@dataclass(frozen=True)
class _Dense:
    """Some persons' pairs laid out as (persons, most pairs of one person); absent ones have no evidence."""

    place: Indices
    """(pairs,) column of each pair in its person's row."""
    covariance: Floats
    root: Floats
    """Square root of tau."""
    nu: Floats
    inverse: Floats
    """(I + root K root)^-1"""
    criterion: Indices


def _dense(covariance: Floats, asked: Asked, sites: Evidence) -> _Dense:
    first = np.searchsorted(asked.person, np.arange(asked.persons))
    place = np.arange(len(asked.person)) - first[asked.person]
    shape = (asked.persons, int(place.max()) + 1)
    criterion = np.zeros(shape, dtype=np.intp)
    root: Floats = np.zeros(shape)
    nu: Floats = np.zeros(shape)
    where = (asked.person, place)
    criterion[where], root[where], nu[where] = asked.criterion, np.sqrt(sites.tau), sites.nu
    inside: Floats = covariance[criterion[:, :, None], criterion[:, None, :]]
    whole = root[:, :, None] * inside * root[:, None, :] + np.eye(shape[1])
    return _Dense(place, inside, root, nu, np.linalg.inv(whole).astype(float), criterion)


def _swept(fit: JointFit, covariance: Floats, asked: Asked, sites: Evidence) -> Evidence:
    """One pass of expectation propagation over some persons, under any covariance."""
    dense = _dense(covariance, asked, sites)
    where = (asked.person, dense.place)
    reach = dense.covariance * dense.root[:, None, :]
    variance = np.diagonal(dense.covariance, axis1=1, axis2=2) - np.einsum(
        "pij,pji->pi", reach @ dense.inverse, reach.swapaxes(1, 2)
    )
    mean = (dense.covariance @ (dense.nu - dense.root * _solved(dense))[:, :, None])[:, :, 0]
    own_mean, own_variance = mean[where], variance[where]
    left = 1.0 - sites.tau * own_variance
    cavity = ((own_mean - own_variance * sites.nu) / left, own_variance / left)
    felt = feel(asked, fit.inner, nodes_of(cavity))
    return renewed(sites, tilt(asked, felt, cavity), cavity, damping=0.9)


def _solved(dense: _Dense) -> Floats:
    """inverse x root K nu, (persons, pairs)."""
    right = dense.root * (dense.covariance @ dense.nu[:, :, None])[:, :, 0]
    found: Floats = (dense.inverse @ right[:, :, None])[:, :, 0]
    return found


def _scored(covariance: Floats, asked: Asked, sites: Evidence) -> Scored:
    dense = _dense(covariance, asked, sites)
    precision = dense.root[:, :, None] * dense.inverse * dense.root[:, None, :]
    surprise = dense.nu - dense.root * _solved(dense)
    own = np.diagonal(precision, axis1=1, axis2=2)
    pull = surprise[:, :, None] * surprise[:, None, :] - precision
    information = own[:, :, None] * own[:, None, :] + precision**2
    size = len(covariance)
    cell = (dense.criterion[:, :, None] * size + dense.criterion[:, None, :]).ravel()
    real = (dense.root[:, :, None] * dense.root[:, None, :] > 0).ravel()

    def gather(values: Floats) -> Floats:
        total: Floats = np.bincount(cell[real], weights=values.ravel()[real], minlength=size**2).astype(float)
        return total.reshape(size, size)

    return Scored(gather(pull), gather(information))


def _total(each: Sequence[Scored]) -> Scored:
    pull, information = (np.sum([getattr(one, name) for one in each], axis=0) for name in ("pull", "information"))
    return Scored(pull, information)
