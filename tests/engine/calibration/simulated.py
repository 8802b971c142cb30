"""Answers drawn from known items, for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.models import Floats


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
