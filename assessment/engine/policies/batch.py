"""What a policy may look at: the people who sit together in a study, and what each has been asked so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.policies.paper_form import fixed_form, information_at_cut
from assessment.engine.posterior import Belief
from assessment.engine.step import population

UNKNOWN = -1
"""Score of an answer nobody knows: that item is never asked of that person."""

NO_ITEM = -1
"""Chosen when a policy has nothing left to ask."""

Scores = NDArray[np.int8]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Batch:
    """Arrays of one row per person, changed in place as the study goes."""

    belief: Belief
    direct: NDArray[np.int64]
    """(persons, criteria) answers on each criterion itself."""
    available: NDArray[np.bool_]
    """(persons, items)"""
    items: Indices
    """(persons, questions) in the order asked; NO_ITEM where nothing was."""
    scores: Scores
    verdicts: NDArray[np.int8]
    """(persons, criteria) what a policy that judges by itself has said: see `sequential`."""
    generators: tuple[np.random.Generator, ...]
    """One per person, so that neither batches nor processes change a result."""
    at_cut: Floats
    """(items,) see `paper_form.information_at_cut`."""
    form: Indices
    """(items,) the order of a paper form."""

    def one(self, person: int) -> Belief:
        """The belief about one person."""
        who = slice(person, person + 1)
        return Belief(self.belief.means[who], self.belief.covariances[who], self.belief.log_weights[who])

    def answers(self, measure: Measure, person: int, criterion: int) -> tuple[Indices, Indices]:
        """Items asked of a person on a criterion, with their scores."""
        asked = self.items[person]
        here = (asked != NO_ITEM) & (measure.items.criterion[asked] == criterion)
        return asked[here], self.scores[person, here].astype(np.intp)


def seat(measure: Measure, mine: Scores, generators: tuple[np.random.Generator, ...], questions: int) -> Batch:
    """The people whose answers are `mine` (persons, items), before the first of so many questions."""
    persons = len(mine)
    return Batch(
        belief=population(measure, persons),
        direct=np.zeros((persons, measure.criteria), dtype=np.int64),
        available=mine != UNKNOWN,
        items=np.full((persons, questions), NO_ITEM, dtype=np.intp),
        scores=np.full((persons, questions), UNKNOWN, dtype=np.int8),
        verdicts=np.zeros((persons, measure.criteria), dtype=np.int8),
        generators=generators,
        at_cut=information_at_cut(measure),
        form=fixed_form(measure),
    )
