"""How much each decision about this person is worth now: the utility that questions are chosen by.

    U = sum_j r_j V(p_j) + RULE_WORTH sum_s V(P_s) + sum_j d_j T(p_j)      criteria j, sub-domains s
V is the chance of a right decision and T whether a threshold is passed, both rounded off, so that an answer that brings
a decision nearer counts before it turns it (without rounding the gain is flat, which engine after engine has stumbled on):
    V(p) = sqrt((p - 1/2)^2 + ROUNDING^2),      T(p) = (1 + h / sqrt(h^2 + STEP^2)) / 2,  h the distance past the nearer one.
d_j counts the share of the direct answers without which nothing is said of the criterion: 0 while there is none. It grows
with the share of the sitting done: who looks for sure decisions before knowing much spends questions on what would have
come by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import Settings
from assessment.engine.models import Floats
from assessment.engine.needs import Layout

ROUNDING = 0.08
"""About what the next few answers may still move a probability by (figures: docs/engine.md)."""

STEP = 0.03
"""Width of a passed threshold, in probability."""

RULE_WORTH = 2.0
"""What a right decision on a sub-domain is worth beside one on a criterion."""

DECIDED_WORTH = 0.06
"""What a passed threshold is worth beside a right decision, once there were as many answers as criteria."""

GROWTH = 1.5
"""Power of the share of the sitting done by which that worth grows."""

SMOOTHED = 0.12
"""ROUNDING plus what one answer moves a neighbour by: V is then close to its parabola over such a move."""


@dataclass(frozen=True)
class Aims:
    """Worth of each decision; see the formula above."""

    right: Floats
    """r_j, (criteria,): 1, or 0 where nothing is to be decided."""
    decided: Floats
    """d_j, (criteria,) with the direct answers there are."""
    once_asked: Floats
    """d_j, (criteria,) with one direct answer more."""
    rules: Floats
    """(rules,)"""
    settings: Settings


def aims_of(
    direct: NDArray[np.int64], needs: Layout, settings: Settings, about: NDArray[np.bool_] | None = None
) -> Aims:
    """Worths after the `direct` answers of each criterion; `about`: the criteria to decide, None for all of them."""
    right = np.ones(len(direct)) if about is None else about.astype(np.float64)
    touched = None if about is None else (needs.present & about[needs.members]).any(axis=1)
    share = min(1.0, float(direct @ right) / max(1.0, float(right.sum())))
    passing = DECIDED_WORTH * share**GROWTH * right
    return Aims(
        right=right,
        decided=passing * _share(direct, settings.direct_minimum),
        once_asked=passing * _share(direct + 1, settings.direct_minimum),
        rules=np.full(len(needs.members), RULE_WORTH) if touched is None else np.where(touched, RULE_WORTH, 0.0),
        settings=settings,
    )


def _share(direct: NDArray[np.int64], minimum: int) -> Floats:
    """How much of the direct answers without which nothing is said there is, 1 at most."""
    share: Floats = np.minimum(1.0, direct / minimum) if minimum > 0 else np.ones(len(direct))
    return share


def rounded(probability: Floats) -> Floats:
    """V: how much better than a coin the decision is, rounded off around one half."""
    value: Floats = np.sqrt((probability - 0.5) ** 2 + ROUNDING**2)
    return value


def passed(probability: Floats, settings: Settings) -> Floats:
    """T: whether a threshold is passed, on either side, rounded off around it."""
    middle, half = (settings.acquired + settings.not_acquired) / 2.0, (settings.acquired - settings.not_acquired) / 2.0
    beyond = np.abs(probability - middle) - half
    share: Floats = 0.5 + 0.5 * beyond / np.sqrt(beyond**2 + STEP**2)
    return share


def bend(probability: Floats) -> Floats:
    """Half the second derivative of V smoothed by SMOOTHED: what a small squared move of a probability is worth."""
    half: Floats = 0.5 * SMOOTHED**2 / ((probability - 0.5) ** 2 + SMOOTHED**2) ** 1.5
    return half


def sure(probability: Floats, settings: Settings) -> NDArray[np.bool_]:
    """Criteria whose probability passes a threshold, on either side."""
    decided: NDArray[np.bool_] = (probability >= settings.acquired) | (probability <= settings.not_acquired)
    return decided


def awaiting_direct(probability: Floats, direct: NDArray[np.int64], settings: Settings) -> NDArray[np.bool_]:
    """Criteria decided by their neighbours that still lack the direct answers without which nothing is said."""
    lacking: NDArray[np.bool_] = sure(probability, settings) & (direct < settings.direct_minimum)
    return lacking
