"""What selection looks up instead of computing: every item's curve on one fixed grid of abilities.

Items are laid out in blocks of one criterion each (padded), so that thousands of them are weighed by a few matrix
products. A row is a right-or-wrong item (its probability of a right answer) or one score of a partial-credit item.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assessment.engine.mastery import Cuts
from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters

GRID_STEP = 0.35
"""Spacing of the grid: Gaussian weights of standard deviation 0.25 and more are integrated to better than 1 %."""

GRID_END = 5.25
"""The grid goes from -GRID_END to GRID_END."""

WIDEST_BLOCK = 64
"""Rows of a block at most: a criterion with more takes several blocks."""

Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Tables:
    """`curves` (blocks, width, nodes) probabilities at `grid`; `slot` places each row in the flattened blocks."""

    grid: Singles
    curves: Singles
    block_criterion: NDArray[np.intp]
    slot: NDArray[np.intp]
    row_item: NDArray[np.intp]
    row_criterion: NDArray[np.intp]
    alone: NDArray[np.bool_]
    """Rows that stand for both answers of their item; the others are one score of several."""
    above: Singles
    """(criteria, nodes): probability that each node lies above the cut."""
    graded: bool
    """Whether any row is one score of a partial-credit item."""


def tabulate(items: ItemParameters, cut: Cuts) -> Tables:
    """Tables of a pool; an empty pool gives tables without blocks."""
    grid = np.arange(-GRID_END, GRID_END + GRID_STEP / 2, GRID_STEP)
    row_item, row_score = _rows(items)
    wide = np.broadcast_to(grid, (len(row_item), len(grid)))
    values = items.score_probability(row_item, row_score, wide)
    criterion = items.criterion[row_item]
    order = np.argsort(criterion, kind="stable")
    counts = np.bincount(criterion, minlength=len(cut.theta))
    width = int(min(WIDEST_BLOCK, counts.max(initial=1)))
    blocks_of = -(-counts // width)
    first_block = np.concatenate([[0], np.cumsum(blocks_of)[:-1]])
    first_row = np.concatenate([[0], np.cumsum(counts)[:-1]])
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order)) - first_row[criterion[order]]
    slot = first_block[criterion] * width + rank
    curves = np.full((int(blocks_of.sum()) * width, len(grid)), 0.5, dtype=np.float32)
    curves[slot] = values
    return Tables(
        grid=grid.astype(np.float32),
        curves=curves.reshape(-1, width, len(grid)),
        block_criterion=np.repeat(np.arange(len(counts)), blocks_of),
        slot=slot,
        row_item=row_item,
        row_criterion=criterion,
        alone=items.highest[row_item] == 1,
        above=_share_above(grid, cut).astype(np.float32),
        graded=bool((items.highest > 1).any()),
    )


def _rows(items: ItemParameters) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Item and score of each row: score 1 of right-or-wrong items, every score of the others."""
    highest = items.highest
    count = np.where(highest > 1, highest + 1, 1)
    row_item = np.repeat(np.arange(len(items)), count)
    start = np.repeat(np.cumsum(count) - count, count)
    row_score = np.arange(len(row_item)) - start
    return row_item, np.where(highest[row_item] > 1, row_score, 1)


def _share_above(grid: Floats, cut: Cuts) -> Floats:
    """P(node above the uncertain cut); a node stands for its hat function, whose variance is GRID_STEP^2 / 6."""
    blur = np.sqrt(cut.se**2 + GRID_STEP**2 / 6.0)
    share: Floats = ndtr((grid - cut.theta[:, None]) / blur[:, None])
    return share
