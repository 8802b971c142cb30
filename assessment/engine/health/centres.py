"""Where groups of people lie on the scale: without this, a group that knows more would make every question look unfair.

Each group's centre mu_g is moved by scoring until its answers are, taken together, neither better nor worse than expected:
    mu_g += sum(r s / v) / (sum(s^2 / v) + 1),   s = d expected / d theta
(all questions together anchor the comparison; the 1 is a standard normal prior on the centre).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.engine.health.expected import Expected, Layout, expect
from assessment.engine.health.refit import curve
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.models import Floats

ROUNDS = 4
STILL = 0.02
"""Move of a centre, in standard deviations of ability, at which to stop."""

STEP = 1e-3


def centred(
    responses: Responses, layout: Layout, group: Indices, anchors: NDArray[np.bool_]
) -> tuple[Expected, Floats]:
    """Expectations with every group's centre found on the items of `anchors`; `group` (persons,), -1 for unknown.

    Also the centres (groups,).
    """
    groups = int(group.max(initial=0)) + 1
    centres = np.zeros(groups)
    answer_group, anchored = group[responses.person], anchors[responses.item]
    expected = expect(responses, layout)
    for _ in range(ROUNDS):
        slope = _slopes(responses, expected, layout)
        use = anchored & (answer_group >= 0)
        pull = np.bincount(answer_group[use], (expected.residual * slope / expected.variance)[use], groups)
        weight = np.bincount(answer_group[use], (slope**2 / expected.variance)[use], groups)
        # The other answers already tell each person's place; what they leave open is what the centre still moves.
        move = pull / (weight * _open(expected, use) + 1.0)
        centres = centres + move
        if np.abs(move).max() < STILL:
            break
        expected = expect(responses, layout, np.where(group >= 0, centres[group], 0.0))
    return expected, centres


def _open(expected: Expected, use: NDArray[np.bool_]) -> float:
    """Share of a centre's move that reaches the abilities: their variance before this answer, 1 in the population."""
    spread = (expected.weights * (expected.nodes - expected.theta[:, None]) ** 2).sum(axis=1)
    return float(np.clip(spread[use].mean() if use.any() else 1.0, 0.05, 1.0))


def _slopes(responses: Responses, expected: Expected, layout: Layout) -> Floats:
    """d expected / d theta of each answer."""
    found = np.empty(len(responses))
    still = np.zeros(2)
    for item in np.unique(responses.item):
        rows = np.flatnonzero(responses.item == item)
        nodes, weights = expected.nodes[rows], expected.weights[rows]
        rise = curve(layout.items, int(item), still, nodes + STEP) - curve(layout.items, int(item), still, nodes - STEP)
        found[rows] = (rise * weights).sum(axis=1) / (2.0 * STEP)
    return found
