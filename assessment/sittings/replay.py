"""A sitting played again from its rows: the engine's state, and everything in which the rows contradict each other.

The invariants are those every fault test ends with:
    answers   each acknowledged answer is stored exactly once, with the same value
    positions are 0, 1, 2... without gap; keys and tokens are used once
    replay    the same rows give the same questions, seeds, reasons and results again
    limits    nothing is answered before the start, during a pause or after the end
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.engine import Answer, Belief, Evidence, State, answer, rebuild
from assessment.items.presentation import score, serve
from assessment.messages import message
from assessment.sittings.next_item import next_item
from assessment.sittings.pool import Pool
from assessment.sittings.sitting import ServeRecord, Sitting, Status, fingerprint, response_seconds

SAME = 1e-9
"""Numbers of a stored reason and of its replay agree to this, relative to their size."""

SAME_SECONDS = 1e-3
"""Seconds within which a stored response time and its replay agree."""


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
    found = [*_positions(sitting), *_limits(sitting), *_acknowledged(sitting, acknowledged or {})]
    if not any(invariant == "positions" for invariant, _ in found):
        found += _replay(pool, before, sitting)
    return [Discrepancy(sitting.id, invariant, detail) for invariant, detail in found]


Found = Iterator[tuple[str, str]]


def _positions(sitting: Sitting) -> Found:
    answered, served = len(sitting.answers), len(sitting.serves)
    for name, rows in ((message("réponses"), sitting.answers), (message("questions"), sitting.serves)):
        places = [row.position for row in rows]
        if places != list(range(len(places))):
            yield (
                "positions",
                message(
                    "%(name)s aux positions %(places)s, attendu 0 à %(n)s sans trou",
                    name=name,
                    places=places,
                    n=len(places) - 1,
                ),
            )
    if served - answered not in (0, 1):
        yield (
            "positions",
            message(
                "%(served)s questions montrées pour %(answered)s réponses, attendu autant ou une de plus",
                served=served,
                answered=answered,
            ),
        )
    for value in doubled([row.key for row in sitting.answers]):
        yield "positions", message("la clé %(value)s… sert deux fois", value=value[:8])
    for value in doubled([row.token for row in sitting.serves]):
        yield "positions", message("le jeton %(value)s… sert deux fois", value=value[:8])


def doubled(values: Sequence[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _acknowledged(sitting: Sitting, acknowledged: Mapping[str, object]) -> Found:
    stored = {row.key: row for row in sitting.answers}
    for key, response in acknowledged.items():
        if key not in stored:
            yield "answers", message("la réponse de clé %(key)s… a été confirmée et n'est pas enregistrée", key=key[:8])
        elif stored[key].response != response:
            yield (
                "answers",
                message(
                    "la réponse de clé %(key)s… est %(response)s, confirmée comme %(acknowledged)s",
                    key=key[:8],
                    response=f"{stored[key].response!r}",
                    acknowledged=f"{response!r}",
                ),
            )


def _limits(sitting: Sitting) -> Found:
    if sitting.answers and sitting.started_at is None:
        yield "limits", message("des réponses sans début")
    if (sitting.status is Status.ENDED) != (sitting.ended_at is not None):
        yield (
            "limits",
            message("état %(value)s et fin %(ended_at)s", value=sitting.status.value, ended_at=sitting.ended_at),
        )
    for row, shown in zip(sitting.answers, sitting.serves, strict=False):
        if sitting.ended_at and row.answered_at > sitting.ended_at:
            yield "limits", message("réponse %(position)s après la fin", position=row.position)
        if row.response_hash != fingerprint(shown.token, row.response):
            yield (
                "answers",
                message(
                    "réponse %(position)s : l'empreinte n'est pas celle de la valeur enregistrée", position=row.position
                ),
            )
        if row.dont_know != (row.response is None):
            yield (
                "answers",
                message(
                    "réponse %(position)s : « je ne sais pas » et une valeur se contredisent", position=row.position
                ),
            )
        seconds = response_seconds(shown, sitting.pauses, row.answered_at)
        if not math.isclose(row.seconds, seconds, abs_tol=SAME_SECONDS):
            yield (
                "limits",
                message(
                    "réponse %(position)s : %(seconds)s secondes, le calcul donne %(again)s",
                    position=row.position,
                    seconds=row.seconds,
                    again=seconds,
                ),
            )
    for pause in sitting.pauses:
        end = pause.resumed_at
        during = [row.position for row in sitting.answers if end and pause.paused_at < row.answered_at < end]
        if during:
            yield (
                "limits",
                message("réponses %(during)s pendant la pause %(number)s", during=during, number=pause.number),
            )


def _replay(pool: Pool, before: Before, sitting: Sitting) -> Found:
    state = rebuild(pool.measure, before.evidence, before.prior)
    for at, shown in enumerate(sitting.serves):
        so_far = replace(sitting, serves=sitting.serves[:at], answers=sitting.answers[:at])
        yield from _same_question(pool, before, so_far, state, shown)
        if at < len(sitting.answers):
            yield from _same_score(pool, sitting, at)
            if shown.scored:
                item = pool.index(sitting.release_id, shown.release_position)
                state = answer(pool.measure, state, item, sitting.answers[at].score)


def _same_question(pool: Pool, before: Before, so_far: Sitting, state: State, shown: ServeRecord) -> Found:
    again = next_item(pool, state, so_far, before.seen_codes)
    stored = pool.index(so_far.release_id, shown.release_position)
    if again.item != stored:
        found = again.stop if again.item is None else again.item
        yield (
            "replay",
            message(
                "position %(position)s : question %(stored)s montrée, le calcul donne %(found)s",
                position=shown.position,
                stored=stored,
                found=found,
            ),
        )
        return
    if again.seed != shown.seed:
        yield (
            "replay",
            message(
                "position %(position)s : graine %(seed)s, le calcul donne %(again)s",
                position=shown.position,
                seed=shown.seed,
                again=again.seed,
            ),
        )
    if pool.version_ids[stored] != shown.item_version_id:
        yield (
            "replay",
            message(
                "position %(position)s : version %(found)s au lieu de %(expected)s",
                position=shown.position,
                found=shown.item_version_id,
                expected=pool.version_ids[stored],
            ),
        )
    for name, value in again.reason.items():
        if not same(value, shown.reason.get(name)):
            yield (
                "replay",
                message(
                    "position %(position)s : %(name)s %(stored)s, le calcul donne %(value)s",
                    position=shown.position,
                    name=name,
                    stored=shown.reason.get(name),
                    value=value,
                ),
            )


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
    return one == other


def _same_score(pool: Pool, sitting: Sitting, at: int) -> Found:
    row, shown = sitting.answers[at], sitting.serves[at]
    served = serve(pool.items[pool.index(sitting.release_id, shown.release_position)], shown.seed)
    again = 0 if row.response is None else score(served, row.response)
    if again != row.score:
        yield (
            "replay",
            message(
                "position %(position)s : résultat %(score)s, le calcul donne %(again)s",
                position=row.position,
                score=row.score,
                again=again,
            ),
        )
