"""What the engine says of a person, criterion by criterion, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine import rules
from assessment.engine.mastery import Cuts, Status, probability_above, status
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief
from assessment.engine.state import Counts, State

DRAWS = 2000
"""Joint draws behind a rule's probability: standard error at most 0.011."""

LEARNT = 0.02
"""Change of a criterion's probability from the population's below which nothing was learnt about it."""


@dataclass(frozen=True)
class Mastery:
    """One row per criterion."""

    probability: Floats
    status: tuple[Status, ...]
    asked: Counts
    right: Floats
    observations: Counts
    observed_mastered: Counts
    without_direct: Floats
    """Probability if the direct answers and observations on this criterion had not been given: neighbours only."""
    without_neighbours: Floats
    """Probability from the direct answers and observations on this criterion alone."""
    population: Floats
    """Probability before any of this evidence (that of the population, unless an earlier evaluation is carried over):
    what direct answers and neighbours moved it from."""
    mean: Floats
    spread: Floats


def suggest(measure: Measure, state: State, prior: Belief | None = None) -> Mastery:
    """Probability, state and grounds of every criterion; `prior` is what the state began with, the population if None."""
    belief, cut = state.belief, measure.cuts
    start = _population(measure) if prior is None else prior
    probability, known_before = mastered_probability(belief, cut), mastered_probability(start, cut)
    mean, spread = ability(belief)
    known = (state.direct > 0) | (np.abs(probability - known_before) >= LEARNT)
    said = tuple(
        status(p, int(n), bool(k), measure.settings) for p, n, k in zip(probability, state.direct, known, strict=True)
    )
    return Mastery(
        probability=probability,
        status=said,
        asked=state.asked,
        right=state.right,
        observations=state.observations,
        observed_mastered=state.observed_mastered,
        without_direct=_without_direct(state, cut),
        without_neighbours=_without_neighbours(state, start, cut),
        population=known_before,
        mean=mean,
        spread=spread,
    )


def mastered_probability(belief: Belief, cut: Cuts) -> Floats:
    """P(mastered) of each criterion for the first person of `belief`."""
    above = probability_above(belief.means[0], belief.variances()[0], cut)
    probability: Floats = belief.weights[0] @ above
    return np.clip(probability, 0.0, 1.0)


def ability(belief: Belief) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each ability under the whole mixture."""
    weights = belief.weights[0]
    mean = weights @ belief.means[0]
    second = weights @ (belief.variances()[0] + belief.means[0] ** 2)
    return mean, np.sqrt(np.maximum(second - mean**2, 0.0))


def rule_probabilities(
    measure: Measure, state: State, rng: np.random.Generator, draws: int = DRAWS
) -> rules.RuleProbabilities:
    """Probability of each sub-domain, each domain and the certificate, from joint draws of the abilities."""
    mastered = rules.draw_mastered(state.belief, measure.cuts, draws, rng)
    return rules.probabilities(mastered, measure.rules)


def _population(measure: Measure) -> Belief:
    covariances = measure.mixture.covariances
    return Belief(np.zeros((1, *covariances.shape[:2])), covariances[None], np.log(measure.mixture.weights)[None])


def _without_direct(state: State, cut: Cuts) -> Floats:
    """Divide each criterion's own site out of its marginal (its cavity)."""
    variance = state.belief.variances()[0]
    precision = np.maximum(1.0 / variance - state.site_precision, 1e-6)
    mean = (state.belief.means[0] / variance - state.site_shift) / precision
    above: Floats = state.belief.weights[0] @ probability_above(mean, 1.0 / precision, cut)
    return np.clip(above, 0.0, 1.0)


def _without_neighbours(state: State, start: Belief, cut: Cuts) -> Floats:
    """Multiply each criterion's own site into the ability on it that was believed before."""
    mean, variance = start.means[0], start.variances()[0]
    precision = np.maximum(1.0 / variance + state.site_precision, 1e-6)
    moved = (mean / variance + state.site_shift) / precision
    above: Floats = state.belief.weights[0] @ probability_above(moved, 1.0 / precision, cut)
    return np.clip(above, 0.0, 1.0)
