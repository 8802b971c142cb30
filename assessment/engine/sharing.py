"""How much abilities are shared in a population, learnt from the sittings of its people.

A person's own answers weigh the structures of the mixture; the weights they start from need not be the same everywhere.
With e_nk the probability of person n's answers under structure k, the shares of the population maximize
    sum_n log sum_k pi_k e_nk   with a Dirichlet prior worth STRENGTH people around the default weights,
by expectation-maximization. Nothing but these few numbers passes from one person to another.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief

STRENGTH = 8.0
"""How many people the default weights are worth."""

ROUNDS = 500
"""Rounds of expectation-maximization at most."""


def evidence(measure: Measure, belief: Belief) -> Floats:
    """(persons, structures): log probability of each person's answers under each structure, up to a constant."""
    found: Floats = belief.log_weights - np.log(measure.mixture.weights)
    return found


def learnt_weights(start: Floats, evidences: Floats) -> Floats:
    """Weights of the structures in the population; `start` when nobody has answered."""
    weights = start
    likelihood = np.exp(evidences - evidences.max(axis=1, keepdims=True, initial=-np.inf))
    for _ in range(ROUNDS):
        joint = weights * likelihood
        shares = joint / joint.sum(axis=1, keepdims=True)
        moved = (STRENGTH * start + shares.sum(axis=0)) / (STRENGTH + len(evidences))
        if np.abs(moved - weights).max() < 1e-9:
            break
        weights = moved
    return weights


def with_weights(measure: Measure, weights: Floats) -> Measure:
    """The same measure for a population whose people start from these weights."""
    return replace(measure, mixture=replace(measure.mixture, weights=weights / weights.sum()))
