"""What is known of the items before any answer: asymptotes, authors' difficulties, and anchors that hold the scale.

An anchor is an item whose parameters are taken as they are (fixed-parameter calibration; Kim 2006): it does not move, the
mean and the spread of the people's abilities are estimated instead of being 0 and 1, and every other item comes out on
the anchors' scale, which is how a question on trial is measured without moving the bank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.curves import FARTHEST, Curves
from assessment.engine.calibration.priors import Flags, Told
from assessment.engine.models import Floats

GRADED_SLOPE = 0.8
"""Slope a partial-credit item starts from: each of its steps tells less than a whole question (docs/item-format.md)."""

STEP_SPACING = 1.0
"""Distance of two thresholds before any answer."""


@dataclass(frozen=True)
class Anchors:
    """Parameters held as given, (items,) each, NaN where an item is free; `steps` (items, m) for graded ones."""

    a: Floats
    b: Floats
    se_a: Floats
    se_b: Floats
    steps: Floats

    @classmethod
    def none(cls, items: int) -> Anchors:
        nothing = np.full(items, np.nan)
        return cls(nothing, nothing, nothing, nothing, np.full((items, 0), np.nan))

    @property
    def held(self) -> Flags:
        found: Flags = np.isfinite(self.a) & np.isfinite(self.b)
        return found


@dataclass(frozen=True)
class Given:
    """What is known beforehand of the items, (items,) each: asymptotes, authors' difficulties (NaN: none), anchors."""

    c: Floats
    d: Floats
    told: Told
    anchors: Anchors | None = None

    @classmethod
    def nothing(cls, items: int) -> Given:
        none = np.full(items, np.nan)
        return cls(np.zeros(items), np.ones(items), Told(none, none))

    @property
    def held(self) -> Flags:
        """(items,) the anchors."""
        return np.zeros(len(self.c), dtype=bool) if self.anchors is None else self.anchors.held


@dataclass(frozen=True)
class Population:
    """Mean and standard deviation of the abilities, on the scale of the items."""

    mean: float = 0.0
    sd: float = 1.0


STANDARD = Population()
"""What a free calibration calls 0 and 1."""


def first_guess(answers: Answers, given: Given) -> Curves:
    """Slope 1, difficulty from the share of right answers (guessing taken out), or the author's, or the anchor's."""
    total = np.bincount(answers.item, weights=answers.share, minlength=answers.items)
    share = (total + 0.5) / (answers.asked + 1.0)
    share = np.clip((share - given.c) / (given.d - given.c), 0.02, 0.98)
    b = np.where(np.isfinite(given.told.b), given.told.b, -1.2 * np.log(share / (1.0 - share)))
    alpha = np.where(answers.highest > 1, np.log(GRADED_SLOPE), 0.0)
    steps = _first_steps(answers, b)
    if given.anchors is not None and given.held.any():
        held = given.held
        alpha[held], b[held] = np.log(given.anchors.a[held]), given.anchors.b[held]
        width = min(steps.shape[1], given.anchors.steps.shape[1])
        own = held[:, None] & np.isfinite(given.anchors.steps[:, :width]) & np.isfinite(steps[:, :width])
        steps[:, :width] = np.where(own, given.anchors.steps[:, :width], steps[:, :width])
    return Curves(alpha, np.clip(b, -FARTHEST, FARTHEST), given.c, given.d, steps)


def _first_steps(answers: Answers, b: Floats) -> Floats:
    """Evenly spaced thresholds around the difficulty of the graded items; rows of NaN elsewhere."""
    graded = answers.highest > 1
    most = int(answers.highest.max(initial=1))
    steps = np.full((answers.items, most if graded.any() else 0), np.nan)
    for k in range(steps.shape[1]):
        own = graded & (answers.highest > k)
        steps[own, k] = b[own] + STEP_SPACING * (k - (answers.highest[own] - 1) / 2.0)
    return steps


def held_with(population: Population, curves: Curves, given: Given) -> Curves:
    """`curves` with the anchors where the population's own scale sees them: a sd, (b - mean) / sd."""
    if given.anchors is None:
        return curves
    held, anchors = given.held, given.anchors
    alpha, b, steps = curves.alpha.copy(), curves.b.copy(), curves.steps.copy()
    alpha[held] = np.log(anchors.a[held] * population.sd)
    b[held] = (anchors.b[held] - population.mean) / population.sd
    width = min(steps.shape[1], anchors.steps.shape[1])
    seen = (anchors.steps[:, :width] - population.mean) / population.sd
    steps[:, :width] = np.where(held[:, None] & np.isfinite(seen), seen, steps[:, :width])
    return Curves(alpha, b, curves.c, curves.d, steps)
