"""In what the rows of a sitting contradict one another, without playing it again: places, moments, stamps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assessment.messages import message
from assessment.sittings.sitting import (
    AnswerRecord,
    PauseRecord,
    ServeRecord,
    Sitting,
    Status,
    fingerprint,
    response_seconds,
)

SAME_SECONDS = 1e-3
"""Seconds within which a stored response time and its replay agree."""

Found = Iterator[tuple[str, str]]
"""An invariant (`answers`, `positions`, `limits`, `replay`) and what contradicts it."""


def check_rows(sitting: Sitting, acknowledged: Mapping[str, object]) -> Found:
    yield from positions(sitting)
    yield from limits(sitting)
    for row, shown in zip(sitting.answers, sitting.serves, strict=False):
        yield from stamps(row, shown)
        yield from seconds(row, shown, sitting.pauses)
    yield from confirmed(sitting, acknowledged)


def positions(sitting: Sitting) -> Found:
    answered, served = len(sitting.answers), len(sitting.serves)
    for name, rows in ((message("réponses"), sitting.answers), (message("questions"), sitting.serves)):
        places = [row.position for row in rows]
        if places != list(range(len(places))):
            words = message("%(name)s aux positions %(places)s, sans trou attendu", name=name, places=places)
            yield "positions", words
    if served - answered not in (0, 1):
        words = message(
            "%(served)s questions montrées pour %(answered)s réponses, attendu autant ou une de plus",
            served=served,
            answered=answered,
        )
        yield "positions", words
    for value in doubled([row.key for row in sitting.answers]):
        yield "positions", message("la clé %(value)s… sert deux fois", value=value[:8])
    for value in doubled([row.token for row in sitting.serves]):
        yield "positions", message("le jeton %(value)s… sert deux fois", value=value[:8])


def doubled(values: Sequence[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def confirmed(sitting: Sitting, acknowledged: Mapping[str, object]) -> Found:
    stored = {row.key: row for row in sitting.answers}
    for key, response in acknowledged.items():
        if key not in stored:
            yield "answers", message("la réponse de clé %(key)s… a été confirmée et n'est pas enregistrée", key=key[:8])
        elif stored[key].response != response:
            words = message(
                "la réponse de clé %(key)s… est %(response)s, confirmée comme %(acknowledged)s",
                key=key[:8],
                response=f"{stored[key].response!r}",
                acknowledged=f"{response!r}",
            )
            yield "answers", words


def limits(sitting: Sitting) -> Found:
    """Nothing before the start, during a pause or after the end."""
    if sitting.answers and sitting.started_at is None:
        yield "limits", message("des réponses sans début")
    if (sitting.status is Status.ENDED) != (sitting.ended_at is not None):
        words = message("état %(value)s et fin %(ended_at)s", value=sitting.status.value, ended_at=sitting.ended_at)
        yield "limits", words
    for row in sitting.answers:
        if sitting.ended_at and row.answered_at > sitting.ended_at:
            yield "limits", message("réponse %(position)s après la fin", position=row.position)
    for pause in sitting.pauses:
        end = pause.resumed_at
        during = [row.position for row in sitting.answers if end and pause.paused_at < row.answered_at < end]
        if during:
            words = message("réponses %(during)s pendant la pause %(number)s", during=during, number=pause.number)
            yield "limits", words


def stamps(row: AnswerRecord, shown: ServeRecord) -> Found:
    if row.response_hash != fingerprint(shown.token, row.response):
        words = message("réponse %(at)s : l'empreinte n'est pas celle de la valeur enregistrée", at=row.position)
        yield "answers", words
    if row.dont_know != (row.response is None):
        words = message("réponse %(at)s : « je ne sais pas » et une valeur se contredisent", at=row.position)
        yield "answers", words


def seconds(row: AnswerRecord, shown: ServeRecord, pauses: tuple[PauseRecord, ...]) -> Found:
    again = response_seconds(shown, pauses, row.answered_at)
    if not math.isclose(row.seconds, again, abs_tol=SAME_SECONDS):
        words = message(
            "réponse %(at)s : %(seconds)s secondes, le calcul donne %(again)s",
            at=row.position,
            seconds=row.seconds,
            again=again,
        )
        yield "limits", words
