"""Policy `random`: any question that is left."""

from __future__ import annotations

import numpy as np

from assessment.engine.measure import Measure
from assessment.engine.policies.batch import Batch


def any_left(measure: Measure, batch: Batch, person: int) -> int:
    return int(batch.generators[person].choice(np.flatnonzero(batch.available[person])))
