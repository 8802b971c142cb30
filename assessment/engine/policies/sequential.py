"""Policies `sprt`, `glr` and `confidence-interval`: each criterion is a sequential test of its own, with its own end.

The next question is the most informative at the cut among the criteria whose test goes on. A test that has ended is
final; when all have, the sitting ends. Accepted errors are what the thresholds of the decisions promise.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assessment.engine.classics import Errors, Verdict, confidence_interval, glr, sprt
from assessment.engine.mastery import Settings, Status
from assessment.engine.measure import Measure
from assessment.engine.parameters import ItemParameters
from assessment.engine.policies.batch import NO_ITEM, Batch

Test = Callable[[ItemParameters, NDArray[np.intp], float, Errors], Verdict]

CODE = {Verdict.CONTINUE: 0, Verdict.MASTERED: 1, Verdict.NOT_MASTERED: -1}
"""How a verdict is kept in `Batch.verdicts`."""

STATUS = {0: Status.TO_CONFIRM, 1: Status.ACQUIRED, -1: Status.NOT_ACQUIRED}
"""What a kept verdict says of the criterion."""

INDIFFERENCE = 0.3
"""Half width of the region around the cut where either decision is accepted, in standard deviations of ability."""


def next_of_open_tests(measure: Measure, batch: Batch, person: int) -> int:
    """The most informative item at the cut among open tests, or NO_ITEM."""
    wanted = batch.available[person] & (batch.verdicts[person] == CODE[Verdict.CONTINUE])[measure.items.criterion]
    return int(np.argmax(np.where(wanted, batch.at_cut, -np.inf))) if wanted.any() else NO_ITEM


def errors_of(settings: Settings) -> Errors:
    """A criterion said acquired at 90 % is wrong one time in ten; likewise on the other side."""
    return Errors(1.0 - settings.acquired, settings.not_acquired, INDIFFERENCE)


def by_sprt(measure: Measure, batch: Batch, person: int, criterion: int) -> int:
    return _judged(sprt, measure, batch, (person, criterion))


def by_glr(measure: Measure, batch: Batch, person: int, criterion: int) -> int:
    return _judged(glr, measure, batch, (person, criterion))


def by_interval(measure: Measure, batch: Batch, person: int, criterion: int) -> int:
    return _judged(confidence_interval, measure, batch, (person, criterion))


def _judged(test: Test, measure: Measure, batch: Batch, of: tuple[int, int]) -> int:
    """Code of the verdict on the answers a person gave on a criterion."""
    person, criterion = of
    items, scores = batch.answers(measure, person, criterion)
    cut = float(measure.cuts.theta[criterion])
    return CODE[test(measure.items.subset(items), scores, cut, errors_of(measure.settings))]
