"""Jobs that are over and old: which ones nothing needs any more, and their end with their files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assessment.storage.health_results import KIND
from assessment.storage.tables.calibration import ParameterProposal
from assessment.storage.tables.jobs import Job, JobFile, JobPart

AT_ONCE = 200
"""Jobs deleted in one transaction: their files may be large."""


def unneeded(session: Session, before: datetime) -> dict[str, list[str]]:
    """Body -> its jobs that ended before a moment and that nothing reads any more, oldest first."""
    needed = _of_proposals(session) | _last_looks(session)
    query = select(Job.id, Job.body_id).where(Job.ended_at < before).order_by(Job.ended_at, Job.id)
    found: dict[str, list[str]] = {}
    for job_id, body_id in [row for row in session.execute(query) if row.id not in needed][:AT_ONCE]:
        found.setdefault(body_id, []).append(job_id)
    return found


def remove(session: Session, job_ids: list[str], before: datetime) -> list[str]:
    """These jobs, with what they read and wrote; not those asked for again meanwhile. The ids of those removed."""
    still = select(Job.id).where(Job.id.in_(job_ids), Job.ended_at < before).with_for_update()
    gone = list(session.scalars(still))
    for table in (JobPart, JobFile):
        session.execute(delete(table).where(table.job_id.in_(gone)))
    session.execute(delete(Job).where(Job.id.in_(gone)))
    return gone


def _of_proposals(session: Session) -> set[str]:
    """Jobs whose parameters wait for a person, or were accepted by one."""
    standing = ParameterProposal.job_id.is_not(None) & (ParameterProposal.state != "refused")
    return {job_id for job_id in session.scalars(select(ParameterProposal.job_id).where(standing)) if job_id}


def _last_looks(session: Session) -> set[str]:
    """The last look at the health of each body's banks: pages read it."""
    query = select(Job.id, Job.body_id, Job.spec).where(Job.kind == KIND, Job.state == "done").order_by(Job.ended_at)
    return set(
        {(body_id, spec.get("certificate")): job_id for job_id, body_id, spec in session.execute(query)}.values()
    )
