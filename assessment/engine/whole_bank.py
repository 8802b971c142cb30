"""What all the questions of the bank, answered, would say: the ceiling of any choice of questions.

`believed` puts every known answer into the shared belief, `alone` judges each criterion on its own answers only, its
ability drawn from N(0, 1): what a criterion's questions can reach without neighbours. Vectorised over persons.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.special import ndtr

from assessment.engine.mastery import probability_above
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.policies.batch import UNKNOWN, Indices, Scores
from assessment.engine.posterior import absorb
from assessment.engine.step import population

TOGETHER = 6
"""Answers taken at once: their product is still smooth beside the 31 nodes of the quadrature."""

GRID = np.linspace(-6.0, 6.0, 121)
"""Abilities of `alone`."""


def believed(measure: Measure, mine: Scores) -> Floats:
    """(persons, criteria) probability of mastery after every known answer, neighbours included."""
    belief = population(measure, len(mine))
    for criterion in range(measure.criteria):
        items = np.flatnonzero(measure.items.criterion == criterion)
        for start in range(0, len(items), TOGETHER):
            likelihood = partial(_likelihood, measure, mine, items[start : start + TOGETHER])
            absorb(belief, np.full(len(mine), criterion, dtype=np.intp), likelihood)
    above = probability_above(belief.means, belief.variances(), measure.cuts)
    probability: Floats = np.clip((belief.weights[..., None] * above).sum(axis=1), 0.0, 1.0)
    return probability


def alone(measure: Measure, mine: Scores) -> Floats:
    """(persons, criteria) the same from each criterion's own answers."""
    found = np.empty((len(mine), measure.criteria))
    prior = -0.5 * GRID**2
    for criterion in range(measure.criteria):
        items = np.flatnonzero(measure.items.criterion == criterion)
        log_mass = prior + _log_likelihood(measure, mine, items, np.broadcast_to(GRID, (len(mine), len(GRID))))
        mass = np.exp(log_mass - log_mass.max(axis=1, keepdims=True))
        found[:, criterion] = mass @ _above(measure, criterion) / mass.sum(axis=1)
    return found


def _above(measure: Measure, criterion: int) -> Floats:
    """(nodes,) probability that each node lies above the uncertain cut; a node stands for its hat function (`tables`)."""
    spread = np.sqrt(measure.cuts.se[criterion] ** 2 + (GRID[1] - GRID[0]) ** 2 / 6.0)
    share: Floats = ndtr((GRID - measure.cuts.theta[criterion]) / spread)
    return share


def _likelihood(measure: Measure, mine: Scores, items: Indices, theta: Floats) -> Floats:
    """Probability of all the answers of each person, up to a constant of theirs; theta (persons, structures, nodes)."""
    flat = theta.reshape(len(theta), -1)
    logs = _log_likelihood(measure, mine, items, flat)
    scaled: Floats = np.exp(logs - logs.max(axis=1, keepdims=True)).reshape(theta.shape)
    return scaled


def _log_likelihood(measure: Measure, mine: Scores, items: Indices, theta: Floats) -> Floats:
    """(persons, nodes) log P(all known answers to `items`); theta (persons, nodes)."""
    total = np.zeros_like(theta)
    for item in items:
        known = np.flatnonzero(mine[:, item] != UNKNOWN)
        which = np.full(len(known), item, dtype=np.intp)
        probability = measure.items.score_probability(which, mine[known, item].astype(np.intp), theta[known])
        total[known] += np.log(np.maximum(probability, 1e-300))
    return total
