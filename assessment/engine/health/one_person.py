"""One person's answers beside what their other answers lead to expect: whether they go together, and which do not.

The same statistic and simulated null as `person_fit`, for a person alone. What is said goes to who follows the person: it is
a reason to talk, it changes no probability and no suggestion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.health.expected import Expected, Layout, expect
from assessment.engine.health.person_fit import LEAST, SUSPECT, lz, simulated
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import NOTICED, lower_tail
from assessment.engine.models import Floats

RARE = 0.2
"""Probability of a result so low, or so high, under which an answer is named when the whole does not go together."""

MOST = 5
"""Answers named of each sort, the least expected first."""


@dataclass(frozen=True)
class OnePerson:
    """`lower` and `higher` are places among the answers: less good, or better, than expected."""

    answers: int
    lz: float
    p: float
    """Share of people of this ability whose answers, to the same questions, go together as little; 1 when not suspect."""
    lower: tuple[int, ...]
    higher: tuple[int, ...]
    chance: Floats
    """(answers,) expected share of the credit of each."""

    @property
    def unusual(self) -> bool:
        return self.p <= NOTICED


def one_person(own: Responses, layout: Layout, rng: np.random.Generator) -> OnePerson | None:
    """None below LEAST answers: too few to be judged together."""
    if len(own) < LEAST:
        return None
    expected = expect(own, layout)
    found = float(lz(own, expected)[0])
    p = 1.0 if found > SUSPECT else lower_tail(simulated(own, layout, rng), found)
    less, more = _tails(own.score, expected)
    below = expected.residual < 0
    lower, higher = _rarest(np.where(below, less, 1.0)), _rarest(np.where(below, 1.0, more))
    return OnePerson(len(own), found, p, lower, higher, expected.mean)


def _tails(score: Indices, expected: Expected) -> tuple[Floats, Floats]:
    """Probability of a score as low as this one, and as high."""
    ladder = np.cumsum(expected.chances, axis=1)
    at = np.arange(len(score))
    less: Floats = ladder[at, score]
    more: Floats = 1.0 - less + expected.chances[at, score]
    return less, more


def _rarest(tail: Floats) -> tuple[int, ...]:
    order = np.argsort(tail, kind="stable")[:MOST]
    return tuple(int(at) for at in order if tail[at] <= RARE)
