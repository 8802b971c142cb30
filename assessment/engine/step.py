"""One step of a sitting: begin, take an answer, take an evaluator's observation, rebuild from the history.

Pure: state in, new state out. An observation is an answer to an imaginary item whose probability of a "seen mastered"
rises from 1 - r to r around the cut, r being the stated reliability; it moves the neighbours like any answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from assessment.engine.measure import OBSERVATION_SLOPE, Measure
from assessment.engine.models import Floats, logistic
from assessment.engine.posterior import Belief, Likelihood, Step, absorb
from assessment.engine.state import Answer, Evidence, Observation, State, nothing_asked
from assessment.errors import Faults

LEAST_RELIABLE, MOST_RELIABLE = 0.5, 0.99
"""Limits of a stated reliability: a coin, and as sure as anyone may claim."""


def begin(measure: Measure, prior: Belief | None = None) -> State:
    """State before the first answer; `prior` is what an earlier evaluation left (see `prior.aged`)."""
    structures, criteria = len(measure.mixture), measure.criteria
    belief = prior if prior is not None else population(measure, 1)
    if belief.means.shape != (1, structures, criteria):
        faults = Faults()
        faults.add("a priori", f"un tableau {belief.means.shape}", f"un tableau {(1, structures, criteria)}")
        faults.raise_if_any("L'état de départ ne correspond pas à la mesure.")
    zero = np.zeros((structures, criteria))
    none = nothing_asked(criteria)
    return State(belief, zero, zero, none, np.zeros(criteria), none, none)


def population(measure: Measure, persons: int) -> Belief:
    """Belief about `persons` people nobody has met yet: mean 0, the covariances of the mixture."""
    shape = (persons, *measure.mixture.covariances.shape)
    covariances = np.broadcast_to(measure.mixture.covariances, shape).copy()
    log_weights = np.broadcast_to(np.log(measure.mixture.weights), shape[:2]).copy()
    return Belief(np.zeros(shape[:3]), covariances, log_weights)


def answer(measure: Measure, state: State, item: int, score: int) -> State:
    """State after an answer; InvalidInput for an item or a score that does not exist."""
    check_answer(measure, item, score)
    criterion = int(measure.items.criterion[item])
    moved = _absorbed(state, criterion, likelihood_of_answer(measure, item, score))
    asked, right = state.asked.copy(), state.right.copy()
    asked[criterion] += 1
    right[criterion] += score / float(measure.items.highest[item])
    return replace(moved, asked=asked, right=right, seconds=state.seconds + float(measure.items.seconds[item]))


def observe(measure: Measure, state: State, observation: Observation) -> State:
    """State after an evaluator's observation; InvalidInput for an unknown criterion or an absurd reliability."""
    check_observation(measure, observation)
    criterion = observation.criterion
    moved = _absorbed(state, criterion, likelihood_of_observation(measure, observation))
    seen, mastered = state.observations.copy(), state.observed_mastered.copy()
    seen[criterion] += 1
    mastered[criterion] += int(observation.mastered)
    return replace(moved, observations=seen, observed_mastered=mastered)


def rebuild(measure: Measure, history: Iterable[Evidence], prior: Belief | None = None) -> State:
    """The live state, bit for bit, from its rows in their order."""
    state = begin(measure, prior)
    for row in history:
        state = take(measure, state, row)
    return state


def take(measure: Measure, state: State, row: Evidence) -> State:
    """State after one row of the history, of either kind."""
    if isinstance(row, Answer):
        return answer(measure, state, row.item, row.score)
    return observe(measure, state, row)


def likelihood_of_answer(measure: Measure, item: int, score: int) -> Likelihood:
    which, value = np.array([item]), np.array([score])
    return lambda theta: measure.items.score_probability(which, value, theta)


def likelihood_of_observation(measure: Measure, observation: Observation) -> Likelihood:
    low, high = np.array(1.0 - observation.reliability), np.array(observation.reliability)
    cut, slope = np.array(measure.cuts.theta[observation.criterion]), np.array(OBSERVATION_SLOPE)

    def probability(theta: Floats) -> Floats:
        seen = logistic(theta, slope, cut, low, high)
        return seen if observation.mastered else 1.0 - seen

    return probability


def check_answer(measure: Measure, item: int, score: int) -> None:
    faults = Faults()
    if not 0 <= item < len(measure.items):
        faults.add("question", item, f"une question de 0 à {len(measure.items) - 1}")
    elif not 0 <= score <= measure.items.highest[item]:
        faults.add("résultat", score, f"un entier de 0 à {measure.items.highest[item]}")
    faults.raise_if_any("Réponse impossible.")


def check_observation(measure: Measure, observation: Observation) -> None:
    faults = Faults()
    if not 0 <= observation.criterion < measure.criteria:
        faults.add("critère", observation.criterion, f"un critère de 0 à {measure.criteria - 1}")
    if not LEAST_RELIABLE <= observation.reliability <= MOST_RELIABLE:
        faults.add("fiabilité", observation.reliability, f"un nombre de {LEAST_RELIABLE} à {MOST_RELIABLE}")
    faults.raise_if_any("Observation impossible.")


def _absorbed(state: State, criterion: int, likelihood: Likelihood) -> State:
    belief = state.belief.copy()
    step = absorb(belief, np.array([criterion]), likelihood)
    precision, shift = state.site_precision.copy(), state.site_shift.copy()
    added = site(step)
    precision[:, criterion] += added[0][0]
    shift[:, criterion] += added[1][0]
    return replace(state, belief=belief, site_precision=precision, site_shift=shift)


def site(step: Step) -> tuple[Floats, Floats]:
    """What an answer added to its criterion: precision, and precision times mean; (persons, structures)."""
    (mean, variance), (new_mean, new_variance) = step.before, step.after
    return 1.0 / new_variance - 1.0 / variance, new_mean / new_variance - mean / variance
