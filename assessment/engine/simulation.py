"""A study: a whole population sits the test at once, under one policy, against answers known beforehand.

Vectorised over persons. Deterministic: every person has a random generator of their own, so neither the size of the
batches nor the number of processes changes a result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assessment.engine import rules
from assessment.engine.mastery import probability_above
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.policies import CONDUCT, Conduct, Policy
from assessment.engine.policies.batch import NO_ITEM, UNKNOWN, Batch, Indices, Scores, seat
from assessment.engine.posterior import Belief, absorb
from assessment.engine.sharing import evidence, learnt_weights, with_weights
from assessment.errors import Faults
from assessment.messages import message

DRAWS = 1000
"""Joint draws behind the probability of a sub-domain, per person and checkpoint."""

PILOT_QUESTIONS = 60
"""Questions of the people who sit beforehand: enough to tell the structures apart."""


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
    verdicts: NDArray[np.int8] | None
    """(persons, criteria) what a policy that judges by itself says (`policies.sequential`), instead of probabilities."""


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
        faults.add(
            message("réponses"),
            message("un tableau %(shape)s", shape=scores.shape),
            message("(personnes, %(n)s)", n=len(measure.items)),
        )
    elif not scores.shape[0]:
        faults.add(message("réponses"), message("aucune personne"), message("au moins une personne"))
    elif len(measure.items):
        wrong = (scores < UNKNOWN) | (scores > measure.items.highest)
        for person, item in np.argwhere(wrong)[:20]:
            highest = measure.items.highest[item]
            place = message("réponses, personne n° %(person)s, question n° %(item)s", person=person + 1, item=item + 1)
            faults.add(
                place,
                scores[person, item],
                message("un entier de %(unknown)s à %(highest)s", unknown=UNKNOWN, highest=highest),
            )
    if not len(measure.items):
        faults.add(message("banque"), message("aucune question"), message("au moins une question"))
    if plan.longest < 1 or min(plan.checkpoints, default=1) < 1:
        faults.add(message("étapes"), plan.checkpoints, message("des nombres de questions, 1 ou plus"))
    faults.raise_if_any(message("L'étude ne peut pas commencer."))


def run(measure: Measure, mine: Scores, persons: Indices, plan: Plan) -> Outcome:
    """Sit `persons` (their numbers in the study), whose answers are `mine` (persons, items)."""
    conduct = CONDUCT[plan.policy]
    generators = tuple(np.random.default_rng([plan.seed, int(person)]) for person in persons)
    batch = seat(measure, mine, generators, plan.longest)
    checkpoints: list[Checkpoint] = []
    for position in range(plan.longest):
        _ask(measure, batch, conduct, mine, position)
        if position + 1 in plan.checkpoints:
            checkpoints.append(_checkpoint(measure, batch, conduct, position + 1))
    return Outcome(persons, batch.items, batch.scores, tuple(checkpoints), evidence(measure, batch.belief))


def piloted(measure: Measure, scores: Scores, plan: Plan) -> Measure:
    """The measure for this population: its first people sit once beforehand, only to learn how much abilities share."""
    persons = np.arange(min(plan.pilot, len(scores)))
    if not len(persons) or len(measure.mixture) == 1:
        return measure
    first = replace(plan, checkpoints=(), longest=min(plan.longest, PILOT_QUESTIONS))
    found = run(measure, scores[persons], persons, first).evidence
    return with_weights(measure, learnt_weights(measure.mixture.weights, found))


def _ask(measure: Measure, batch: Batch, conduct: Conduct, mine: Scores, position: int) -> None:
    """One question to everyone who has one left, and what the answers change."""
    left = np.asarray(batch.available.any(axis=1))
    chosen = np.full(len(left), NO_ITEM, dtype=np.intp)
    for person in np.flatnonzero(left):
        chosen[person] = conduct.choose(measure, batch, int(person))
    active = np.flatnonzero(chosen != NO_ITEM)
    if not len(active):
        return
    items = chosen[active]
    criterion, scores = measure.items.criterion[items], mine[active, items]
    batch.items[active, position], batch.scores[active, position] = items, scores
    batch.available[active, items] = False
    batch.direct[active, criterion] += 1
    _absorb(measure, batch.belief, active, items, scores)
    if conduct.judge is not None:
        for person, c in zip(active, criterion, strict=True):
            batch.verdicts[person, c] = conduct.judge(measure, batch, int(person), int(c))


def _absorb(measure: Measure, belief: Belief, active: Indices, items: Indices, scores: Scores) -> None:
    """Everyone's answer at once; in place when everyone still answers, as is usual."""
    criterion, given = measure.items.criterion[items], scores.astype(np.intp)
    everyone = len(active) == len(belief.means)
    part = belief if everyone else Belief(*(a[active] for a in (belief.means, belief.covariances, belief.log_weights)))
    absorb(part, criterion, lambda theta: measure.items.score_probability(items, given, theta))
    if not everyone:
        belief.means[active], belief.covariances[active] = part.means, part.covariances
        belief.log_weights[active] = part.log_weights


def _checkpoint(measure: Measure, batch: Batch, conduct: Conduct, after: int) -> Checkpoint:
    belief = batch.belief
    above = probability_above(belief.means, belief.variances(), measure.cuts)
    probability = np.clip((belief.weights[..., None] * above).sum(axis=1), 0.0, 1.0)
    subdomains = np.empty((len(probability), len(measure.rules)))
    for person, rng in enumerate(batch.generators):
        drawn = rules.draw_mastered(batch.one(person), measure.cuts, DRAWS, rng)
        subdomains[person] = rules.satisfied(drawn, measure.rules).mean(axis=0)
    verdicts = None if conduct.judge is None else batch.verdicts.copy()
    return Checkpoint(after, probability, batch.direct.copy(), subdomains, verdicts)
