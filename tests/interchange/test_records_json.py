from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from assessment.interchange.records_json import from_json, to_json


class Shade(Enum):
    DARK = "dark"


@dataclass(frozen=True)
class Leaf:
    size: float
    shade: Shade


@dataclass(frozen=True)
class Tree:
    name: str
    table: NDArray[np.float64]
    ranks: NDArray[np.intp]
    leaves: tuple[Leaf, ...]
    fixed: tuple[int, str]
    by_rank: Mapping[int, Leaf]
    maybe: int | None


def test_a_record_comes_back_as_it_was() -> None:
    leaf = Leaf(math.nan, Shade.DARK)
    table = np.array([[1.5, np.nan], [2.0, 1e-9]])
    before = Tree("chêne", table, np.arange(3), (leaf, Leaf(2.25, Shade.DARK)), (3, "a"), {7: leaf}, None)
    after = from_json(Tree, to_json(before))
    assert np.array_equal(after.table, table, equal_nan=True)
    assert after.ranks.dtype == np.intp
    assert after.leaves[1] == before.leaves[1]
    assert math.isnan(after.by_rank[7].size)
    assert (after.fixed, after.maybe, after.name) == ((3, "a"), None, "chêne")
    assert to_json(after) == to_json(before)
