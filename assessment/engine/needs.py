"""What the sub-domain rules still need: how much each criterion weighs in the sub-domain's own decision.

With the other criteria of a rule "k of n, mandatory ones among them" taken as independent (good enough to rank
questions; the published figures come from joint draws), their count has a Poisson-binomial distribution, and
    P(rule) = P(all mandatory) P(enough of the others),   pivot_j = dP(rule) / dp_j.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True)
class Standing:
    """Where the rules stand at some probabilities of the criteria."""

    chance: Floats
    """P(rule), (rules,)"""
    pivot: Floats
    """(criteria, rules): dP(rule) / dp_j, so that small moves of criteria become small moves of rules."""


def standing(layout: Layout, probability: Floats) -> Standing:
    chance, of_members = pivots(layout, probability)
    matrix = np.zeros((len(probability), len(layout.members)))
    rule = np.broadcast_to(np.arange(len(layout.members))[:, None], layout.members.shape)
    matrix[layout.members[layout.present], rule[layout.present]] = of_members[layout.present]
    return Standing(chance, matrix)


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
    """(rules, left out, count): distribution of how many of the others are mastered.

    Generating functions prod (1 - p + p w) at an odd number of roots of unity (never -1, so no factor is 0 and each can
    be divided out), brought back by the inverse Fourier transform (Hong 2013, Poisson-binomial).
    """
    roots, back = _fourier(share.shape[1] + 1 + share.shape[1] % 2)
    factor = 1.0 + share[..., None] * (roots - 1.0)
    without = factor.prod(axis=1, keepdims=True) / factor
    distribution: Floats = np.matmul(without, back).real
    return distribution


@lru_cache
def _fourier(nodes: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Roots of unity, and the matrix of the inverse transform."""
    turns = np.arange(nodes)
    roots = np.exp(-2j * np.pi * turns / nodes)
    return roots, np.exp(2j * np.pi * np.outer(turns, turns) / nodes) / nodes
