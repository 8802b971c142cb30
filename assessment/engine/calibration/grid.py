"""Abilities of the persons on a grid: the E-step of one scale, by quadrature on evenly spaced nodes.

With y_p the answers of person p and theta_q the nodes, posterior_pq is proportional to prior_q P(y_p | theta_q).
Everything a calibration needs is expected counts: n_iq persons asked item i at node q, r_iq of them right
(Bock and Aitkin 1981). A partial-credit item has one more column of r for each score above 1. On even nodes closer together than a person's posterior standard deviation the sums are exact to
1e-8 (trapezoidal rule on a smooth bell); wider ones bias slopes low on long tests, so spacing follows information.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.curves import Curves, log_curves
from assessment.engine.calibration.given import STANDARD, Population
from assessment.engine.calibration.graded import log_scores
from assessment.engine.models import Floats

FARTHEST_NODE = 6.0
"""Nodes go from -6 to 6: the normal mass beyond is 2e-9."""

WIDEST_SPACING = 0.25
SPACING_PER_SD = 0.9
"""Spacing of the nodes in posterior standard deviations."""

MOST_NODES = 301

CELLS = 4_000_000
"""Numbers (32 MB) one block of persons may take."""

DENSE_FROM = 0.1
"""Share of the questions asked from which plain matrices beat sparse ones."""

Matrix: TypeAlias = Floats | csr_array


@dataclass(frozen=True)
class Block:
    """Some persons' answers as matrices: (persons, columns) 1 where earned; (persons, items) 1 where asked, None when all."""

    right: Matrix
    asked: Matrix | None


@dataclass(frozen=True)
class Grid:
    """Nodes and the normal weights on them, summing to 1."""

    nodes: Floats
    log_prior: Floats

    @classmethod
    def spaced(cls, spacing: float) -> Grid:
        half = min(int(np.ceil(FARTHEST_NODE / spacing)), MOST_NODES // 2)
        nodes = np.linspace(-FARTHEST_NODE, FARTHEST_NODE, 2 * half + 1)
        return cls(nodes, np.zeros_like(nodes)).believing(STANDARD)

    def believing(self, population: Population) -> Grid:
        """The same nodes weighed by a normal population."""
        height = -(((self.nodes - population.mean) / population.sd) ** 2) / 2.0
        return replace(self, log_prior=height - np.log(np.exp(height).sum()))


@dataclass(frozen=True)
class Logs:
    """Curves on the nodes: log odds of each column against earning nothing, and log P(nothing) of each item."""

    odds: Floats
    wrong: Floats


@dataclass(frozen=True)
class Counts:
    """Expected counts on the nodes, and the log-likelihood of the answers at the parameters that gave them."""

    asked: Floats
    """(items, nodes)"""
    right: Floats
    """(columns, nodes)"""
    people: Floats
    """(nodes,)"""
    log_likelihood: float


def columns_of(highest: Indices) -> Indices:
    """(items, scores from 0) column of each score of each item, -1 where it has none; right-or-wrong items have their own."""
    table = np.full((len(highest), int(highest.max(initial=1)) + 1), -1, dtype=np.intp)
    table[:, 1] = np.arange(len(highest))
    more = (np.arange(table.shape[1]) > 1) & (np.arange(table.shape[1]) <= highest[:, None])
    table[more] = len(highest) + np.arange(int(more.sum()))
    return table


def logs_of(curves: Curves, nodes: Floats) -> Logs:
    """The curves of every item on the nodes."""
    right, wrong = log_curves(curves, nodes[None, :])
    rows = curves.graded
    if not len(rows):
        return Logs(right - wrong, wrong)
    table = columns_of(highest_of(curves))
    odds = np.empty((int(table.max()) + 1, len(nodes)))
    odds[: len(wrong)] = right - wrong
    said = log_scores(curves.alpha[rows], curves.steps[rows], nodes[None, :])
    for k in range(1, said.shape[-1]):
        own = table[rows, k] >= 0
        odds[table[rows[own], k]] = said[own, :, k] - said[own, :, 0]
    wrong[rows] = said[:, :, 0]
    return Logs(odds, wrong)


def scores_counted(curves: Curves, counts: Counts) -> Floats:
    """(graded items, nodes, m + 1): expected counts of each score."""
    rows, table = curves.graded, columns_of(highest_of(curves))
    columns = table[rows]
    found = np.where((columns >= 0)[:, :, None], counts.right[columns], 0.0)
    found[:, 0] = counts.asked[rows] - found.sum(axis=1)
    return np.moveaxis(found, 1, 2)


def highest_of(curves: Curves) -> Indices:
    steps = np.isfinite(curves.steps).sum(axis=1) if curves.steps.size else np.zeros(len(curves.b), dtype=np.intp)
    found: Indices = np.maximum(steps, 1)
    return found


def spacing_for(information: float) -> float:
    """Spacing for persons about whom the answers say at most `information` (prior excluded)."""
    return min(WIDEST_SPACING, SPACING_PER_SD / float(np.sqrt(1.0 + information)))


def blocks(answers: Answers, nodes: int) -> list[Block]:
    """The answers cut into blocks of persons that fit in memory beside their posteriors."""
    per_person = max(answers.items, nodes)
    size = max(1, CELLS // per_person)
    return [
        _block(answers.part(start, min(start + size, answers.persons))) for start in range(0, answers.persons, size)
    ]


def _block(answers: Answers) -> Block:
    ones = np.ones(len(answers))
    asked = answers.matrix(ones)
    if len(answers.graded):
        table = columns_of(answers.highest)
        earned = answers.right
        column = table[answers.item[earned], answers.score[earned]]
        shape = (answers.persons, int(table.max()) + 1)
        right = csr_array((ones[: len(column)], (answers.person[earned], column)), shape=shape)
    else:
        right = answers.matrix(answers.right.astype(float))
    if len(answers) < DENSE_FROM * answers.persons * answers.items:
        return Block(right, asked)
    return Block(right.toarray(), None if answers.complete else asked.toarray())


def posteriors(parts: list[Block], grid: Grid, logs: Logs) -> Iterator[tuple[Floats, Floats]]:
    """Per block: posterior (persons, nodes) and log-likelihood (persons,)."""
    alone = logs.wrong.sum(axis=0)
    for part in parts:
        mass = part.right @ logs.odds
        mass += alone if part.asked is None else part.asked @ logs.wrong
        mass += grid.log_prior
        top = mass.max(axis=1, keepdims=True)
        np.exp(np.subtract(mass, top, out=mass), out=mass)
        total = mass.sum(axis=1, keepdims=True)
        mass /= total
        yield mass, (np.log(total) + top)[:, 0]


def expect(parts: list[Block], grid: Grid, logs: Logs) -> Counts:
    """The E-step: expected counts under the curves given."""
    asked, right = np.zeros_like(logs.wrong), np.zeros_like(logs.odds)
    everyone, people, value = np.zeros(len(grid.nodes)), np.zeros(len(grid.nodes)), 0.0
    for part, (posterior, person) in zip(parts, posteriors(parts, grid, logs), strict=True):
        value += float(person.sum())
        right += part.right.T @ posterior
        here = posterior.sum(axis=0)
        people += here
        if part.asked is None:
            everyone += here
        else:
            asked += part.asked.T @ posterior
    return Counts(asked + everyone, right, people, value)


def grid_for(answers: Answers, curves: Curves) -> Grid:
    """Nodes closer together than the surest person's posterior standard deviation."""
    peak = (curves.a * (curves.d - curves.c) * answers.highest) ** 2 / 4.0
    most = np.bincount(answers.person, weights=peak[answers.item], minlength=answers.persons).max()
    return Grid.spaced(spacing_for(float(most)))
