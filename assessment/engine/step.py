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
from assessment.engine.state import Answer, Evidence, Observation, State
from assessment.errors import Faults
from assessment.messages import message

LEAST_RELIABLE, MOST_RELIABLE = 0.5, 0.99
"""Limits of a stated reliability: a coin, and as sure as anyone may claim."""


def begin(measure: Measure, prior: Belief | None = None) -> State:
    """State before the first answer; `prior` is what an earlier evaluation left (see `prior.aged`)."""
    structures, criteria = len(measure.mixture), measure.criteria
    belief = prior if prior is not None else population(measure, 1)
    if belief.means.shape != (1, structures, criteria):
        faults = Faults()
        faults.add(
            "a priori",
            message("un tableau %(shape)s", shape=belief.means.shape),
            message("un tableau %(value)s", value=(1, structures, criteria)),
        )
        faults.raise_if_any(message("L'état de départ ne correspond pas à la mesure."))
    zero = np.zeros((structures, criteria))
    none = np.zeros(criteria, dtype=np.int64)
    return State(belief, zero, zero, none, np.zeros(criteria), none, none)


def population(measure: Measure, persons: int) -> Belief:
    """Belief about `persons` people nobody has met yet: mean 0, the covariances of the mixture."""
    shape = (persons, *measure.mixture.covariances.shape)
    covariances = np.broadcast_to(measure.mixture.covariances, shape).copy()
    log_weights = np.broadcast_to(np.log(measure.mixture.weights), shape[:2]).copy()
    return Belief(np.zeros(shape[:3]), covariances, log_weights)


def answer(measure: Measure, state: State, item: int, score: int) -> State:
    """State after an answer; InvalidInput for an item or a score that does not exist."""
    return _taken(measure, state, (Answer(item, score),))


def observe(measure: Measure, state: State, observation: Observation) -> State:
    """State after an evaluator's observation; InvalidInput for an unknown criterion or an absurd reliability."""
    return _taken(measure, state, (observation,))


def rebuild(measure: Measure, history: Iterable[Evidence], prior: Belief | None = None) -> State:
    """The live state, bit for bit, from its rows in their order."""
    return _taken(measure, begin(measure, prior), history)


def _taken(measure: Measure, state: State, history: Iterable[Evidence]) -> State:
    """Everything is copied once, then each row moves the copies: one row or a whole sitting, the same arithmetic."""
    new = replace(
        state,
        belief=state.belief.copy(),
        site_precision=state.site_precision.copy(),
        site_shift=state.site_shift.copy(),
        asked=state.asked.copy(),
        right=state.right.copy(),
        observations=state.observations.copy(),
        observed_mastered=state.observed_mastered.copy(),
    )
    seconds = state.seconds
    for row in history:
        criterion, likelihood = count(measure, new, row)
        precision, shift = site(absorb(new.belief, np.array([criterion]), likelihood))
        new.site_precision[:, criterion] += precision[0]
        new.site_shift[:, criterion] += shift[0]
        seconds += float(measure.items.seconds[row.item]) if isinstance(row, Answer) else 0.0
    return replace(new, seconds=seconds)


def count(measure: Measure, state: State, row: Evidence) -> tuple[int, Likelihood]:
    """Check a row, count it in the arrays of `state` (the caller's own copies); its criterion and likelihood."""
    if isinstance(row, Answer):
        check_answer(measure, row.item, row.score)
        criterion = int(measure.items.criterion[row.item])
        state.asked[criterion] += 1
        state.right[criterion] += row.score / float(measure.items.highest[row.item])
        return criterion, likelihood_of_answer(measure, row.item, row.score)
    check_observation(measure, row)
    state.observations[row.criterion] += 1
    state.observed_mastered[row.criterion] += int(row.mastered)
    return row.criterion, likelihood_of_observation(measure, row)


def criterion_of(measure: Measure, row: Evidence) -> int:
    """The criterion a row of the history is about."""
    return int(measure.items.criterion[row.item]) if isinstance(row, Answer) else row.criterion


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
        faults.add("question", item, message("une question de 0 à %(n)s", n=len(measure.items) - 1))
    elif not 0 <= score <= measure.items.highest[item]:
        faults.add(
            message("résultat"), score, message("un entier de 0 à %(highest)s", highest=measure.items.highest[item])
        )
    faults.raise_if_any(message("Réponse impossible."))


def check_observation(measure: Measure, observation: Observation) -> None:
    faults = Faults()
    if not 0 <= observation.criterion < measure.criteria:
        faults.add(
            message("critère"),
            observation.criterion,
            message("un critère de 0 à %(criteria)s", criteria=measure.criteria - 1),
        )
    if not LEAST_RELIABLE <= observation.reliability <= MOST_RELIABLE:
        faults.add(
            message("fiabilité"),
            observation.reliability,
            message("un nombre de %(least_reliable)s à %(most)s", least_reliable=LEAST_RELIABLE, most=MOST_RELIABLE),
        )
    faults.raise_if_any(message("Observation impossible."))


def site(step: Step) -> tuple[Floats, Floats]:
    """What an answer added to its criterion: precision, and precision times mean; (persons, structures)."""
    (mean, variance), (new_mean, new_variance) = step.before, step.after
    return 1.0 / new_variance - 1.0 / variance, new_mean / new_variance - mean / variance
