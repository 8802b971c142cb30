"""Answers drawn from known items, for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.given import STANDARD, Anchors, Given, Population
from assessment.engine.models import Floats, partial_credit
from assessment.engine.structure import VarianceComponents

CODES = tuple(f"{d}.{s}.{c}" for d in (1, 2, 3) for s in (1, 2) for c in (1, 2, 3))
SHARES = VarianceComponents(0.4, 0.2, 0.15, 0.25)


@dataclass(frozen=True)
class Simulated:
    a: Floats
    b: Floats
    theta: Floats
    answers: Answers

    def rmse(self, a: Floats, b: Floats) -> tuple[float, float]:
        return float(np.sqrt(np.mean((a - self.a) ** 2))), float(np.sqrt(np.mean((b - self.b) ** 2)))


def one_scale(persons: int, items: int, seed: int, each: int | None = None, guessing: float = 0.0) -> Simulated:
    """2PL (or guessed) answers; `each` questions drawn at random per person when given."""
    rng = np.random.default_rng(seed)
    a, b, theta = np.exp(rng.normal(0.2, 0.3, items)), rng.normal(0.0, 1.0, items), rng.normal(size=persons)
    p = guessing + (1.0 - guessing) / (1.0 + np.exp(-a * (theta[:, None] - b)))
    scores = (rng.random((persons, items)) < p).astype(np.int8)
    if each is not None:
        scores[rng.random((persons, items)).argsort(axis=1) >= each] = -1
    return Simulated(a, b, theta, Answers.of_table(scores))


@dataclass(frozen=True)
class Bank:
    """Items of a small bank, some with partial credit (two thresholds), and answers to them."""

    a: Floats
    b: Floats
    steps: Floats
    criterion: Floats
    answers: Answers

    @property
    def graded(self) -> Floats:
        return np.flatnonzero(self.answers.highest > 1)

    def anchored(self, held: Floats) -> Given:
        """What is known when the items of a mask are given."""
        nothing, known = Given.nothing(len(self.a)), np.where(held, 1.0, np.nan)
        steps = np.where(held[:, None], self.steps, np.nan)
        anchors = Anchors(self.a * known, self.b * known, 0.05 * known, 0.05 * known, steps)
        return Given(nothing.c, nothing.d, nothing.told, anchors)


def bank(persons: int, seed: int, graded: int = 0, people: Population = STANDARD, together: bool = False) -> Bank:
    """Five items on each of 18 criteria, 30 of them asked of each person; `together`, all of them on one scale."""
    rng = np.random.default_rng(seed)
    criterion = np.repeat(np.arange(len(CODES)), 5)
    items = len(criterion)
    root = np.linalg.cholesky(SHARES.covariance(CODES)).T
    drawn = rng.standard_normal((persons, len(CODES))) @ root
    drawn = np.tile(drawn[:, :1], len(CODES)) if together else drawn
    theta = (people.mean + people.sd * drawn)[:, criterion]
    a, b = np.exp(rng.normal(0.2, 0.25, items)), rng.normal(-0.4, 0.8, items)
    partly, highest, steps = rng.choice(items, graded, replace=False), np.ones(items, int), np.full((items, 2), np.nan)
    highest[partly], a[partly] = 2, np.exp(rng.normal(-0.2, 0.25, graded))
    gap = rng.normal(1.0, 0.4, graded)
    steps[partly] = b[partly, None] + np.column_stack([-gap, gap]) / 2.0
    scores = (rng.random((persons, items)) < 1.0 / (1.0 + np.exp(-a * (theta - b)))).astype(int)
    if graded:
        chances = partial_credit(theta[:, partly], a[partly], steps[partly]).cumsum(axis=-1)
        scores[:, partly] = (chances < rng.random((persons, graded, 1))).sum(axis=-1)
    scores[rng.random(scores.shape).argsort(axis=1) >= 30] = -1
    return Bank(a, b, steps, criterion, Answers.of_table(scores, highest))
