"""Policies `information` and `cut-information`: the most informative question, at the ability or at the cut (Lord 1980).

Each item is judged on its own criterion, for what it says of that ability alone. As usual in classification testing,
criteria that are decided are left alone while others are not. Beliefs are those of `joint`: only the choice differs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.engine.classics import most_informative
from assessment.engine.mastery import probability_above
from assessment.engine.measure import Measure
from assessment.engine.policies.batch import Batch
from assessment.engine.worth import sure


def at_ability(measure: Measure, batch: Batch, person: int) -> int:
    """Highest Fisher information at the posterior mean of each item's own criterion."""
    belief = batch.one(person)
    mean = (belief.weights[0][:, None] * belief.means[0]).sum(axis=0)
    return most_informative(measure.items, undecided(measure, batch, person), mean[measure.items.criterion])


def at_cut(measure: Measure, batch: Batch, person: int) -> int:
    """Highest Fisher information at the cut of each item's criterion."""
    return int(np.argmax(np.where(undecided(measure, batch, person), batch.at_cut, -np.inf)))


def undecided(measure: Measure, batch: Batch, person: int) -> NDArray[np.bool_]:
    """(items,) available items of the criteria still to decide; of all criteria once everything is decided."""
    belief, free = batch.one(person), batch.available[person]
    above = probability_above(belief.means, belief.variances(), measure.cuts)[0]
    probability = (belief.weights[0][:, None] * above).sum(axis=0)
    decided = sure(probability, measure.settings) & (batch.direct[person] >= measure.settings.direct_minimum)
    wanted: NDArray[np.bool_] = free & ~decided[measure.items.criterion]
    return wanted if wanted.any() else free
