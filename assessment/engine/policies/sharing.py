"""Policies `joint` and `independent`: the question that should bring the most right decisions.

The difference between the two is the structure of the measure: `independent` is given one in which nothing is shared.
"""

from __future__ import annotations

from assessment.engine.choice import Wanted, near_best, value
from assessment.engine.measure import Measure
from assessment.engine.policies.batch import Batch


def most_decisive(measure: Measure, batch: Batch, person: int) -> int:
    """The engine's own choice, as in a live sitting without a limit of time."""
    wanted = Wanted(batch.available[person], batch.direct[person])
    valued = value(measure, batch.one(person), wanted)
    best, _ = near_best(valued.total, measure.settings, batch.generators[person])
    return int(valued.items[best])
