"""Invented people answering an invented bank, with one fault planted where a test wants it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assessment.engine import ItemParameters
from assessment.engine.calibration.tree import Tree
from assessment.engine.health.expected import Expected, Layout, expect
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.models import Floats
from assessment.engine.structure import MEDIUM

CODES = ("1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "2.1.1", "2.1.2", "2.1.3")
EACH = 6

Fault = Callable[[Indices, Indices, Floats, Floats], Floats]
"""(person, item, theta, probability) of each answer -> probability after the fault."""


@dataclass(frozen=True)
class Played:
    layout: Layout
    responses: Responses
    theta: Floats
    """(persons, criteria)"""

    def expected(self) -> Expected:
        return expect(self.responses, self.layout)


def items(seed: int = 5, each: int = EACH) -> ItemParameters:
    rng = np.random.default_rng(seed)
    criterion = np.repeat(np.arange(len(CODES)), each)
    n = len(criterion)
    slopes, guessing = np.exp(rng.normal(0.2, 0.2, n)), np.where(rng.random(n) < 0.4, 0.2, 0.0)
    return ItemParameters.of({"criterion": criterion, "a": slopes, "b": rng.normal(-0.4, 0.6, n), "c": guessing})


def layout_of(bank: ItemParameters) -> Layout:
    return Layout(bank, Tree.of(CODES), MEDIUM)


def play(persons: int, seed: int, fault: Fault | None = None, asked: int = 24, shift: Floats | None = None) -> Played:
    """`asked` questions drawn at random per person; `shift` (persons,) moves people's abilities."""
    rng, bank = np.random.default_rng(seed), items()
    covariance = MEDIUM.covariance(CODES) + 1e-9 * np.eye(len(CODES))
    theta = rng.standard_normal((persons, len(CODES))) @ np.linalg.cholesky(covariance).T
    theta = theta + (np.zeros(persons) if shift is None else shift)[:, None]
    person = np.repeat(np.arange(persons), asked)
    item = rng.random((persons, len(bank))).argsort(axis=1)[:, :asked].reshape(-1)
    own = theta[person, bank.criterion[item]]
    p = bank.score_probability(item, np.ones(len(item), dtype=np.intp), own)
    p = p if fault is None else fault(person, item, own, p)
    score = (rng.random(len(item)) < p).astype(np.intp)
    return Played(layout_of(bank), Responses.of(person, item, score, (persons, len(bank))), theta)
