"""The response curve the engine is given for an item: its own estimates, or the defaults of a young bank."""

from __future__ import annotations

from typing import NamedTuple

from assessment.items.item import Estimate, Item

DEFAULT_SLOPE = Estimate(1.2, 0.3)  # the median of calibrated adult basic-skills items, before any answer is known
UPPER = 0.98  # who knows still slips once in fifty (misread, wrong tap): one slip on an easy question must not weigh


class Parameters(NamedTuple):
    """P = c + (d - c) / (1 + exp(-a (theta - b))), with the standard errors of a and b."""

    a: float
    b: float
    c: float
    d: float
    se_a: float
    se_b: float


def parameters(item: Item) -> Parameters:
    slope = item.slope or DEFAULT_SLOPE
    guessing = item.behaviour.guessing(item.content) if item.guessing is None else item.guessing
    return Parameters(slope.value, item.difficulty.value, guessing, UPPER, slope.se, item.difficulty.se)
