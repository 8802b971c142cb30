"""What an earlier evaluation still says: its posterior, aged back towards the population."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.engine.measure import Measure
from assessment.engine.posterior import Belief
from assessment.engine.state import State
from assessment.engine.step import population
from assessment.errors import Faults
from assessment.messages import message

MEMORY_YEARS = 5.0
"""Years after which an ability's correlation with its earlier value is 1/e: what is carried over lasts five years."""

TAUGHT_MEMORY = 0.5
"""What is left of that correlation on a criterion that was taught since: with all of it, nine people in ten could not be
found to master what they were taught in the year before, even with every answer right (figures: docs/engine.md)."""


def aged(measure: Measure, state: State, years: float, taught: NDArray[np.bool_] | None = None) -> Belief:
    """Starting belief `years` after `state`: theta = r theta_then + sqrt(1 - r^2) fresh, r = exp(-years / MEMORY_YEARS),
    TAUGHT_MEMORY times that on the criteria `taught` (criteria,) since.

    The weights of the structures are kept: how a person's abilities go together is not forgotten.
    """
    faults = Faults()
    if not (np.isfinite(years) and years >= 0):
        faults.add(message("années"), years, message("un nombre d'années, 0 ou plus"))
    faults.raise_if_any(message("L'évaluation antérieure ne peut pas être reprise."))
    kept = np.full(measure.criteria, np.exp(-years / MEMORY_YEARS))
    if taught is not None:
        kept[taught] *= TAUGHT_MEMORY
    new = np.sqrt(1.0 - kept**2)
    fresh = population(measure, 1)
    return Belief(
        means=kept * state.belief.means,
        covariances=kept[:, None] * state.belief.covariances * kept + new[:, None] * fresh.covariances * new,
        log_weights=state.belief.log_weights.copy(),
    )
