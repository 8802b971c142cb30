"""Questions on trial: when one is due in a sitting, and which; a function of the seed and the position alone.

They stand among the others, evenly spread, so that their answers may be calibrated (`engine.calibration`). Nothing of
them reaches the posterior: the engine never weighs them, and their serve rows say `scored = false`.
"""

from __future__ import annotations

from math import floor
from random import Random

import numpy as np
from numpy.typing import NDArray

from assessment.sittings.pool import Pool
from assessment.sittings.sitting import Sitting

PILOT = "pilot"
"""Why a question on trial was asked: the code in its reason."""

Mask = NDArray[np.bool_]


def is_due(seed: int, position: int, share: float) -> bool:
    """Whether a position is for a question on trial: a share of them, at even distances from a random start."""
    start = Random(f"{seed}:pilots").random()
    return floor((position + 1) * share + start) > floor(position * share + start)


def pilot_now(pool: Pool, sitting: Sitting, unwelcome: Mask) -> int | None:
    """The question on trial to ask now, if any suits; those that fewer people saw first."""
    settings = sitting.settings
    left = settings.seconds - sitting.active_seconds
    fitting = pool.pilots & ~unwelcome & (pool.measure.items.seconds <= left)
    rested = fitting & ~pool.with_codes(settings.overexposed)
    chosen = np.flatnonzero(rested if rested.any() else fitting)
    return int(Random(f"{sitting.seed}:{sitting.position}:pilot").choice(chosen)) if len(chosen) else None
