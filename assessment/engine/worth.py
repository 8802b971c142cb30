"""How much each criterion's uncertainty is worth reducing: the weights u_j of the first, rough selection.

An answer is worth what it may do to a decision, so doubt near one half counts more than doubt near 0 or 1:
    u_j = exp(-((p_j - 1/2) / W)^2 / 2)
The shortlist this gives is then weighed by the decisions themselves (`selection.decision_gains`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import Settings
from assessment.engine.models import Floats

WIDTH = 0.15
"""In probability: a criterion at 0.90 counts 3 % of one at 0.50."""


def worth(probability: Floats) -> Floats:
    """u_j of each criterion, from its probability of mastery."""
    weight: Floats = np.exp(-0.5 * ((probability - 0.5) / WIDTH) ** 2)
    return weight


def sure(probability: Floats, settings: Settings) -> NDArray[np.bool_]:
    """Criteria whose probability passes a threshold, on either side."""
    decided: NDArray[np.bool_] = (probability >= settings.acquired) | (probability <= settings.not_acquired)
    return decided


def awaiting_direct(probability: Floats, direct: NDArray[np.int64], settings: Settings) -> NDArray[np.bool_]:
    """Criteria decided by their neighbours that still lack the direct answers without which nothing is said."""
    lacking: NDArray[np.bool_] = sure(probability, settings) & (direct < settings.direct_minimum)
    return lacking
