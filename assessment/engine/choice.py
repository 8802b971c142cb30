"""The next question: constraints applied, the best gain for the scarce resource, a random choice among near-equals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import Settings
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief
from assessment.engine.selection import gains, look
from assessment.engine.state import State
from assessment.engine.stopping import SENTENCES, StopReason, decided, gain_stop
from assessment.engine.worth import awaiting_direct, worth
from assessment.errors import Faults

Mask = NDArray[np.bool_]


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
    """Asked too often over all candidates: only if nothing else is left."""
    group: Mask | None = None
    """Items of the text being read: asked first while any remains."""
    items_left: int | None = None
    seconds_left: float | None = None


@dataclass(frozen=True)
class Reason:
    """Why this question was chosen."""

    why: Why
    criterion: int
    probability: float
    """P(mastered) of the question's criterion before asking."""
    gain: float
    """Expected drop of the squared error of the announced probabilities, summed over criteria as `worth` weighs them."""
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
    valued = value(measure, state.belief)
    probability, direct = valued.probability, state.direct
    if decided(probability, direct, measure.settings):
        return _stopped(StopReason.EVERYTHING_DECIDED)
    gain = np.where(allowed, valued.gain, -np.inf)
    per_minute = gain * 60.0 / measure.items.seconds
    why, pool = Why.GAIN, allowed
    if constraints.group is not None and (allowed & constraints.group).any():
        why, pool = Why.TEXT_CONTINUES, allowed & constraints.group
    else:
        needy = allowed & awaiting_direct(probability, direct, measure.settings)[measure.items.criterion]
        stop = gain_stop(float(gain.max()), float(per_minute.max()), measure.settings)
        if needy.any() and (stop is not None or float(gain.max()) < measure.settings.confirm_below):
            why, pool = Why.DIRECT_MINIMUM, needy
        elif stop is not None:
            return _stopped(stop)
    score = np.where(pool, gain if constraints.seconds_left is None else per_minute, -np.inf)
    item, equals = near_best(score, measure.settings, rng)
    criterion = int(measure.items.criterion[item])
    reason = Reason(why, criterion, float(probability[criterion]), float(gain[item]), float(per_minute[item]), equals)
    return Choice(item, reason, None)


@dataclass(frozen=True)
class Valued:
    """What every item would teach this person's file, and what is known of each criterion."""

    gain: Floats
    """(items,)"""
    probability: Floats
    """(criteria,)"""


def value(measure: Measure, belief: Belief) -> Valued:
    """Gain of every item for the only person of `belief`, constraints apart."""
    view = look(belief, measure.cuts)
    return Valued(gains(view, measure.tables, worth(view.probability)), view.probability)


def sentence(measure: Measure, choice: Choice) -> str:
    """The choice in one French sentence, for the evaluator."""
    if choice.stop is not None:
        return SENTENCES[choice.stop]
    assert choice.reason is not None
    code = measure.codes[choice.reason.criterion]
    if choice.reason.why is Why.TEXT_CONTINUES:
        return f"Le même document sert encore : question sur le critère {code}."
    if choice.reason.why is Why.DIRECT_MINIMUM:
        return f"Le critère {code} semble connu par ses voisins : une question directe doit le confirmer."
    return f"Question la plus instructive à ce moment pour l'ensemble des critères, posée sur le critère {code}."


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
    if constraints.overexposed is not None and (allowed & ~constraints.overexposed).any():
        allowed &= ~constraints.overexposed
    return allowed, None


def _check_mask(name: str, mask: Mask | None, items: int) -> None:
    if mask is not None and mask.shape != (items,):
        faults = Faults()
        faults.add(name, f"un tableau {mask.shape}", f"un tableau {(items,)}")
        faults.raise_if_any("Contraintes illisibles.")


def near_best(score: Floats, settings: Settings, rng: np.random.Generator) -> tuple[int, int]:
    """One of the near-equals at random, and how many they were."""
    best = float(score.max())
    near = np.flatnonzero(score >= best - settings.near_equal * abs(best))
    if len(near) > settings.near_equal_most:
        near = near[np.argsort(-score[near], kind="stable")[: settings.near_equal_most]]
    return int(near[rng.integers(len(near))]), len(near)


def _stopped(reason: StopReason) -> Choice:
    return Choice(None, None, reason)
