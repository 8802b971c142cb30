"""The state of one sitting: the belief, what was asked directly, and the share of it that direct answers brought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.models import Floats
from assessment.engine.posterior import Belief

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class State:
    """Never changed in place: `answer` and `observe` return a new one. Sites are what direct answers added to each
    criterion in natural parameters (precision, precision times mean), so that they can be taken out again."""

    belief: Belief
    site_precision: Floats
    """(structures, criteria)"""
    site_shift: Floats
    """(structures, criteria)"""
    asked: Counts
    right: Floats
    """Sum over direct answers of score / highest score, per criterion."""
    observations: Counts
    observed_mastered: Counts
    seconds: float = 0.0
    """Expected seconds of the items answered so far."""

    @property
    def answers(self) -> int:
        return int(self.asked.sum())

    @property
    def direct(self) -> Counts:
        """Direct answers and observations per criterion."""
        return self.asked + self.observations

    @property
    def bytes(self) -> int:
        arrays = (self.belief.means, self.belief.covariances, self.belief.log_weights, self.site_precision)
        return sum(a.nbytes for a in arrays) + self.site_shift.nbytes + 4 * self.asked.nbytes


@dataclass(frozen=True)
class Answer:
    """A row of the history: an answer to an item of the pool."""

    item: int
    score: int


@dataclass(frozen=True)
class Observation:
    """A row of the history: an evaluator saw the criterion mastered, or not, with a stated reliability."""

    criterion: int
    mastered: bool
    reliability: float


Evidence = Answer | Observation
