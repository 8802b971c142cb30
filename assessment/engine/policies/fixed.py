"""Policy `fixed`: the same questions in the same order for everyone, as on paper."""

from __future__ import annotations

from assessment.engine.measure import Measure
from assessment.engine.policies.batch import Batch


def next_of_form(measure: Measure, batch: Batch, person: int) -> int:
    return int(batch.form[batch.available[person][batch.form]][0])
