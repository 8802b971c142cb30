"""Abilities of the persons on a grid: the E-step of one scale, by quadrature on evenly spaced nodes.

With y_p the answers of person p and theta_q the nodes, posterior_pq is proportional to prior_q P(y_p | theta_q).
Everything a calibration needs is expected counts: n_iq persons asked item i at node q, r_iq of them right
(Bock and Aitkin 1981). On even nodes closer together than a person's posterior standard deviation the sums are exact to
1e-8 (trapezoidal rule on a smooth bell); wider ones bias slopes low on long tests, so spacing follows information.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array

from assessment.engine.calibration.answers import Answers
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
    """Some persons' answers as matrices (persons, items): 1 where right; 1 where asked, None when all were."""

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
        weights = np.exp(-(nodes**2) / 2.0)
        return cls(nodes, np.log(weights / weights.sum()))


@dataclass(frozen=True)
class Counts:
    """Expected counts (items, nodes), and the log-likelihood of the answers at the parameters that gave them."""

    asked: Floats
    right: Floats
    log_likelihood: float


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
    right, asked = answers.matrix(answers.right.astype(float)), answers.matrix(ones)
    if len(answers) < DENSE_FROM * answers.persons * answers.items:
        return Block(right, asked)
    return Block(right.toarray(), None if answers.complete else asked.toarray())


def posteriors(parts: list[Block], grid: Grid, log_right: Floats, log_wrong: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Per block: posterior (persons, nodes) and log-likelihood (persons,); the two curves are (items, nodes)."""
    odds, wrong = log_right - log_wrong, log_wrong
    alone = log_wrong.sum(axis=0)
    for part in parts:
        mass = part.right @ odds
        mass += alone if part.asked is None else part.asked @ wrong
        mass += grid.log_prior
        top = mass.max(axis=1, keepdims=True)
        np.exp(np.subtract(mass, top, out=mass), out=mass)
        total = mass.sum(axis=1, keepdims=True)
        mass /= total
        yield mass, (np.log(total) + top)[:, 0]


def expect(parts: list[Block], grid: Grid, log_right: Floats, log_wrong: Floats) -> Counts:
    """The E-step: expected counts under the curves given."""
    items, nodes = log_right.shape
    asked, right = np.zeros((items, nodes)), np.zeros((items, nodes))
    everyone, value = np.zeros(nodes), 0.0
    for part, (posterior, person) in zip(parts, posteriors(parts, grid, log_right, log_wrong), strict=True):
        value += float(person.sum())
        right += part.right.T @ posterior
        if part.asked is None:
            everyone += posterior.sum(axis=0)
        else:
            asked += part.asked.T @ posterior
    return Counts(asked + everyone, right, value)
