"""How much each criterion's uncertainty is worth reducing: the weights u_j of the selection."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.state import State


def worth(measure: Measure, state: State, probability: Floats) -> Floats:
    """u_j of each criterion."""
    return np.ones(measure.criteria)


def awaiting_direct(measure: Measure, state: State, probability: Floats) -> NDArray[np.bool_]:
    """Criteria decided by their neighbours that still lack the direct answers without which nothing is said."""
    settings = measure.settings
    sure = (probability >= settings.acquired) | (probability <= settings.not_acquired)
    lacking: NDArray[np.bool_] = sure & (state.direct < settings.direct_minimum)
    return lacking
