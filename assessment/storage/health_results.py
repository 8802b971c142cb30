"""What the jobs that look at a bank left: the last result of a body's certificate, and whether one is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.storage.jobs import read_file
from assessment.storage.tables.jobs import Job

KIND = "bank_health"
RESULT = "sante.json"
"""Name of the file that holds the numbers."""

RECENT = 20
"""Jobs looked through for one of this certificate."""


@dataclass(frozen=True)
class Made:
    job_id: str
    at: datetime
    content: bytes


def last(session: Session, body_id: str, certificate: str) -> Made | None:
    """The newest result of this body for this certificate."""
    query = select(Job.id, Job.ended_at, Job.spec).where(Job.body_id == body_id, Job.kind == KIND, Job.state == "done")
    for job_id, ended_at, spec in session.execute(query.order_by(Job.ended_at.desc()).limit(RECENT)):
        if spec.get("certificate") == certificate and ended_at is not None:
            return Made(job_id, ended_at, read_file(session, job_id, RESULT).content)
    return None


def waits(session: Session, body_id: str, certificate: str) -> bool:
    """Whether a job of this body for this certificate waits or runs."""
    query = select(Job.spec).where(Job.body_id == body_id, Job.kind == KIND, Job.ended_at.is_(None))
    return any(spec.get("certificate") == certificate for spec in session.scalars(query))
