"""Shares of variance moved by Fisher scoring, and with them the scale of all slopes together.

EM alone would need thousands of steps: a criterion's own part is hardly seen, so E[part^2] hardly leaves its prior value.
Gradient of a variance: sum(E[part^2] - variance) / (2 variance^2). Information between two levels, from some of the
persons: half the sum of the squares of Z_k' W Z_l, W = (K + 1 / tau)^-1 being the precision of what the answers say and
Z the branches of a level (REML's information; Gilmour, Thompson and Cullis 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.tree import LEVELS, Part, Tree
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

SMALLEST = 1e-4
"""Smallest share: no level is ever shut for good."""

BOLDEST = 0.15
"""Largest move of a share in one step."""


def values(components: VarianceComponents) -> Floats:
    """General first."""
    return np.array([components.general, components.domain, components.subdomain, components.criterion])


def covariance_levels(tree: Tree) -> tuple[Floats, ...]:
    """(criteria, branches) 0/1 matrices, general first."""
    leaves, middle, top = tree.up
    return leaves @ middle @ top, leaves @ middle, leaves, np.eye(len(leaves))


def information(tree: Tree, components: VarianceComponents, tau: Floats) -> Floats:
    """(4, 4) information per person, from evidence of precision `tau` (persons, criteria)."""
    levels = covariance_levels(tree)
    shared = sum(share * level @ level.T for share, level in zip(values(components), levels, strict=True))
    root = np.sqrt(tau)
    inside = root[:, :, None] * shared * root[:, None, :] + np.eye(tau.shape[1])
    precision = root[:, :, None] * np.linalg.inv(inside) * root[:, None, :]
    found = np.empty((LEVELS, LEVELS))
    for k, one in enumerate(levels):
        across = one.T @ precision
        for m, other in enumerate(levels):
            found[k, m] = 0.5 * ((across @ other) ** 2).sum(axis=(1, 2)).mean()
    return found


@dataclass(frozen=True)
class Pull:
    """What moves the variances besides the answers' own likelihood at the items' places."""

    weight: Floats
    """(4, 4): information of everybody."""
    lean: Floats
    """(4,): gradient averaged over the items' posterior minus the one at their place, which pays for having estimated them."""


def gradient(components: VarianceComponents, parts: Sequence[Part]) -> Floats:
    """(4,): of the answers' likelihood in the variances."""
    now = values(components)
    surplus = np.array([part.squares - part.count * share for part, share in zip(parts, now, strict=True)])
    found: Floats = surplus / (2.0 * now**2)
    return found


def moved(components: VarianceComponents, parts: Sequence[Part], pull: Pull) -> tuple[VarianceComponents, float]:
    """One scoring step, and the variance abilities then have.

    The shares returned add up to 1; the variance they had together is for the items to take (slopes times its root).
    """
    now = values(components)
    steady = pull.weight + np.diag(1e-6 * np.diagonal(pull.weight) + 1e-9)
    change = np.linalg.solve(steady, gradient(components, parts) + pull.lean)
    change *= min(1.0, BOLDEST / max(float(np.abs(change).max()), 1e-12))
    fresh = np.maximum(now + change, SMALLEST)
    total = float(fresh.sum())
    return VarianceComponents(*(fresh / total)), total
