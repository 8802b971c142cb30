"""Options of a choice: who takes each of them, and how able they are. A distractor taken by the ablest is shouted.

For each option: share of the answers, mean ability (that answer left out) of those who took it, and its standard error.
A distractor is set against the key: z = (mean_distractor - mean_key) / sqrt(se^2 + se_key^2).
Source: trace lines of options (Wainer 1989), reduced to a mean and an error that a few dozen answers can bear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessment.engine.health.responses import Indices
from assessment.engine.health.verdict import Attention, worst
from assessment.engine.models import Floats

LEAST = 50
"""Answers below which options are not compared."""

TAKERS = 8
"""People who took an option, below which their mean ability is not compared."""

SURE, LIKELY = 2.33, 1.0
"""Standard errors by which a distractor's takers are abler than the key's: to look at (1 in 100), to watch."""

IDLE, IDLE_ANSWERS = 0.02, 100
"""Share of the answers under which a distractor attracts nobody, and answers from which it is said."""


@dataclass(frozen=True)
class Taken:
    """One option; `ability` and `se` are NaN when too few took it."""

    option: str
    key: bool
    takers: int
    share: float
    ability: float
    se: float
    idle: bool
    attention: Attention


@dataclass(frozen=True)
class OptionTable:
    """The options of one question, in the order given."""

    answers: int
    missing: int
    options: tuple[Taken, ...]
    attention: Attention


def options(takers: Mapping[str, Indices], keys: Sequence[str], theta: Floats, answers: int) -> OptionTable:
    """`takers`: rows of `theta` (one per answer) for each option; `keys`: the right options."""
    places = {name: _place(theta[rows]) for name, rows in takers.items()}
    right = [places[name] for name in keys if name in places and np.isfinite(places[name][0])]
    best = min(right, key=lambda place: place[0]) if right else (np.nan, np.nan)
    enough = answers >= LEAST
    found = []
    for name, rows in takers.items():
        mean, se = places[name]
        spread = float(np.hypot(se, best[1]))
        above = (mean - best[0]) / spread if name not in keys and spread > 0.0 else np.nan
        share = len(rows) / answers if answers else 0.0
        idle = name not in keys and answers >= IDLE_ANSWERS and share < IDLE
        word = _word(float(above), idle) if enough else Attention.FEW
        found.append(Taken(name, name in keys, len(rows), share, mean, se, idle, word))
    return OptionTable(answers, max(LEAST - answers, 0), tuple(found), worst(each.attention for each in found))


def _word(above: float, idle: bool) -> Attention:
    if above >= SURE:
        return Attention.LOOK
    return Attention.WATCH if above >= LIKELY or idle else Attention.OK


def _place(theta: Floats) -> tuple[float, float]:
    if len(theta) < TAKERS:
        return float("nan"), float("nan")
    return float(theta.mean()), float(theta.std(ddof=1) / np.sqrt(len(theta)))
