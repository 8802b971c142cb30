"""A sitting played again from its rows: the engine's state, and everything in which the rows contradict each other.

The invariants are those every fault test ends with:
    answers   each acknowledged answer is stored exactly once, with the same value
    positions are 0, 1, 2... without gap; keys and tokens are used once
    replay    the same rows give the same questions, seeds, reasons and results again, and the same reason to stop
    limits    nothing is answered before the start, during a pause or after the end
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assessment.engine import Answer, Belief, Evidence, State, StopReason, answer, rebuild
from assessment.items.presentation import score, serve
from assessment.messages import message
from assessment.sittings.next_item import Next, next_item
from assessment.sittings.pool import Pool
from assessment.sittings.row_checks import Found, check_rows
from assessment.sittings.sitting import AnswerRecord, ServeRecord, Sitting, Status

SAME = 1e-9
"""Numbers of a stored reason and of its replay agree to this, relative to their size."""


@dataclass(frozen=True)
class Before:
    """What was known of the person when the sitting began: evidence in the pool's terms, and questions already met."""

    evidence: tuple[Evidence, ...] = ()
    seen_codes: frozenset[str] = frozenset()
    prior: Belief | None = None
    """What the initial evaluation left, aged, in a final one; None: the population."""


@dataclass(frozen=True)
class Discrepancy:
    """One contradiction between the rows of a sitting."""

    sitting_id: str
    invariant: str
    detail: str

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.invariant} : {self.detail}"


@dataclass(frozen=True)
class Step:
    """One question of a sitting played again: what its rows say, and in what the calculation differs."""

    shown: ServeRecord
    given: AnswerRecord | None
    item: int
    """As the pool numbers it."""
    differences: tuple[str, ...]


def evidence_of(pool: Pool, sitting: Sitting) -> tuple[Answer, ...]:
    """The answers that count as the engine takes them, in their order; not those on criteria the pool does not know."""
    places = ((pool.places.get((sitting.release_id, shown.release_position)), row) for shown, row in sitting.scored)
    return tuple(Answer(place, row.score) for place, row in places if place is not None)


def state_of(pool: Pool, before: Before, sitting: Sitting) -> State:
    """The engine's state after the last answer of the rows."""
    return rebuild(pool.measure, (*before.evidence, *evidence_of(pool, sitting)), before.prior)


def check_sitting(
    pool: Pool, before: Before, sitting: Sitting, acknowledged: Mapping[str, object] | None = None
) -> list[Discrepancy]:
    """Every contradiction found; `acknowledged` gives the response of each key the server said it had stored."""
    found = [*check_rows(sitting, acknowledged or {})]
    if not any(invariant == "positions" for invariant, _ in found):
        found += _replay(pool, before, sitting)
    return [Discrepancy(sitting.id, invariant, detail) for invariant, detail in found]


def replayed(pool: Pool, before: Before, sitting: Sitting) -> Iterator[Step]:
    """Every question again, in its order; the rows must have their positions."""
    state = rebuild(pool.measure, before.evidence, before.prior)
    for at, shown in enumerate(sitting.serves):
        so_far = replace(sitting, serves=sitting.serves[:at], answers=sitting.answers[:at])
        item = pool.index(sitting.release_id, shown.release_position)
        given = sitting.answers[at] if at < len(sitting.answers) else None
        again = next_item(pool, state, so_far, before.seen_codes)
        differences = (*_question(pool, item, shown, again), *_result(pool, item, shown, given))
        yield Step(shown, given, item, differences)
        if given is not None and shown.scored:
            state = answer(pool.measure, state, item, given.score)


def stop_again(pool: Pool, before: Before, sitting: Sitting) -> str | None:
    """The reason to stop that the calculation gives after the last answer; None when it would go on."""
    return next_item(pool, state_of(pool, before, sitting), sitting, before.seen_codes).stop


def _replay(pool: Pool, before: Before, sitting: Sitting) -> Found:
    for step in replayed(pool, before, sitting):
        for difference in step.differences:
            yield "replay", difference
    by_engine = sitting.end_reason in {reason.value for reason in StopReason}
    if sitting.status is Status.ENDED and by_engine and sitting.current is None:
        again = stop_again(pool, before, sitting)
        if again != sitting.end_reason:
            yield "replay", _differs(sitting.position, message("fin"), sitting.end_reason, again)


def _question(pool: Pool, item: int, shown: ServeRecord, again: Next) -> Iterator[str]:
    at = shown.position
    if again.item != item:
        yield _differs(at, message("question"), item, again.stop if again.item is None else again.item)
        return
    if again.seed != shown.seed:
        yield _differs(at, message("graine"), shown.seed, again.seed)
    if again.scored is not shown.scored:
        yield _differs(at, message("à compter"), shown.scored, again.scored)
    if pool.version_ids[item] != shown.item_version_id:
        yield _differs(at, message("version"), shown.item_version_id, pool.version_ids[item])
    for name, value in again.reason.items():
        if not same(value, shown.reason.get(name)):
            yield _differs(at, name, shown.reason.get(name), value)


def _result(pool: Pool, item: int, shown: ServeRecord, given: AnswerRecord | None) -> Iterator[str]:
    if given is None:
        return
    again = 0 if given.response is None else score(serve(pool.items[item], shown.seed), given.response)
    if again != given.score:
        yield _differs(shown.position, message("résultat"), given.score, again)


def _differs(position: int, what: str, stored: object, again: object) -> str:
    return message(
        "position %(position)s : %(what)s %(stored)s, le calcul donne %(again)s",
        position=position,
        what=what,
        stored=stored,
        again=again,
    )


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
    return one == other
