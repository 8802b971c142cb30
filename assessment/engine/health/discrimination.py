"""Discrimination: do people who know more do better on this question? Point-biserial correlation, corrected.

r = correlation of the share earned with the ability on the criterion, that answer left out (so the question never
correlates with itself; the raw "rest score" would mislead in an adaptive sitting, where everybody gets other questions).
Beside it, the correlation the model expects for the same people and its spread over simulated answers.
Source: corrected item-total correlation (Henrysson 1963), with the rest score replaced by the leave-one-out ability.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.health.expected import Expected, draw
from assessment.engine.health.refit import by_item
from assessment.engine.health.responses import Responses
from assessment.engine.health.verdict import Attention, Counts, lower_tail, missing, noticed, said, striking
from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters

LEAST = 60
COPIES = 499

NONE, LOW = 0.05, 0.15
"""Correlations under which knowing more hardly helps (to look at), or little (to watch), when the model expects more."""


@dataclass(frozen=True)
class Discrimination:
    """(items,) arrays."""

    answers: Counts
    missing: Counts
    correlation: Floats
    expected: Floats
    p: Floats
    """Share of simulated sets of answers with so low a correlation."""
    attention: tuple[Attention, ...]


def discrimination(
    responses: Responses, expected: Expected, items: ItemParameters, rng: np.random.Generator
) -> Discrimination:
    found, likely, p = np.full((3, responses.items), np.nan)
    for item, rows in by_item(responses):
        if len(rows) < LEAST:
            continue
        theta, highest = expected.theta[rows], float(items.highest[item])
        drawn = draw(expected.chances[rows], COPIES, rng) / highest
        found[item] = correlation(expected.earned[rows][None], theta)[0]
        null = correlation(drawn, theta)
        likely[item] = float(null.mean())
        p[item] = lower_tail(null, float(found[item]))
    asked = responses.asked
    weak = np.nan_to_num(found, nan=1.0)
    return Discrimination(
        asked,
        missing(asked, LEAST),
        found,
        likely,
        p,
        said(striking(p) & (weak <= NONE), noticed(p) & (weak <= LOW), asked >= LEAST),
    )


def correlation(rows: Floats, theta: Floats) -> Floats:
    """Of each row with theta; 0 where a row is constant."""
    one = rows - rows.mean(axis=1, keepdims=True)
    other = theta - theta.mean()
    size = np.sqrt((one**2).sum(axis=1) * (other**2).sum())
    found: Floats = np.divide(one @ other, size, out=np.zeros(len(rows)), where=size > 1e-12)
    return found
