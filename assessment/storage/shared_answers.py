"""Answers that people agreed to share for better questions: without their names, and never of those who asked erasure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from assessment.storage.erasure import ASKED
from assessment.storage.tables.bank import BankRelease
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import JournalEntry
from assessment.storage.tables.sittings import Answer, Serve, SittingRow


@dataclass(frozen=True)
class SharedAnswer:
    """One answer with what it may be compared by; `file_id` and `sitting_id` only tell people and sittings apart."""

    file_id: str
    sitting_id: str
    birth_date: date | None
    accommodations: dict[str, Any]
    home_language: str | None
    device: str | None
    release_id: str
    release_position: int
    item_version_id: str
    scored: bool
    response: Any
    score: int
    seconds: float
    answered_at: datetime


def shared_answers(session: Session, body_id: str, certificate: str) -> Sequence[SharedAnswer]:
    """Person after person, in the order of answering."""
    columns = (
        SittingRow.file_id,
        SittingRow.id,
        CandidateFile.birth_date,
        CandidateFile.accommodations,
        CandidateFile.home_language,
        SittingRow.device,
        SittingRow.release_id,
        Serve.release_position,
        Serve.item_version_id,
        Serve.scored,
        Answer.response,
        Answer.score,
        Answer.seconds,
        Answer.answered_at,
    )
    query = _joined(select(*columns), body_id, certificate).where(CandidateFile.optional_consent, ~_erased())
    query = query.order_by(SittingRow.file_id, SittingRow.number, Answer.position)
    return [SharedAnswer(*row) for row in session.execute(query)]


def counts(session: Session, body_id: str, certificate: str) -> tuple[int, int, int]:
    """Answers that are shared, sittings they come from, and all sittings with an answer."""
    kept = select(func.count(Answer.id), func.count(SittingRow.id.distinct()))
    shared = _joined(kept, body_id, certificate).where(CandidateFile.optional_consent, ~_erased())
    answers, sittings = session.execute(shared).one()
    every = session.scalar(_joined(select(func.count(SittingRow.id.distinct())), body_id, certificate))
    return answers or 0, sittings or 0, every or 0


def stamp(session: Session, body_id: str, certificate: str) -> str:
    """Changes whenever the answers that are shared do."""
    kept = select(func.count(Answer.id), func.sum(Answer.id), func.max(Answer.answered_at))
    found = session.execute(_joined(kept, body_id, certificate).where(CandidateFile.optional_consent, ~_erased())).one()
    return " ".join(str(value) for value in found)


def _joined(query: Any, body_id: str, certificate: str) -> Select[Any]:
    joined: Select[Any] = (
        query.select_from(Answer)
        .join(Serve, Serve.id == Answer.serve_id)
        .join(SittingRow, SittingRow.id == Answer.sitting_id)
        .join(CandidateFile, CandidateFile.id == SittingRow.file_id)
        .join(BankRelease, BankRelease.id == SittingRow.release_id)
        .where(SittingRow.body_id == body_id, BankRelease.certificate == certificate)
    )
    return joined


def _erased() -> Any:
    return exists().where(JournalEntry.subject == CandidateFile.id, JournalEntry.verb == ASKED)
