"""Sittings in and out of the database: rows become records here, and nowhere else.

Rows are read as plain columns, so that what another worker wrote since is always seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessment.sittings.sitting import (
    AnswerRecord,
    Heading,
    PauseRecord,
    ServeRecord,
    Sitting,
    Status,
    settings_from_data,
)
from assessment.storage.tables.sittings import Answer, PauseRow, Serve, SittingRow

SITTING = (
    SittingRow.id,
    SittingRow.body_id,
    SittingRow.file_id,
    SittingRow.number,
    SittingRow.release_id,
    SittingRow.seed,
    SittingRow.settings,
    SittingRow.status,
    SittingRow.opened_at,
    SittingRow.started_at,
    SittingRow.ended_at,
    SittingRow.end_reason,
)
SERVE = (
    Serve.id,
    Serve.sitting_id,
    Serve.position,
    Serve.release_position,
    Serve.item_version_id,
    Serve.seed,
    Serve.token,
    Serve.reason,
    Serve.served_at,
    Serve.scored,
)
ANSWER = (
    Answer.position,
    Answer.key,
    Answer.response,
    Answer.response_hash,
    Answer.dont_know,
    Answer.score,
    Answer.seconds,
    Answer.answered_at,
)
PAUSE = (PauseRow.number, PauseRow.position, PauseRow.paused_at, PauseRow.resumed_at)


def locked(session: Session, sitting_id: str) -> SittingRow | None:
    """The sitting's row, held until the end of the write transaction: its answers wait for each other."""
    statement = select(SittingRow).where(SittingRow.id == sitting_id).with_for_update()
    return session.scalars(statement, execution_options={"populate_existing": True}).first()


def load(session: Session, sitting_id: str) -> Sitting | None:
    """One sitting with all its rows."""
    row = session.execute(select(*SITTING).where(SittingRow.id == sitting_id)).first()
    return None if row is None else _whole(session, row)


def of_file(session: Session, file_id: str) -> tuple[Sitting, ...]:
    """Every sitting of a file, first to last, with its rows."""
    statement = select(*SITTING).where(SittingRow.file_id == file_id).order_by(SittingRow.number)
    return tuple(_whole(session, row) for row in session.execute(statement).all())


def last_of_file(session: Session, file_id: str) -> Sitting | None:
    """The sitting that a candidate is in, or was in last, with its rows."""
    row = session.execute(_newest_first(file_id)).first()
    return None if row is None else _whole(session, row)


def heading_of_file(session: Session, file_id: str) -> Heading | None:
    """The sitting that a candidate is in, or was in last, without its rows."""
    row = session.execute(_newest_first(file_id)).first()
    return None if row is None else Heading(**_named(row))


def serve_by_token(session: Session, sitting_id: str, token: str) -> ServeRecord | None:
    """The question that a page of this sitting names."""
    row = session.execute(select(*SERVE).where(Serve.sitting_id == sitting_id, Serve.token == token)).first()
    return None if row is None else ServeRecord(*row)


def last_serve(session: Session, sitting_id: str) -> ServeRecord | None:
    """The question shown last, answered or not."""
    statement = select(*SERVE).where(Serve.sitting_id == sitting_id).order_by(Serve.position.desc()).limit(1)
    row = session.execute(statement).first()
    return None if row is None else ServeRecord(*row)


def last_answers(session: Session, sitting_id: str, count: int) -> list[tuple[float, bool]]:
    """Of the last answers, newest first: how long each took, and whether it was « je ne sais pas »."""
    statement = select(Answer.seconds, Answer.dont_know).where(Answer.sitting_id == sitting_id)
    rows = session.execute(statement.order_by(Answer.position.desc()).limit(count))
    return [(seconds, dont_know) for seconds, dont_know in rows]


def all_ids(session: Session, body_id: str | None = None) -> Sequence[str]:
    """Ids of the sittings of a body, or of every body."""
    statement = select(SittingRow.id).order_by(SittingRow.id)
    return session.scalars(statement.where(SittingRow.body_id == body_id) if body_id else statement).all()


def answer_by_key(session: Session, sitting_id: str, key: str) -> AnswerRecord | None:
    """The answer already stored under this key, if any."""
    row = session.execute(select(*ANSWER).where(Answer.sitting_id == sitting_id, Answer.key == key)).first()
    return None if row is None else AnswerRecord(*row)


def counts(session: Session, sitting_id: str) -> tuple[int, int]:
    """How many questions were shown and how many answered, as the database knows it now."""
    shown = select(func.count()).select_from(Serve).where(Serve.sitting_id == sitting_id)
    given = select(func.count()).select_from(Answer).where(Answer.sitting_id == sitting_id)
    return session.scalar(shown) or 0, session.scalar(given) or 0


def open_pause(session: Session, sitting_id: str) -> PauseRow | None:
    """The pause that lasts, if any."""
    return session.scalars(
        select(PauseRow).where(PauseRow.sitting_id == sitting_id, PauseRow.resumed_at.is_(None))
    ).first()


def pauses(session: Session, sitting_id: str) -> tuple[PauseRecord, ...]:
    return tuple(PauseRecord(*found) for found in _ordered(session, PAUSE, sitting_id, PauseRow.number))


def _newest_first(file_id: str) -> Select[Any]:
    return select(*SITTING).where(SittingRow.file_id == file_id).order_by(SittingRow.number.desc()).limit(1)


def _whole(session: Session, row: Any) -> Sitting:
    return Sitting(
        **_named(row),
        serves=tuple(ServeRecord(*found) for found in _ordered(session, SERVE, row.id, Serve.position)),
        answers=tuple(AnswerRecord(*found) for found in _ordered(session, ANSWER, row.id, Answer.position)),
        pauses=pauses(session, row.id),
    )


def _named(row: Any) -> dict[str, Any]:
    found = dict(row._mapping)
    return found | {"settings": settings_from_data(found["settings"]), "status": Status(found["status"])}


def _ordered(session: Session, columns: tuple[Any, ...], sitting_id: str, order: Any) -> Sequence[Any]:
    table = columns[0].class_
    return session.execute(select(*columns).where(table.sitting_id == sitting_id).order_by(order)).all()
