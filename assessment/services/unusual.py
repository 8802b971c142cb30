"""Unusual answers of a file, for the evaluator alone: answers that do not go together, answers given before reading.

It is a reason to talk with the person. Nothing of it reaches the engine, a suggestion, a jury or a candidate's page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assessment.engine.calibration.tree import Tree
from assessment.engine.health.expected import Layout
from assessment.engine.health.one_person import OnePerson, one_person
from assessment.engine.health.responses import Responses
from assessment.engine.structure import MEDIUM
from assessment.review.alerts import FAST_COUNT, Pace, is_fast
from assessment.services import seen
from assessment.services.measures import Releases, pool_for
from assessment.services.scenes import Known
from assessment.services.seen import SeenQuestion
from assessment.services.suggestions import known_of
from assessment.sittings.sitting import Status
from assessment.storage.database import db

SEED = 20_262
"""The simulated people are always the same, so that a page reloaded says the same."""

MOST_FAST = 8
"""Very fast answers named."""

Place = tuple[int, int]
"""Number of a sitting, position in it."""

Given = tuple[int, int]
"""The engine's item, and the score."""


@dataclass(frozen=True)
class Surprise:
    """One question, and how many people of this ability in ten do it."""

    seen: SeenQuestion
    in_ten: int


@dataclass(frozen=True)
class Unusual:
    """`missed` and `done` are named only when the answers as a whole do not go together."""

    together: bool
    """False when they do not."""
    missed: tuple[Surprise, ...]
    done: tuple[Surprise, ...]
    fast: tuple[SeenQuestion, ...]
    fast_count: int
    answers: int


def of_file(file_id: str, paces: Sequence[Pace]) -> Unusual | None:
    """None when there is nothing to say, or when the sitting is not over; `paces` of all its answers."""
    known = known_of(file_id)
    if not known.sittings or known.sittings[-1].status is not Status.ENDED:
        return None
    rows = _rows(known)
    found = _fit(str(db.engine.url), known.releases, tuple(rows.values()))
    strange = found is not None and found.unusual
    hurried = sum(is_fast(pace) for pace in paces)
    if not strange and hurried < FAST_COUNT:
        return None
    shown = seen.questions(file_id)
    missed, done = _surprises(found, list(rows), shown) if found is not None and strange else ((), ())
    fast = [one for one in shown if one.fast] if hurried >= FAST_COUNT else []
    return Unusual(not strange, missed, done, tuple(fast[:MOST_FAST]), len(fast), len(paces))


def _surprises(
    found: OnePerson, places: Sequence[Place], shown: Sequence[SeenQuestion]
) -> tuple[tuple[Surprise, ...], tuple[Surprise, ...]]:
    """What was done less well than expected, then better."""
    named = {(one.sitting, one.number - 1): one for one in shown}
    lower, higher = (
        tuple(Surprise(named[places[at]], round(10 * float(found.chance[at]))) for at in which)
        for which in (found.lower, found.higher)
    )
    return lower, higher


def _rows(known: Known) -> dict[Place, Given]:
    """Each answer that counts, the first to a question only, by where it was given."""
    rows: dict[Place, Given] = {}
    met: set[int] = set()
    for one in known.sittings:
        for shown, given in one.scored:
            item = known.pool.places.get((one.release_id, shown.release_position))
            if item is not None and item not in met:
                met.add(item)
                rows[one.number, shown.position] = (item, given.score)
    return rows


@lru_cache(maxsize=256)
def _fit(database: str, releases: Releases, rows: tuple[Given, ...]) -> OnePerson | None:
    """A tenth of a second at most, once for each state of a file."""
    measure = pool_for(*releases).measure
    items, scores = np.array(rows, dtype=np.intp).reshape(-1, 2).T
    own = Responses.of(np.zeros(len(rows)), items, scores, (1, len(measure.items)))
    return one_person(own, Layout(measure.items, Tree.of(measure.codes), MEDIUM), np.random.default_rng(SEED))
