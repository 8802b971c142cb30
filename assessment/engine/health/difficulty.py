"""Difficulty told by an author against difficulty measured on people: an estimate that real answers contradict.

db (`refit`) is how much harder the answers say the item is. It is set against both errors, the bank's and the measure's:
    z = db_free / sqrt(se_bank^2 + se_measured^2),   db_free being db before it leans on the bank's estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from assessment.engine.health.refit import FREE_DIFFICULTY, Refit
from assessment.engine.health.responses import Responses
from assessment.engine.health.verdict import Attention, Counts, missing, noticed, said, striking
from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters

LEAST = 50
FAR, AWAY = 0.8, 0.4
"""In units of ability: to look at, to watch."""


@dataclass(frozen=True)
class Difficulty:
    """(items,) arrays; `harder` and `se` come from the answers alone."""

    answers: Counts
    missing: Counts
    harder: Floats
    se: Floats
    p: Floats
    """That an estimate with its stated error would be so far off by chance."""
    attention: tuple[Attention, ...]


def difficulty(responses: Responses, measured: Refit, items: ItemParameters) -> Difficulty:
    told = np.where(items.se_b > 0, items.se_b, FREE_DIFFICULTY) ** 2
    posterior = np.minimum(measured.covariance[:, 1, 1], 0.999 * told)
    own = 1.0 / (1.0 / posterior - 1.0 / told)
    harder = measured.harder * (own + told) / told
    z = harder / np.sqrt(items.se_b**2 + own)
    p = 2.0 * ndtr(-np.abs(z))
    asked = responses.asked
    p = np.where(asked >= LEAST, p, np.nan)
    far, away = striking(p) & (np.abs(harder) >= FAR), noticed(p) & (np.abs(harder) >= AWAY)
    return Difficulty(asked, missing(asked, LEAST), harder, np.sqrt(own), p, said(far, away, asked >= LEAST))
