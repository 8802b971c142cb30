"""What the sub-domain rules still need: how much each criterion weighs in the sub-domain's own decision.

With the other criteria of a rule "k of n, mandatory ones among them" taken as independent (good enough to rank
questions; the published figures come from joint draws), their count has a Poisson-binomial distribution, and
    P(rule) = P(all mandatory) P(enough of the others),   pivot_j = dP(rule) / dp_j.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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

    @cached_property
    def places(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Criterion and rule of each present member, in the order of `members[present]`."""
        return self.members[self.present], np.nonzero(self.present)[0]

    @cached_property
    def counting(self) -> Counting:
        return Counting.of(self.members.shape[1], self.needed)


@dataclass(frozen=True)
class Counting:
    """How a count's generating function f(w) = prod (1 - p + p w) gives P(count = needed - 1) and P(count >= needed).

    Weighted sums of f at an odd number of roots of unity: the inverse Fourier transform (Hong 2013, Poisson-binomial), of
    which conjugate roots give the same real part. None is -1, so no factor is 0 and each can be divided out.
    """

    roots: NDArray[np.complex128]
    """(nodes,) less one"""
    one_short: NDArray[np.complex128]
    """(rules, nodes)"""
    enough: NDArray[np.complex128]

    @classmethod
    def of(cls, members: int, needed: NDArray[np.intp]) -> Counting:
        nodes = members + 1 + members % 2
        turns = np.arange(nodes // 2 + 1)
        twice = np.where(turns == 0, 1.0, 2.0) / nodes
        back = twice * np.exp(2j * np.pi * np.outer(np.arange(nodes), turns) / nodes)
        counts = np.arange(nodes)
        one_short = (counts == needed[:, None] - 1) @ back
        enough = (counts >= needed[:, None]) @ back
        return cls(np.exp(-2j * np.pi * turns / nodes) - 1.0, one_short, enough)


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
    matrix[layout.places] = of_members[layout.present]
    return Standing(chance, matrix)


def pivots(layout: Layout, probability: Floats) -> tuple[Floats, Floats]:
    """P(rule) (rules,) and dP(rule)/dp_j (rules, members)."""
    p, counting = probability[layout.members], layout.counting
    all_mandatory = np.where(layout.mandatory, p, 1.0).prod(axis=1)
    free = layout.present & ~layout.mandatory
    factor = 1.0 + np.where(free, p, 0.0).T[..., None] * counting.roots
    together = factor.prod(axis=0)
    chance = all_mandatory * (together * counting.enough).sum(axis=1).real
    one_short = ((together * counting.one_short) / factor).sum(axis=2).real.T
    of_mandatory = chance[:, None] / np.maximum(p, 1e-9)
    pivot = np.where(free, all_mandatory[:, None] * one_short, np.where(layout.mandatory, of_mandatory, 0.0))
    return chance, pivot
