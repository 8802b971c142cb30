"""The plain word of a guard: nothing to say, to watch, to look at, or too few answers to say anything."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from scipy.stats import gamma, pearson3, skew

from assessment.engine.models import Floats

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]


class Attention(Enum):
    """What a guard says of a question, a pair or a person; values are stable keys."""

    OK = "ok"
    WATCH = "watch"
    LOOK = "look"
    FEW = "few"


RANK = {Attention.FEW: 0, Attention.OK: 1, Attention.WATCH: 2, Attention.LOOK: 3}


def worst(found: Iterable[Attention]) -> Attention:
    """The most serious word; FEW when there is none."""
    return max(found, key=RANK.__getitem__, default=Attention.FEW)


def said(look: Mask, watch: Mask, enough: Mask) -> tuple[Attention, ...]:
    """One word per row: too few first, then look, then watch."""
    words = np.where(look, "look", np.where(watch, "watch", "ok"))
    return tuple(Attention(str(word)) if known else Attention.FEW for word, known in zip(words, enough, strict=True))


def missing(counts: Counts, least: int) -> Counts:
    """How many answers are missing before a guard speaks."""
    return np.maximum(least - counts, 0)


STRIKING = 0.05
"""To look at: share of false alarms accepted among all the rows said (Benjamini-Hochberg)."""

NOTICED = 0.01
"""To watch: p of the row alone."""

COUNTED = 10
"""Simulated values as extreme as the one found, below which the tail is read off a curve with the null's moments."""


def upper_tail(null: Floats, found: float) -> float:
    """p of a positive statistic against its simulated null; a gamma curve continues the tail (Yuan and Bentler 2010)."""
    beyond = int((null >= found).sum())
    mean, variance = float(null.mean()), float(null.var())
    if beyond >= COUNTED or variance < 1e-12:
        return (1.0 + beyond) / (1.0 + len(null))
    return float(gamma.sf(found, mean**2 / variance, scale=variance / mean))


def lower_tail(null: Floats, found: float) -> float:
    """p of a low value against its simulated null; a Pearson III curve (mean, spread, skew) continues the tail."""
    below = int((null <= found).sum())
    if below >= COUNTED or float(null.std()) < 1e-9:
        return (1.0 + below) / (1.0 + len(null))
    return float(pearson3.cdf((found - null.mean()) / null.std(), float(skew(null))))


def striking(p: Floats) -> Mask:
    """Rows that stand out among all."""
    found: Mask = np.nan_to_num(adjusted(p), nan=1.0) <= STRIKING
    return found


def noticed(p: Floats) -> Mask:
    """Rows that stand out by themselves."""
    found: Mask = np.nan_to_num(p, nan=1.0) <= NOTICED
    return found


def adjusted(p: Floats) -> Floats:
    """Benjamini-Hochberg: the share of false alarms among all the rows at least this striking; NaN stays NaN."""
    found: Floats = np.full(len(p), np.nan)
    rows = np.flatnonzero(np.isfinite(p))
    if not len(rows):
        return found
    order = rows[np.argsort(p[rows], kind="stable")]
    raised = p[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return found
