"""Groups of criteria that go together, found in noisy correlations: lines the referential did not draw.

`noisy[c, d]` estimates what the correlation of two criteria misses, with information `information[c, d]` (one over its
variance). If the pairs inside groups all miss mu, the log-likelihood gained by a grouping is the sum over its pairs of
    information (noisy mu - mu^2 / 2)
A grouping of high gain is found by merging (Clauset, Newman and Moore 2004) then moving criteria one by one (Blondel et
al. 2008), for several mu. Layers are peeled one after the other: wide groups, then groups inside them. Any noise has
groups of some gain, so a layer is believed only when its gain is well over the best gain in noise drawn with the same
information.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from assessment.engine.calibration.answers import Indices
from assessment.engine.models import Floats

STRENGTHS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.45)
"""Values of mu tried."""

LAYERS = 5
NOISE_DRAWS = 4

OVER_NOISE = 1.25
"""How much larger than the best of noise a layer's gain must be."""

USUAL_SIZE = 0.3
"""Standard deviation of a group's correlation expected beforehand: groups of two or three pairs are pulled to 0."""

MOVES = 30
"""Rounds of moving every criterion once; they end earlier when none moves."""


class Grouping(NamedTuple):
    labels: Indices
    gain: float


def peel(noisy: Floats, information: Floats, rng: np.random.Generator) -> tuple[Floats, int]:
    """What the groups explain of the missing correlations (0 on the diagonal), and how many layers they make."""
    explained = np.zeros_like(noisy)
    chance = max(_best(_noise(information, rng), information).gain for _ in range(NOISE_DRAWS))
    for layer in range(LAYERS):
        left = noisy - explained
        found = _best(left, information)
        if found.gain <= OVER_NOISE * max(chance, 1e-12):
            return explained, layer
        explained = explained + _levels(left, information, found.labels)
    return explained, LAYERS


def _noise(information: Floats, rng: np.random.Generator) -> Floats:
    drawn = np.triu(rng.standard_normal(information.shape), 1)
    spread = np.sqrt(np.divide(1.0, information, out=np.zeros_like(information), where=information > 0))
    found: Floats = (drawn + drawn.T) * spread
    return found


def _best(noisy: Floats, information: Floats) -> Grouping:
    found = [_grouping(_links(noisy, information, strength)) for strength in STRENGTHS]
    return max(found, key=lambda one: one.gain)


def _links(noisy: Floats, information: Floats, strength: float) -> Floats:
    links = information * (noisy * strength - strength**2 / 2.0)
    np.fill_diagonal(links, 0.0)
    return links


def _grouping(links: Floats) -> Grouping:
    """Merge the two groups that gain most while any gain is left, then move criteria between groups."""
    size = len(links)
    labels, between = np.arange(size), links.copy()
    np.fill_diagonal(between, -np.inf)
    while True:
        one, other = np.unravel_index(int(np.argmax(between)), between.shape)
        if between[one, other] <= 0:
            break
        labels[labels == other] = one
        between[one] += between[other]
        between[:, one] = between[one]
        between[other], between[:, other], between[one, one] = -np.inf, -np.inf, -np.inf
    labels = _moved(links, labels)
    same = labels[:, None] == labels[None, :]
    return Grouping(labels, float(links[same].sum() / 2.0))


def _moved(links: Floats, labels: Indices) -> Indices:
    labels = labels.copy()
    for _ in range(MOVES):
        changed = False
        for criterion in range(len(links)):
            gains = np.bincount(labels, weights=links[criterion], minlength=len(links))
            best = int(np.argmax(gains))
            if gains[best] > gains[labels[criterion]] + 1e-9:
                labels[criterion], changed = best, True
        if not changed:
            break
    return labels


def _levels(noisy: Floats, information: Floats, labels: Indices) -> Floats:
    """Each group's own correlation, pulled a little to 0."""
    explained = np.zeros_like(noisy)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        if len(members) > 1:
            cells = np.ix_(members, members)
            apart = ~np.eye(len(members), dtype=bool)
            known = information[cells][apart].sum() / 2.0
            level = (information[cells] * noisy[cells])[apart].sum() / 2.0 / (known + USUAL_SIZE**-2)
            explained[cells] += np.where(apart, level, 0.0)
    return explained
