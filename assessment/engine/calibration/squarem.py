"""SQUAREM: three EM steps made into a longer one, safely (Varadhan and Roland 2008, scheme S3).

A step maps parameters to better parameters and says the objective at the parameters it *received*. From x, two steps
give r = F(x) - x and v = F(F(x)) - F(x) - r; the leap x - 2 s r + s^2 v with s = -|r| / |v| lands near the fixed
point when EM creeps. A leap that lowers the objective is taken back, so the objective never falls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from assessment.engine.calibration.memory import Stage, flattened, restored
from assessment.engine.models import Floats

Step = Callable[[Floats], tuple[Floats, float]]
"""parameters -> (better parameters, objective at the parameters received)"""

Told = Callable[["Progress"], None]


class Progress(NamedTuple):
    """What a caller may show after each step."""

    step: int
    objective: float
    move: float


class Limits(NamedTuple):
    """When to stop: no parameter moves by more than `tolerance` in a plain step, or `steps` plain steps were made."""

    tolerance: float
    steps: int


@dataclass(frozen=True)
class Fixed:
    """Where the steps ended."""

    parameters: Floats
    objective: float
    steps: int
    converged: bool


SLACK = 1e-9
"""Share of the objective below which a fall is rounding, not a fall."""

LONGEST_LEAP = 64.0


@dataclass(frozen=True)
class Walk:
    """Where the steps are, between two of them."""

    here: Floats
    kept: Floats
    best: float = -np.inf
    done: int = 0
    longest: float = 4.0
    over: bool = False
    converged: bool = False


def climb(step: Step, start: Floats, limits: Limits, told: Told | None = None) -> Fixed:
    """Iterate `step` from `start` to a fixed point, with leaps; from where it was when `told` remembers (`memory`)."""
    stage, walk = Stage.begun(told), Walk(start, start)
    known = stage.recall()
    if known is not None:
        walk = restored(walk, known)
    while not walk.over:
        walk = _on(step, walk, limits, told)
        stage.keep(partial(flattened, walk))
    return Fixed(walk.here, walk.best, walk.done, walk.converged)


def _on(step: Step, walk: Walk, limits: Limits, told: Told | None) -> Walk:
    """Two plain steps, or three, and a leap."""
    here, best, done, longest = walk.here, walk.best, walk.done, walk.longest
    first, value = step(here)
    done += 1
    if value < best - SLACK * abs(best):
        here, longest = walk.kept, max(longest / 4.0, 1.0)
        first, value = step(here)
        done += 1
    best = value
    move = float(np.abs(first - here).max())
    if told is not None:
        told(Progress(done, value, move))
    if move < limits.tolerance or done >= limits.steps:
        return Walk(first, walk.kept, value, done, longest, True, move < limits.tolerance)
    second, middle = step(first)
    leapt, longest = _leap((here, first, second), longest)
    return Walk(leapt, second, max(best, middle), done + 1, longest)


def _leap(points: tuple[Floats, Floats, Floats], longest: float) -> tuple[Floats, float]:
    """The extrapolated point, and how long the next leap may be."""
    start, first, second = points
    r, v = first - start, second - 2.0 * first + start
    bend = float(np.sqrt((v**2).sum()))
    if bend == 0.0:
        return second, longest
    length = float(np.sqrt((r**2).sum())) / bend
    if length <= 1.0:
        return second, longest
    reached = length >= longest
    length = min(length, longest)
    return start + 2.0 * length * r + length**2 * v, min(longest * 4.0, LONGEST_LEAP) if reached else longest
