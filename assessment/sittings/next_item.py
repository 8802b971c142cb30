"""The next question of a sitting, or why there is none: from the rows so far, the pool, and chance from (seed, position).

The engine chooses; this says what it may choose from. The same rows always give the same question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessment.engine import Choice, Constraints, Measure, State, Why, choose
from assessment.sittings.pilots import PILOT, is_due, pilot_now
from assessment.sittings.pool import NO_GROUP, Pool
from assessment.sittings.sitting import Sitting

SEEDS = 2**31
"""Seeds are below this: a plain integer in every database."""

FLOOR_FROM = 100
"""Questions before which the floor does not speak: the gain of a single question is also small in a small grid, and for
somebody whom the first questions tell little about, long before more questions stop being worth their time."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Next:
    """A question to serve with its reason, or the code of the reason to stop."""

    item: int | None
    seed: int
    reason: Mapping[str, Any]
    stop: str | None
    scored: bool = True
    """False for a question on trial."""


def next_item(pool: Pool, state: State, sitting: Sitting, seen_codes: frozenset[str]) -> Next:
    """What to ask at the sitting's position; `seen_codes` are the questions the person met in earlier sittings."""
    rng = np.random.default_rng([sitting.seed, sitting.position])
    choice = choose(_with_floor(pool.measure, sitting), state, constraints(pool, sitting, seen_codes), rng)
    if choice.item is None:
        return Next(None, 0, {}, choice.stop.value if choice.stop else "")
    seed = serve_seed(sitting.seed, sitting.position)
    continuing = choice.reason is not None and choice.reason.why is Why.TEXT_CONTINUES
    due = not continuing and is_due(sitting.seed, sitting.position, sitting.settings.pilot_share)
    trial = pilot_now(pool, sitting, unwelcome(pool, sitting, seen_codes)) if due else None
    if trial is not None:
        return Next(trial, seed, {"why": PILOT, "criterion": pool.items[trial].criterion}, None, scored=False)
    return Next(choice.item, seed, reason_data(pool, choice), None)


def _with_floor(measure: Measure, sitting: Sitting) -> Measure:
    """The pool's measure, under which asking on ends where the sitting's own settings say."""
    floor = sitting.settings.floor_per_minute if sitting.position >= FLOOR_FROM else 0.0
    return replace(measure, settings=replace(measure.settings, floor_per_minute=floor))


def constraints(pool: Pool, sitting: Sitting, seen_codes: frozenset[str]) -> Constraints:
    """What may be asked now for what it teaches, and fits in what is left."""
    return Constraints(
        excluded=pool.outside | unwelcome(pool, sitting, seen_codes),
        overexposed=pool.with_codes(sitting.settings.overexposed) if sitting.settings.overexposed else None,
        group=_text_being_read(pool, _asked(pool, sitting)),
        items_left=sitting.settings.questions - sitting.position,
        seconds_left=sitting.settings.seconds - sitting.active_seconds,
        criteria=pool.among(sitting.settings.criteria) if sitting.settings.criteria else None,
    )


def unwelcome(pool: Pool, sitting: Sitting, seen_codes: frozenset[str]) -> Mask:
    """What is not for this person now: asked before or an enemy of what was, beyond what they can do, outside the sitting's
    criteria."""
    met = seen_codes | {pool.items[item].code for item in _asked(pool, sitting)}
    out = pool.with_codes(met | pool.enemies_of(met))
    if sitting.settings.beyond:
        out = out | pool.needing(sitting.settings.beyond)
    return out | ~pool.on_criteria(sitting.settings.criteria) if sitting.settings.criteria else out


def _asked(pool: Pool, sitting: Sitting) -> list[int]:
    return [pool.index(sitting.release_id, serve.release_position) for serve in sitting.serves]


def serve_seed(seed: int, position: int) -> int:
    """Seed of the variant and of the order of options at a position."""
    return Random(f"{seed}:{position}").randrange(SEEDS)


def reason_data(pool: Pool, choice: Choice) -> dict[str, Any]:
    """The engine's reason as it is kept in the row of the serve."""
    reason = choice.reason
    if reason is None:
        return {}
    return {
        "why": reason.why.value,
        "criterion": pool.measure.codes[reason.criterion],
        "probability": reason.probability,
        "gain": reason.gain,
        "gain_per_minute": reason.gain_per_minute,
        "near_equals": reason.near_equals,
    }


def _text_being_read(pool: Pool, asked: list[int]) -> Mask | None:
    """Items that share the text, table or picture of the last question asked."""
    if not asked or pool.groups[asked[-1]] == NO_GROUP:
        return None
    same: Mask = pool.groups == pool.groups[asked[-1]]
    return same
