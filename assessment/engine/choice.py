"""The next question: constraints applied, the best gain for the scarce resource, a random choice among near-equals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import Settings
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.needs import standing
from assessment.engine.posterior import Belief
from assessment.engine.selection import Weighing, approximate_gains, decision_gains
from assessment.engine.state import Counts, State
from assessment.engine.stopping import SENTENCES, StopReason, decided, gain_stop
from assessment.engine.worth import aims_of, awaiting_direct
from assessment.errors import Faults
from assessment.messages import Message, message

Mask = NDArray[np.bool_]

SHORTLIST = 24
"""Items weighed exactly: the best of them has on average 98 to 99 % of the gain of the best of all (docs/engine.md)."""

ALMOST_AS_GOOD = 0.6
"""Share of the best gain from which a question asked less often is asked instead of one asked too often: at 0.8 the most
asked questions stay on nearly every sitting, below 0.6 nothing more is won (figures: docs/engine.md)."""


class Why(Enum):
    """Why this question; values are stable codes for the journal."""

    GAIN = "gain"
    TEXT_CONTINUES = "text_continues"
    DIRECT_MINIMUM = "direct_minimum"


@dataclass(frozen=True)
class Constraints:
    """What may be asked now. Masks are (items,); None means no limit."""

    excluded: Mask | None = None
    """Never now: asked, seen before, enemies of asked ones, inaccessible to this person."""
    overexposed: Mask | None = None
    """Asked too often over all candidates: only while nothing else is almost as good."""
    group: Mask | None = None
    """Items of the text being read: asked first while any remains."""
    items_left: int | None = None
    seconds_left: float | None = None
    criteria: Mask | None = None
    """Criteria the sitting is about: only what questions do for these counts, and it ends when each is decided."""


@dataclass(frozen=True)
class Reason:
    """Why this question was chosen."""

    why: Why
    criterion: int
    probability: float
    """P(mastered) of the question's criterion before asking."""
    gain: float
    """Expected gain in utility: right decisions, all criteria and sub-domains counted, and thresholds passed."""
    gain_per_minute: float
    near_equals: int
    """Questions that were as good, among which chance decided."""


@dataclass(frozen=True)
class Choice:
    """Either an item with its reason, or the reason to stop."""

    item: int | None
    reason: Reason | None
    stop: StopReason | None


def choose(measure: Measure, state: State, constraints: Constraints, rng: np.random.Generator) -> Choice:
    """The next question for this person, or why there is none."""
    allowed, stop = _allowed(measure, constraints)
    if stop is not None:
        return _stopped(stop)
    same_text = constraints.group is not None and bool((allowed & constraints.group).any())
    pool = allowed & constraints.group if same_text and constraints.group is not None else allowed
    seconds = None if constraints.seconds_left is None else measure.items.seconds
    valued = value(
        measure, state.belief, Wanted(pool, state.direct, seconds, constraints.overexposed, constraints.criteria)
    )
    about = slice(None) if constraints.criteria is None else constraints.criteria
    if decided(valued.probability[about], state.direct[about], measure.settings):
        return _stopped(StopReason.EVERYTHING_DECIDED)
    per_minute = valued.total * 60.0 / measure.items.seconds[valued.items]
    stop = gain_stop(float(valued.total.max()), float(per_minute.max()), measure.settings)
    if stop is not None and not same_text:
        return _stopped(stop)
    best, equals = near_best(valued.total if seconds is None else per_minute, measure.settings, rng)
    return Choice(int(valued.items[best]), _reason(measure, valued, best, _Drawn(same_text, equals)), None)


@dataclass(frozen=True)
class _Drawn:
    """How an item came out: from the text being read, among how many near-equals."""

    same_text: bool
    equals: int


def _reason(measure: Measure, valued: Valued, best: int, drawn: _Drawn) -> Reason:
    item = valued.items[best]
    criterion = int(measure.items.criterion[item])
    gain = float(valued.total[best])
    why = Why.DIRECT_MINIMUM if valued.awaiting[criterion] else Why.GAIN
    return Reason(
        why=Why.TEXT_CONTINUES if drawn.same_text else why,
        criterion=criterion,
        probability=float(valued.probability[criterion]),
        gain=gain,
        gain_per_minute=gain * 60.0 / float(measure.items.seconds[item]),
        near_equals=drawn.equals,
    )


@dataclass(frozen=True)
class Wanted:
    """What a choice is made from: the items of `pool`; per second when `seconds` (of every item) is given."""

    pool: Mask
    direct: Counts
    """Direct answers and observations per criterion."""
    seconds: Floats | None = None
    overexposed: Mask | None = None
    """Set aside while another item is almost as good."""
    criteria: Mask | None = None
    """Those to decide; None: all."""


@dataclass(frozen=True)
class Valued:
    """The shortlist of the best items, weighed exactly."""

    items: NDArray[np.intp]
    total: Floats
    """Expected gain in utility (see `worth`)."""
    awaiting: Mask
    """(criteria,): to decide, known by their neighbours, without their direct answer."""
    probability: Floats
    """(criteria,)"""


def value(measure: Measure, belief: Belief, wanted: Wanted) -> Valued:
    """The shortlist for the only person of `belief`: the best by a first approximation, then weighed exactly."""
    weighing = Weighing.of(belief, measure.cuts, measure.tables)
    probability = weighing.view.probability
    aims = aims_of(wanted.direct, measure.needs, measure.settings, wanted.criteria)
    rules = standing(measure.needs, probability)
    rough = approximate_gains(weighing, aims, rules)
    if wanted.seconds is not None:
        rough = rough / wanted.seconds
    items = best_of(spared(np.where(wanted.pool, rough, -np.inf), wanted.overexposed))
    total = decision_gains(weighing, items, aims, rules)
    awaiting = awaiting_direct(probability, wanted.direct, measure.settings) & (aims.right > 0)
    return Valued(items, total, awaiting, probability)


def spared(rough: Floats, overexposed: Mask | None) -> Floats:
    """The same worths, those of overexposed items set aside when one of the others is almost as good."""
    if overexposed is None:
        return rough
    others = np.where(overexposed, -np.inf, rough)
    best = float(rough.max())
    return others if float(others.max()) >= best - (1.0 - ALMOST_AS_GOOD) * abs(best) else rough


def best_of(rough: Floats) -> NDArray[np.intp]:
    """The SHORTLIST highest that are allowed, in the order of the bank."""
    if len(rough) > SHORTLIST:
        first = np.argpartition(rough, len(rough) - SHORTLIST)[-SHORTLIST:]
    else:
        first = np.arange(len(rough))
    return np.sort(first[np.isfinite(rough[first])])


def sentence(measure: Measure, choice: Choice) -> str:
    """The choice in one French sentence, for the evaluator."""
    if choice.stop is not None:
        return SENTENCES[choice.stop]
    assert choice.reason is not None
    return say_why(choice.reason.why, measure.codes[choice.reason.criterion])


def say_why(why: Why, code: str) -> Message:
    """Why a question on the criterion `code` was chosen, in one French sentence."""
    if why is Why.TEXT_CONTINUES:
        return message("Le même document sert encore : question sur le critère %(code)s.", code=code)
    if why is Why.DIRECT_MINIMUM:
        return message(
            "Le critère %(code)s semble connu par ses voisins : une question directe doit le confirmer.", code=code
        )
    return message(
        "Question la plus instructive à ce moment pour l'ensemble des critères, posée sur le critère %(code)s.",
        code=code,
    )


def _allowed(measure: Measure, constraints: Constraints) -> tuple[Mask, StopReason | None]:
    if constraints.items_left is not None and constraints.items_left <= 0:
        return np.zeros(0, dtype=bool), StopReason.ITEMS_SPENT
    allowed = np.ones(len(measure.items), dtype=bool)
    for name, mask in (("excluded", constraints.excluded), ("overexposed", constraints.overexposed)):
        _check_mask(name, mask, len(allowed))
    _check_mask("group", constraints.group, len(allowed))
    if constraints.excluded is not None:
        allowed &= ~constraints.excluded
    if not allowed.any():
        return allowed, StopReason.POOL_EMPTY
    if constraints.seconds_left is not None:
        allowed &= measure.items.seconds <= constraints.seconds_left
        if not allowed.any():
            return allowed, StopReason.SECONDS_SPENT
    return allowed, None


def _check_mask(name: str, mask: Mask | None, items: int) -> None:
    if mask is not None and mask.shape != (items,):
        faults = Faults()
        faults.add(
            name, message("un tableau %(shape)s", shape=mask.shape), message("un tableau %(value)s", value=(items,))
        )
        faults.raise_if_any(message("Contraintes illisibles."))


def near_best(score: Floats, settings: Settings, rng: np.random.Generator) -> tuple[int, int]:
    """Rank of one of the near-equals at random, and how many they were."""
    best = float(score.max())
    near = np.flatnonzero(score >= best - settings.near_equal * abs(best))
    if len(near) > settings.near_equal_most:
        near = near[np.argsort(-score[near], kind="stable")[: settings.near_equal_most]]
    return int(near[rng.integers(len(near))]), len(near)


def _stopped(reason: StopReason) -> Choice:
    return Choice(None, None, reason)
