"""Exposure: in what share of the sittings a question was shown; known by heart when too often, useless when never."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.health.responses import Indices
from assessment.engine.health.verdict import Attention, Counts, said
from assessment.engine.models import Floats

LEAST = 30
"""Sittings below which nothing is said."""

HIGH, OFTEN = 0.8, 0.5
"""Share of the sittings that showed a question: to look at, to watch."""

UNUSED_SITTINGS = 100
"""Sittings from which a question that was never shown is said to be unused."""


@dataclass(frozen=True)
class Exposure:
    """(items,) arrays."""

    sittings: int
    missing: int
    shown: Counts
    share: Floats
    unused: tuple[bool, ...]
    attention: tuple[Attention, ...]


def exposure(sitting: Indices, item: Indices, items: int) -> Exposure:
    """`sitting` and `item`: one row per question shown."""
    sittings = len(np.unique(sitting))
    pairs = np.unique(sitting.astype(np.int64) * max(items, 1) + item)
    shown = np.bincount(pairs % max(items, 1), minlength=items).astype(np.int64)
    share = shown / max(sittings, 1)
    unused = (shown == 0) & (sittings >= UNUSED_SITTINGS)
    enough = np.full(items, sittings >= LEAST)
    words = said(share >= HIGH, (share >= OFTEN) | unused, enough)
    return Exposure(sittings, max(LEAST - sittings, 0), shown, share, tuple(map(bool, unused)), words)
