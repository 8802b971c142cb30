"""The response curve the engine is given for an item: its own estimates, or the defaults of a young bank.

Right or wrong: 4PL. Graded (partial credit): GPCM, whose thresholds are `steps`; c and d then have no part in it.
"""

from __future__ import annotations

from typing import NamedTuple

from assessment.items.item import Estimate, Item

DEFAULT_SLOPE = Estimate(1.2, 0.3)  # the median of calibrated adult basic-skills items, before any answer is known
GRADED_SLOPE = Estimate(
    0.7, 0.3
)  # a graded choice then tells at most as much as an ordinary choice (0.29 against 0.24)
SPACING = (
    1.0  # between two thresholds of a graded item, before any answer is known: each score is the likeliest somewhere
)
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
    if highest(item) > 1:
        slope = item.slope or GRADED_SLOPE
        return Parameters(slope.value, item.difficulty.value, 0.0, 1.0, slope.se, item.difficulty.se)
    slope = item.slope or DEFAULT_SLOPE
    guessing = item.behaviour.guessing(item.content) if item.guessing is None else item.guessing
    return Parameters(slope.value, item.difficulty.value, guessing, UPPER, slope.se, item.difficulty.se)


def highest(item: Item) -> int:
    """The highest score of an answer."""
    return item.behaviour.highest(item.content)


def steps(item: Item) -> tuple[float, ...]:
    """Thresholds of a graded item (GPCM), evenly spaced around its difficulty; none for a right-or-wrong item.

    The difficulty stays what it is for the others: the ability at which half of the credit is expected.
    """
    top = highest(item)
    if top == 1:
        return ()
    return tuple(item.difficulty.value + SPACING * (step - (top + 1) / 2) for step in range(1, top + 1))
