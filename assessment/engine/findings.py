"""The figures of a study: how right, how honest, how many decisions, how long, which questions, what the bank can reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.policies.batch import NO_ITEM
from assessment.engine.rules import satisfied
from assessment.engine.simulation import Checkpoint
from assessment.engine.study import Part, said
from assessment.engine.worth import sure

BINS = 10
"""Classes of announced probability, of equal width."""

HALF = 0.5
"""Probability from which a criterion is called mastered when one must choose."""


class Source(Enum):
    """What decisions are compared with."""

    MASTERED = "mastered"
    """Who masters what, given with the answers."""
    THETA = "theta"
    """True abilities, given with the answers, above the cuts of the bank."""
    WHOLE_BANK = "whole_bank"
    """Nothing was given: what the engine would say after the whole bank. That is agreement, not truth."""


@dataclass(frozen=True)
class Truth:
    """(persons, criteria) probability that the criterion is mastered: 0 or 1 when it is known."""

    mastered: Floats
    source: Source


@dataclass(frozen=True)
class Stage:
    """After so many questions; shares from 0 to 1, NaN where there is nothing to count."""

    after: int
    right: float
    """Criteria on the right side of one half."""
    acquired: float
    not_acquired: float
    decided_right: float
    """Suggestions, acquired or not, that are right."""
    subdomains_right: float
    calibration_error: float

    @property
    def decided(self) -> float:
        return self.acquired + self.not_acquired

    @property
    def to_confirm(self) -> float:
        return 1.0 - self.decided


@dataclass(frozen=True)
class Bin:
    """Decisions announced with about the same probability."""

    low: float
    high: float
    count: int
    announced: float
    found: float
    """Share of them that are mastered."""


@dataclass(frozen=True)
class Reach:
    """How sure one becomes of a criterion once its own questions are all answered."""

    criterion: int
    items: int
    sure: float
    """Share of people for whom a threshold is passed."""
    certainty: float
    """Mean of the probability of the side one would choose."""


@dataclass(frozen=True)
class Findings:
    """Everything a report shows."""

    source: Source
    stages: tuple[Stage, ...]
    ceiling: float
    """`right` after the whole bank; 1 by definition when that is the comparison."""
    bins: tuple[Bin, ...]
    """At the last checkpoint."""
    questions: NDArray[np.int64]
    """(persons,)"""
    seconds: Floats
    """(persons,) expected seconds of the questions asked."""
    exposure: Floats
    """(items,) share of the people who were asked each."""
    reaches: tuple[Reach, ...]
    """The weakest first."""


def truth_of(measure: Measure, study: Part, mastered: NDArray[np.bool_] | None, theta: Floats | None) -> Truth:
    """The best thing to compare with among what is known."""
    if mastered is not None:
        return Truth(mastered.astype(np.float64), Source.MASTERED)
    if theta is not None:
        return Truth((theta >= measure.cuts.theta).astype(np.float64), Source.THETA)
    return Truth(study.whole, Source.WHOLE_BANK)


def findings(measure: Measure, study: Part, truth: Truth) -> Findings:
    items = study.outcome.items
    asked = items != NO_ITEM
    spent = np.where(asked, measure.items.seconds[np.maximum(items, 0)], 0.0).sum(axis=1)
    seen = np.bincount(items[asked], minlength=len(measure.items)) / len(items)
    points = study.outcome.checkpoints
    return Findings(
        source=truth.source,
        stages=tuple(_stage(measure, point, truth.mastered) for point in points),
        ceiling=float((_side(study.whole) == _side(truth.mastered)).mean()),
        bins=reliability(points[-1].probability, truth.mastered),
        questions=asked.sum(axis=1),
        seconds=spent,
        exposure=seen,
        reaches=reaches(measure, study.alone),
    )


def reliability(announced: Floats, mastered: Floats) -> tuple[Bin, ...]:
    """Announced probabilities beside how often they come true; classes without a decision are left out."""
    p, truth = announced.ravel(), mastered.ravel()
    where = np.minimum((p * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(k / BINS, (k + 1) / BINS, int(here.sum()), float(p[here].mean()), float(truth[here].mean()))
        for k in range(BINS)
        if (here := where == k).any()
    )


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """Mean distance between announced and found, weighted by the number of decisions."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.announced - b.found) for b in bins) / total


def reaches(measure: Measure, alone: Floats) -> tuple[Reach, ...]:
    """Every criterion, the one about which least becomes sure first."""
    count = np.bincount(measure.items.criterion, minlength=measure.criteria)
    reached = sure(alone, measure.settings).mean(axis=0)
    certainty = np.maximum(alone, 1.0 - alone).mean(axis=0)
    order = np.lexsort((certainty, reached))
    return tuple(Reach(int(c), int(count[c]), float(reached[c]), float(certainty[c])) for c in order)


def _stage(measure: Measure, point: Checkpoint, mastered: Floats) -> Stage:
    suggested, true = said(point, measure.settings), _side(mastered)
    decided = suggested != 0
    believed = np.where(decided, suggested > 0, _side(point.probability))
    whole = _side(point.subdomains) == satisfied(true, measure.rules)
    return Stage(
        after=point.after,
        right=float((believed == true).mean()),
        acquired=float((suggested > 0).mean()),
        not_acquired=float((suggested < 0).mean()),
        decided_right=float((believed == true)[decided].mean()) if decided.any() else float("nan"),
        subdomains_right=float(whole.mean()) if whole.size else float("nan"),
        calibration_error=calibration_error(reliability(point.probability, mastered)),
    )


def _side(probability: Floats) -> NDArray[np.bool_]:
    side: NDArray[np.bool_] = probability >= HALF
    return side
