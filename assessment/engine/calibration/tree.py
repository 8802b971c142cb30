"""Abilities as a tree: what some criteria say about the others, exactly, in a few sums per person.

theta_c = general + domain + sub-domain + criterion, independent Gaussian parts. Evidence on theta_c is written
exp(nu theta - tau theta^2 / 2). Messages go up (what a branch says of its parent: precision lambda and eta), then down
(what all the rest says of a branch). Cost is linear in the number of criteria, where a covariance matrix would be cubic.
Source: Gaussian belief propagation on a tree is exact (Weiss and Freeman 2001).
Shapes: persons on the left, then criteria, sub-domains or domains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents, domain_of, subdomain_of

LEVELS = 4
"""General, domain, sub-domain, criterion."""


@dataclass(frozen=True)
class Tree:
    """Which criterion lies under which sub-domain and domain, as 0/1 matrices (child, parent)."""

    up: tuple[Floats, Floats, Floats]
    """criterion -> sub-domain, sub-domain -> domain, domain -> general."""

    @classmethod
    def of(cls, codes: Sequence[str]) -> Tree:
        subdomains = list(dict.fromkeys(map(subdomain_of, codes)))
        domains = list(dict.fromkeys(map(domain_of, subdomains)))
        leaves = np.array([[subdomain_of(code) == name for name in subdomains] for code in codes], dtype=float)
        middle = np.array([[domain_of(code) == name for name in domains] for code in subdomains], dtype=float)
        return cls((leaves, middle, np.ones((len(domains), 1))))


@dataclass(frozen=True)
class Part:
    """Posterior of one level's own part of the abilities, and how much the answers told of it."""

    squares: float
    """Sum of E[part^2] over persons and branches that have answers."""
    learned: float
    """Sum of the squared reliabilities (1 - posterior variance / prior variance)^2."""
    count: int


@dataclass(frozen=True)
class Seen:
    """What the answers say: cavities of every criterion, moments of the parts, log of the Gaussian integral."""

    mean: Floats
    variance: Floats
    """(persons, criteria): belief about theta_c from everything but its own answers."""
    parts: tuple[Part, Part, Part, Part]
    """General first."""
    log_integral: Floats
    """(persons,)"""
    general: tuple[Floats, Floats]
    """(persons,) mean and variance of the general part."""


@dataclass(frozen=True)
class _Evidence:
    """Precision and precision x mean that lie below each branch of a level."""

    tau: Floats
    nu: Floats


def look(tree: Tree, components: VarianceComponents, tau: Floats, nu: Floats) -> Seen:
    """Posterior of the tree given evidence (tau, nu) on the criteria, 0 where there is none."""
    own = (components.criterion, components.subdomain, components.domain, components.general)
    below = [_Evidence(tau, nu)]
    messages: list[_Evidence] = []
    log_integral = np.zeros(len(tau))
    for level in range(LEVELS):
        rise = 1.0 + own[level] * below[level].tau
        log_integral += 0.5 * (own[level] * below[level].nu ** 2 / rise - np.log(rise)).sum(axis=1)
        messages.append(_Evidence(below[level].tau / rise, below[level].nu / rise))
        if level < LEVELS - 1:
            below.append(_Evidence(messages[level].tau @ tree.up[level], messages[level].nu @ tree.up[level]))
    mean, variance = np.zeros_like(below[3].tau), np.zeros_like(below[3].tau)
    parts: list[Part] = []
    general = (mean[:, 0], variance[:, 0])
    for level in reversed(range(LEVELS)):
        if level < LEVELS - 1:
            spread = tree.up[level].T
            shrink = 1.0 - messages[level].tau * (variance @ spread)
            mean = (mean @ spread - (variance @ spread) * messages[level].nu) / shrink
            variance = (variance @ spread) / shrink
        around, wide = mean, variance + own[level]
        known = 1.0 + wide * below[level].tau
        mean, variance = (around + wide * below[level].nu) / known, wide / known
        if level == LEVELS - 1:
            general = (mean[:, 0], variance[:, 0])
        parts.append(_part(own[level], (around, wide), (mean, variance), below[level].tau > 0))
    return Seen(around, wide, (parts[0], parts[1], parts[2], parts[3]), log_integral, general)


def _part(own: float, prior: tuple[Floats, Floats], posterior: tuple[Floats, Floats], told: NDArray[np.bool_]) -> Part:
    share = own / np.maximum(prior[1], 1e-300)
    mean = share * (posterior[0] - prior[0])
    reduction = share**2 * (prior[1] - posterior[1])
    squares = np.where(told, mean**2 + own - reduction, 0.0)
    reliability = np.where(told, reduction / max(own, 1e-300), 0.0)
    return Part(float(squares.sum()), float((reliability**2).sum()), int(told.sum()))
