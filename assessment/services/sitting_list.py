"""Every sitting there is, without anybody's name: for an operator who wants to play one again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from assessment.services import bodies
from assessment.storage.database import db
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Body
from assessment.storage.tables.sittings import Answer, SittingRow


@dataclass(frozen=True)
class ListedSitting:
    """One sitting: its name for the other commands, and enough to know which it is."""

    id: str
    body: str
    certificate: str
    phase: str
    number: int
    status: str
    opened_at: datetime
    answers: int


def listed(body_name: str = "") -> list[ListedSitting]:
    """The sittings of a body, or of all of them, oldest first."""
    answers = select(func.count()).where(Answer.sitting_id == SittingRow.id).scalar_subquery()
    file = (CandidateFile.certificate, CandidateFile.phase)
    query = (
        select(SittingRow.id, Body.name, *file, SittingRow.number, SittingRow.status, SittingRow.opened_at, answers)
        .join(CandidateFile, CandidateFile.id == SittingRow.file_id)
        .join(Body, Body.id == SittingRow.body_id)
        .order_by(SittingRow.opened_at, SittingRow.id)
    )
    if body_name:
        query = query.where(SittingRow.body_id == bodies.find(body_name))
    return [ListedSitting(*row) for row in db.session.execute(query)]
