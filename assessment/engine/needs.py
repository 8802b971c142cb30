"""What the sub-domain rules still need: how much each criterion weighs in the sub-domain's own decision.

With the other criteria of a rule "k of n, mandatory ones among them" taken as independent (good enough to rank
questions; the published figures come from joint draws), their count has a Poisson-binomial distribution, and
    P(rule) = P(all mandatory) P(enough of the others),   pivot_j = dP(rule) / dp_j.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.models import Floats
from assessment.engine.rules import Rule


@dataclass(frozen=True)
class Layout:
    """Rules as padded arrays; absent places point at criterion 0 and are masked."""

    members: NDArray[np.intp]
    """(rules, most members)"""
    present: NDArray[np.bool_]
    mandatory: NDArray[np.bool_]
    needed: NDArray[np.intp]
    """(rules,): how many of the criteria that are not mandatory are needed besides the mandatory ones."""

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Layout:
        widest = max((len(rule.members) for rule in rules), default=1)
        members = np.zeros((len(rules), widest), dtype=np.intp)
        present, mandatory = np.zeros_like(members, dtype=bool), np.zeros_like(members, dtype=bool)
        for r, rule in enumerate(rules):
            members[r, : len(rule.members)] = rule.members
            present[r, : len(rule.members)] = True
            mandatory[r, : len(rule.members)] = np.isin(rule.members, rule.mandatory)
        needed = np.array([max(0, rule.minimum - len(rule.mandatory)) for rule in rules], dtype=np.intp)
        return cls(members, present, mandatory, needed)


def pivots(layout: Layout, probability: Floats) -> tuple[Floats, Floats]:
    """P(rule) (rules,) and dP(rule)/dp_j (rules, members)."""
    p = probability[layout.members]
    free = layout.present & ~layout.mandatory
    share = np.where(free, p, 0.0)
    all_mandatory = np.where(layout.mandatory, p, 1.0).prod(axis=1)
    without = _count_without_each(share)
    counts = np.arange(without.shape[2])
    enough = (without * (counts >= layout.needed[:, None, None])).sum(axis=2)
    exactly = (without * (counts == layout.needed[:, None, None] - 1)).sum(axis=2)
    chance = all_mandatory * (enough[:, 0] + share[:, 0] * exactly[:, 0])
    of_mandatory = chance[:, None] / np.maximum(p, 1e-9)
    pivot = np.where(free, all_mandatory[:, None] * exactly, np.where(layout.mandatory, of_mandatory, 0.0))
    return chance, pivot


def _count_without_each(share: Floats) -> Floats:
    """(rules, left out, count): distribution of how many of the others are mastered."""
    rules, widest = share.shape
    distribution = np.zeros((rules, widest, widest + 1))
    distribution[:, :, 0] = 1.0
    for member in range(widest):
        chance = np.repeat(share[:, member, None], widest, axis=1)
        chance[:, member] = 0.0
        moved = distribution * chance[..., None]
        distribution -= moved
        distribution[:, :, 1:] += moved[:, :, :-1]
    return distribution
