"""A study: a whole population sits the test at once, under one policy, against answers known beforehand.

Vectorised over persons. Deterministic: every person has a random generator of their own, so neither the size of the
batches nor the number of processes changes a result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.engine import rules
from assessment.engine.choice import Wanted, near_best, value
from assessment.engine.mastery import probability_above
from assessment.engine.measure import Measure
from assessment.engine.models import Floats, information
from assessment.engine.posterior import Belief, absorb
from assessment.engine.sharing import evidence, learnt_weights, with_weights
from assessment.engine.step import population
from assessment.errors import Faults

UNKNOWN = -1
"""Score of an answer nobody knows: that item is never asked of that person."""

DRAWS = 1000
"""Joint draws behind the probability of a sub-domain, per person and checkpoint."""

PILOT_QUESTIONS = 60
"""Questions of the people who sit beforehand: enough to tell the structures apart."""

Scores = NDArray[np.int8]
Indices = NDArray[np.intp]


class Policy(Enum):
    """How the next question is chosen; values are the words of the command line."""

    JOINT = "joint"
    INDEPENDENT = "independent"
    RANDOM = "random"
    FIXED = "fixed"


@dataclass(frozen=True)
class Plan:
    """What the study does."""

    policy: Policy
    checkpoints: tuple[int, ...]
    """Numbers of questions after which everything is written down."""
    longest: int
    """Questions per person at most."""
    seed: int = 0
    pilot: int = 0
    """People who sit once beforehand, so that everyone starts from this population's weights (see `sharing`)."""


@dataclass(frozen=True)
class Checkpoint:
    """What is believed of everyone after so many questions."""

    after: int
    probability: Floats
    """(persons, criteria)"""
    direct: NDArray[np.int64]
    subdomains: Floats
    """(persons, sub-domains)"""


@dataclass(frozen=True)
class Outcome:
    """What happened to a batch of persons; -1 where a person had no question left."""

    persons: Indices
    items: Indices
    """(persons, longest)"""
    scores: Scores
    checkpoints: tuple[Checkpoint, ...]
    evidence: Floats
    """(persons, structures), see `sharing.evidence`."""


def check(measure: Measure, scores: Scores, plan: Plan) -> None:
    """InvalidInput when plan, answers and bank do not fit together."""
    faults = Faults()
    if scores.ndim != 2 or scores.shape[1] != len(measure.items):
        faults.add("réponses", f"un tableau {scores.shape}", f"(personnes, {len(measure.items)})")
    elif not scores.shape[0]:
        faults.add("réponses", "aucune personne", "au moins une personne")
    elif len(measure.items):
        wrong = (scores < UNKNOWN) | (scores > measure.items.highest)
        for person, item in np.argwhere(wrong)[:20]:
            highest = measure.items.highest[item]
            place = f"réponses, personne n° {person + 1}, question n° {item + 1}"
            faults.add(place, scores[person, item], f"un entier de {UNKNOWN} à {highest}")
    if not len(measure.items):
        faults.add("banque", "aucune question", "au moins une question")
    if plan.longest < 1 or min(plan.checkpoints, default=1) < 1:
        faults.add("étapes", plan.checkpoints, "des nombres de questions, 1 ou plus")
    faults.raise_if_any("L'étude ne peut pas commencer.")


def run(measure: Measure, mine: Scores, persons: Indices, plan: Plan) -> Outcome:
    """Sit `persons` (their numbers in the study), whose answers are `mine` (persons, items)."""
    belief = population(measure, len(persons))
    generators = [np.random.default_rng([plan.seed, int(person)]) for person in persons]
    available = mine != UNKNOWN
    items = np.full((len(persons), plan.longest), -1, dtype=np.intp)
    direct = np.zeros((len(persons), measure.criteria), dtype=np.int64)
    form = fixed_form(measure)
    checkpoints: list[Checkpoint] = []
    for position in range(plan.longest):
        active = np.flatnonzero(available.any(axis=1))
        if len(active):
            chosen = _choose(measure, plan.policy, _Sitting(belief, direct, available, generators, form), active)
            items[active, position] = chosen
            available[active, chosen] = False
            direct[active, measure.items.criterion[chosen]] += 1
            _absorb(measure, belief, active, chosen, mine[active, chosen])
        if position + 1 in plan.checkpoints:
            checkpoints.append(_checkpoint(measure, belief, direct, position + 1, generators))
    taken = np.where(items >= 0, np.take_along_axis(mine, np.maximum(items, 0), axis=1), UNKNOWN)
    return Outcome(persons, items, taken.astype(np.int8), tuple(checkpoints), evidence(measure, belief))


def piloted(measure: Measure, scores: Scores, plan: Plan) -> Measure:
    """The measure for this population: its first people sit once beforehand, only to learn how much abilities share."""
    persons = np.arange(min(plan.pilot, len(scores)))
    if not len(persons) or len(measure.mixture) == 1:
        return measure
    first = replace(plan, checkpoints=(), longest=min(plan.longest, PILOT_QUESTIONS))
    found = run(measure, scores[persons], persons, first).evidence
    return with_weights(measure, learnt_weights(measure.mixture.weights, found))


@dataclass(frozen=True)
class _Sitting:
    belief: Belief
    direct: NDArray[np.int64]
    available: NDArray[np.bool_]
    generators: list[np.random.Generator]
    form: Indices


def fixed_form(measure: Measure) -> Indices:
    """The order of a paper form: round after round over the criteria, each time its most informative item at the cut."""
    items = measure.items
    at_cut = measure.cuts.theta[items.criterion]
    known = information(at_cut, items.a, items.b, items.c, items.d)
    order = np.lexsort((-known, items.criterion))
    start = np.searchsorted(items.criterion[order], items.criterion[order])
    rank = np.empty(len(items), dtype=np.intp)
    rank[order] = np.arange(len(items)) - start
    return np.lexsort((items.criterion, rank))


def _choose(measure: Measure, policy: Policy, sitting: _Sitting, active: Indices) -> Indices:
    chosen = np.empty(len(active), dtype=np.intp)
    for n, person in enumerate(active):
        free = sitting.available[person]
        if policy is Policy.FIXED:
            chosen[n] = sitting.form[free[sitting.form]][0]
        elif policy is Policy.RANDOM:
            chosen[n] = sitting.generators[person].choice(np.flatnonzero(free))
        else:
            valued = value(measure, _one(sitting.belief, person), Wanted(free, sitting.direct[person]))
            best, _ = near_best(valued.total, measure.settings, sitting.generators[person])
            chosen[n] = valued.items[best]
    return chosen


def _absorb(measure: Measure, belief: Belief, active: Indices, items: Indices, scores: Scores) -> None:
    """Everyone's answer at once; in place when everyone still answers, as is usual."""
    criterion, given = measure.items.criterion[items], scores.astype(np.intp)
    everyone = len(active) == len(belief.means)
    part = belief if everyone else Belief(*(a[active] for a in (belief.means, belief.covariances, belief.log_weights)))
    absorb(part, criterion, lambda theta: measure.items.score_probability(items, given, theta))
    if not everyone:
        belief.means[active], belief.covariances[active] = part.means, part.covariances
        belief.log_weights[active] = part.log_weights


def _checkpoint(
    measure: Measure, belief: Belief, direct: NDArray[np.int64], after: int, generators: list[np.random.Generator]
) -> Checkpoint:
    above = probability_above(belief.means, belief.variances(), measure.cuts)
    probability = np.clip((belief.weights[..., None] * above).sum(axis=1), 0.0, 1.0)
    subdomains = np.empty((len(direct), len(measure.rules)))
    for person, rng in enumerate(generators):
        drawn = rules.draw_mastered(_one(belief, person), measure.cuts, DRAWS, rng)
        subdomains[person] = rules.satisfied(drawn, measure.rules).mean(axis=0)
    return Checkpoint(after, probability, direct.copy(), subdomains)


def _one(belief: Belief, person: int | np.intp) -> Belief:
    who = slice(int(person), int(person) + 1)
    return Belief(belief.means[who], belief.covariances[who], belief.log_weights[who])
