"""Local dependence: two questions that help each other beyond the ability they share (one text, one answers the other).

Q3 (Yen 1984): correlation of the residuals of two questions over the people who answered both. Residuals of answers that
are each expected from the other one lean down by what the two share, more so within a criterion; Q3 is therefore set
against the median Q3 of pairs equally near (same criterion, same sub-domain, same domain, none), as in Q3* (Christensen,
Makransky and Horton 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import ndtr

from assessment.engine.health.expected import Expected, draw
from assessment.engine.health.refit import by_item
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Attention, Counts, lower_tail, said, striking
from assessment.engine.models import Floats

LEAST = 80
"""People who answered both questions, below which a pair is left alone."""

LARGE, VISIBLE = 0.25, 0.15
NEAR = 20
"""Pairs of one nearness below which the median of all pairs is used."""

SUSPECT, COPIES = 1e-3, 1999
"""p of the normal approximation from which a pair's null is simulated on its own people: rare answers have long tails."""

SHOWN = 200
"""Pairs given back at most, the strongest first."""


@dataclass(frozen=True)
class Dependence:
    """Pairs of questions, the most striking first; `compared` counts all those that were looked at."""

    compared: int
    too_few: int
    first: Indices
    second: Indices
    people: Indices
    q3: Floats
    """Above the usual one of pairs as near."""
    p: Floats
    attention: tuple[Attention, ...]


def dependence(
    responses: Responses, expected: Expected, near: Indices, highest: Counts, rng: np.random.Generator
) -> Dependence:
    """`near` (items, items): how near two questions are, a small number per kind of nearness; `highest` (items,)."""
    shape = (responses.persons, responses.items)
    place = (responses.person, responses.item)
    z = expected.residual / np.sqrt(expected.variance)
    ones = csr_array((np.ones(len(z)), place), shape=shape)
    values, squares = csr_array((z, place), shape=shape), csr_array((z**2, place), shape=shape)
    people = np.asarray((ones.T @ ones).todense())
    first, second = np.triu_indices(responses.items, 1)
    both = people[first, second]
    enough = both >= LEAST
    too_few = int(((both > 0) & ~enough).sum())
    first, second, both = first[enough], second[enough], both[enough]

    def mean(one: csr_array, other: csr_array, at: tuple[Indices, Indices]) -> Floats:
        total: Floats = np.asarray((one.T @ other).todense())[at] / both
        return total

    here, there = mean(values, ones, (first, second)), mean(values, ones, (second, first))
    spread = np.sqrt(
        (mean(squares, ones, (first, second)) - here**2) * (mean(squares, ones, (second, first)) - there**2)
    )
    q3 = (mean(values, values, (first, second)) - here * there) / np.maximum(spread, 1e-9)
    usual = _usual(q3, near[first, second])
    q3 = q3 - usual
    p = 1.0 - ndtr(np.arctanh(np.clip(q3, -0.99, 0.99)) * np.sqrt(both - 3.0))
    rows = dict(by_item(responses))
    for at in np.flatnonzero(p <= SUSPECT):
        pair = (int(first[at]), int(second[at]))
        null = _simulated(responses, expected, [(rows[one], int(highest[one])) for one in pair], rng)
        p[at] = lower_tail(-null, -float(q3[at]))
    fair = striking(p)  # pairs are many: even the word "to watch" is kept for those that stand out among all
    words = said(fair & (q3 >= LARGE), fair & (q3 >= VISIBLE), np.ones(len(q3), dtype=bool))
    order = np.argsort(-q3 * np.sqrt(both), kind="stable")[:SHOWN]
    kept = tuple(words[at] for at in order)
    return Dependence(
        len(q3), too_few, first[order], second[order], both[order].astype(np.intp), q3[order], p[order], kept
    )


def _simulated(
    responses: Responses, expected: Expected, pair: Sequence[tuple[Indices, int]], rng: np.random.Generator
) -> Floats:
    """Correlations of the residuals of two questions over simulated answers of the people who got both."""
    (here, _), (there, _) = pair
    _, one, other = np.intersect1d(responses.person[here], responses.person[there], return_indices=True)
    drawn = []
    for rows, top in ((here[one], pair[0][1]), (there[other], pair[1][1])):
        earned = draw(expected.chances[rows], COPIES, rng) / top
        z = (earned - expected.mean[rows]) / np.sqrt(expected.variance[rows])
        drawn.append(z - z.mean(axis=1, keepdims=True))
    size = np.sqrt((drawn[0] ** 2).sum(axis=1) * (drawn[1] ** 2).sum(axis=1))
    found: Floats = (drawn[0] * drawn[1]).sum(axis=1) / np.maximum(size, 1e-9)
    return found


def _usual(q3: Floats, near: Indices) -> Floats:
    """Median Q3 of the pairs as near, or of all pairs when these are few."""
    everywhere = float(np.median(q3)) if len(q3) else 0.0
    found = np.full(len(q3), everywhere)
    for kind in np.unique(near):
        alike = near == kind
        if alike.sum() >= NEAR:
            found[alike] = float(np.median(q3[alike]))
    return found
