"""When to stop asking, and why."""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import Settings
from assessment.engine.models import Floats
from assessment.engine.worth import sure
from assessment.messages import message


class StopReason(Enum):
    """Why no further question is asked; values are stable codes for the journal."""

    EVERYTHING_DECIDED = "everything_decided"
    NOTHING_CAN_CHANGE = "nothing_can_change"
    GAIN_UNDER_FLOOR = "gain_under_floor"
    ITEMS_SPENT = "items_spent"
    SECONDS_SPENT = "seconds_spent"
    POOL_EMPTY = "pool_empty"


SENTENCES: dict[StopReason, str] = {
    StopReason.EVERYTHING_DECIDED: message(
        "Chaque critère a une réponse assez sûre : d'autres questions n'apporteraient rien."
    ),
    StopReason.NOTHING_CAN_CHANGE: message("Aucune question restante ne peut changer une suggestion."),
    StopReason.GAIN_UNDER_FLOOR: message(
        "Les questions restantes apportent trop peu pour le temps qu'elles demandent."
    ),
    StopReason.ITEMS_SPENT: message("Le nombre de questions prévu est atteint."),
    StopReason.SECONDS_SPENT: message("Aucune question restante ne tient dans le temps prévu."),
    StopReason.POOL_EMPTY: message("Toutes les questions possibles ont été posées."),
}

NOTHING = 1e-6
"""Gain below which an answer changes no announced probability by a thousandth."""


def decided(probability: Floats, direct: NDArray[np.int64], settings: Settings) -> bool:
    """Whether every criterion is acquired or not acquired, its direct minimum reached."""
    return bool((sure(probability, settings) & (direct >= settings.direct_minimum)).all())


def gain_stop(best_gain: float, best_per_minute: float, settings: Settings) -> StopReason | None:
    """The reason given by the best remaining gain, if any."""
    if best_gain < NOTHING:
        return StopReason.NOTHING_CAN_CHANGE
    if best_per_minute < settings.floor_per_minute:
        return StopReason.GAIN_UNDER_FLOOR
    return None
