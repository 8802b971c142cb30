"""Invented people for a study of a bank: their true abilities, and what each would answer to every question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assessment.engine.models import Floats, partial_credit
from assessment.engine.parameters import FARTHEST, ItemParameters


def drawn(
    items: ItemParameters, covariance: Floats, people: int, rng: np.random.Generator
) -> tuple[Floats, NDArray[np.int8]]:
    """Abilities (people, criteria) with this covariance, and scores (people, items).

    Questions are as hard as they turn out to be: each difficulty is drawn around its estimate, by its standard error.
    """
    root = np.linalg.cholesky(covariance + 1e-9 * np.eye(len(covariance)))
    theta: Floats = rng.standard_normal((people, len(covariance))) @ root.T
    true = as_they_turn_out(items, rng)
    every = np.arange(len(items))
    at = theta[:, items.criterion].T
    scores = (rng.random(at.shape) < true.expected_score(every, at)).astype(np.int8)
    for item in np.flatnonzero(items.highest > 1):
        chances = partial_credit(at[item], true.a[item], true.thresholds[item])
        scores[item] = (rng.random((people, 1)) > np.cumsum(chances, axis=1)[:, :-1]).sum(axis=1)
    return theta, np.ascontiguousarray(scores.T)


def as_they_turn_out(items: ItemParameters, rng: np.random.Generator) -> ItemParameters:
    """The same items with difficulties drawn around their estimates, known exactly."""
    off = rng.normal(0.0, 1.0, len(items)) * items.se_b
    nothing = np.zeros(len(items))
    b = np.clip(items.b + off, -FARTHEST, FARTHEST)
    return replace(items, b=b, thresholds=items.thresholds + off[:, None], se_a=nothing, se_b=nothing)
