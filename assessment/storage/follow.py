"""How sittings go, read by those who follow them: status, time, what was shown and answered. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.storage.tables.sittings import Answer, Serve, SittingRow


@dataclass(frozen=True)
class SittingLine:
    """One sitting, as an evaluator follows it."""

    id: str
    file_id: str
    number: int
    release_id: str
    status: str
    opened_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None
    active_seconds: float
    answers: int
    last_answer_at: datetime | None


@dataclass(frozen=True)
class ShownLine:
    """One question shown, with its answer when there is one."""

    sitting: int
    position: int
    release_id: str
    release_position: int
    seed: int
    scored: bool
    reason: dict[str, Any]
    served_at: datetime
    answered: bool
    response: Any
    dont_know: bool
    score: int
    seconds: float
    answered_at: datetime | None


def sittings(session: Session, file_ids: list[str]) -> dict[str, list[SittingLine]]:
    """The sittings of several files, oldest first."""
    counts = select(Answer.sitting_id, func.count().label("n"), func.max(Answer.answered_at).label("last"))
    answered = counts.group_by(Answer.sitting_id).subquery()
    query = select(SittingRow, answered.c.n, answered.c.last).outerjoin(
        answered, answered.c.sitting_id == SittingRow.id
    )
    query = query.where(SittingRow.file_id.in_(file_ids)).order_by(SittingRow.number)
    found: dict[str, list[SittingLine]] = {file_id: [] for file_id in file_ids}
    for row, count, last in session.execute(query, execution_options={"populate_existing": True}):
        found[row.file_id].append(_line(row, count or 0, last))
    return found


def shown(session: Session, file_id: str) -> list[ShownLine]:
    """Everything a person was shown, in order, over all sittings of a file."""
    query = (
        select(Serve, Answer, SittingRow.number, SittingRow.release_id)
        .join(SittingRow, SittingRow.id == Serve.sitting_id)
        .outerjoin(Answer, Answer.serve_id == Serve.id)
        .where(SittingRow.file_id == file_id)
        .order_by(SittingRow.number, Serve.position)
    )
    return [_shown(*row) for row in session.execute(query)]


def _line(row: SittingRow, count: int, last: datetime | None) -> SittingLine:
    return SittingLine(
        id=row.id,
        file_id=row.file_id,
        number=row.number,
        release_id=row.release_id,
        status=row.status,
        opened_at=row.opened_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        active_seconds=row.active_seconds,
        answers=count,
        last_answer_at=last,
    )


def _shown(serve: Serve, answer: Answer | None, sitting: int, release_id: str) -> ShownLine:
    return ShownLine(
        sitting=sitting,
        position=serve.position,
        release_id=release_id,
        release_position=serve.release_position,
        seed=serve.seed,
        scored=serve.scored,
        reason=dict(serve.reason),
        served_at=serve.served_at,
        answered=answer is not None,
        response=answer.response if answer else None,
        dont_know=answer.dont_know if answer else False,
        score=answer.score if answer else 0,
        seconds=answer.seconds if answer else 0.0,
        answered_at=answer.answered_at if answer else None,
    )
