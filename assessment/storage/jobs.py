"""Jobs in and out of the database: asked, claimed by one worker at a time, held by a lease, ended.

Every change of a running job names the worker that holds it and changes nothing when the lease has gone to another one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, delete, func, or_, select, update
from sqlalchemy.orm import Session, defer

from assessment.errors import NotFound
from assessment.messages import message
from assessment.storage.tables.jobs import Job, JobFile, JobPart
from assessment.storage.tables.people import Account

MOST_TRIES = 3
"""Times a job may be taken without a single new part before it is given up: it kills its workers."""


@dataclass(frozen=True)
class JobRecord:
    """One job, as it is stored."""

    id: str
    body_id: str
    kind: str
    spec: dict[str, Any]
    seed: int
    code_version: str
    asked_by: str
    asked_at: datetime
    state: str
    cancel_asked: bool
    done: int
    total: int
    says: str
    tries: int
    started_at: datetime | None
    ended_at: datetime | None
    result: dict[str, Any] | None
    error: str
    error_reference: str


@dataclass(frozen=True)
class JobFileRecord:
    """A file of a job, without its content."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Content:
    """A file to keep with a job."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Lease:
    """One worker's hold on one job."""

    job_id: str
    owner: str


def find(session: Session, job_id: str, body_id: str | None = None) -> JobRecord:
    """The job, or NotFound when it is not one of this body."""
    row = session.get(Job, job_id, populate_existing=True)
    if row is None or body_id not in (None, row.body_id):
        raise NotFound(message("Ce travail n'existe pas, ou n'est pas ouvert pour vous."))
    return _record(row)


def of_body(session: Session, body_id: str, limit: int, offset: int = 0) -> list[tuple[JobRecord, str]]:
    """A body's jobs, newest first, each with the name of who asked."""
    query = select(Job, Account.name).join(Account, Account.id == Job.asked_by).where(Job.body_id == body_id)
    rows = session.execute(
        query.order_by(Job.asked_at.desc(), Job.id.desc()).limit(limit).offset(offset),
        execution_options={"populate_existing": True},
    )
    return [(_record(row), name) for row, name in rows]


def count(session: Session, body_id: str) -> int:
    return session.scalar(select(func.count()).select_from(Job).where(Job.body_id == body_id)) or 0


def open_jobs(session: Session, body_id: str) -> int:
    """How many of a body's jobs wait or run."""
    open_ones = (Job.body_id == body_id) & Job.ended_at.is_(None)
    return session.scalar(select(func.count()).select_from(Job).where(open_ones)) or 0


def add(session: Session, job: Job, files: Iterable[Content] = ()) -> str:
    """Store a job that waits for a worker, with the files it reads."""
    session.add(job)
    session.flush()
    _add_files(session, job.id, files, given=True)
    return job.id


def waits(session: Session, now: datetime) -> bool:
    """True when a worker could take a job (a plain look, without a lock)."""
    return session.scalars(select(Job.id).where(_free(now)).limit(1)).first() is not None


def claim(session: Session, owner: str, now: datetime, until: datetime) -> JobRecord | None:
    """The oldest free job, now held by `owner`: one statement, so that two workers never get the same one."""
    oldest = select(Job.id).where(_free(now)).order_by(Job.asked_at, Job.id).limit(1).with_for_update(skip_locked=True)
    taken = (
        update(Job)
        .where(Job.id == oldest.scalar_subquery())
        .values(state="running", lease_owner=owner, lease_until=until, tries=Job.tries + 1)
        .returning(Job.id)
    )
    job_id = session.scalars(taken, execution_options={"synchronize_session": False}).first()
    if job_id is None:
        return None
    began = update(Job).where(Job.id == job_id, Job.started_at.is_(None)).values(started_at=now)
    session.execute(began, execution_options={"synchronize_session": False})
    return find(session, job_id)


def abandoned(session: Session, now: datetime) -> bool:
    """True when a job's workers died time after time."""
    return session.scalars(select(Job.id).where(_hopeless(now)).limit(1)).first() is not None


def give_up(session: Session, now: datetime, error: str) -> list[str]:
    """End the jobs whose workers died time after time; their ids."""
    ended = update(Job).where(_hopeless(now)).values(**_ended("failed", now), error=error).returning(Job.id)
    return list(session.scalars(ended, execution_options={"synchronize_session": False}))


def renew(session: Session, lease: Lease, until: datetime) -> bool | None:
    """Push the lease back; whether the job should be cancelled, or None when another worker holds it."""
    kept = _held(lease).values(lease_until=until).returning(Job.cancel_asked)
    return session.scalars(kept, execution_options={"synchronize_session": False}).first()


def move(session: Session, lease: Lease, **values: object) -> bool:
    """Change a held job (progress, code version); false when another worker holds it."""
    moved = _held(lease).values(**values).returning(Job.id)
    return session.scalars(moved, execution_options={"synchronize_session": False}).first() is not None


def give_back(session: Session, lease: Lease) -> bool:
    """A worker that must stop lets another one go on; this time does not count as a try."""
    return move(session, lease, state="waiting", lease_owner=None, lease_until=None, tries=Job.tries - 1)


def end(session: Session, lease: Lease, state: str, now: datetime, **values: object) -> bool:
    """The job is over: done, failed or cancelled."""
    return move(session, lease, **_ended(state, now), **values)


def ask_to_cancel(session: Session, job_id: str, now: datetime) -> bool:
    """Cancel a job that no worker holds; ask the worker of one that runs. False when it is over already."""
    alone = or_(Job.state == "waiting", (Job.state == "running") & (Job.lease_until < now))
    waiting = update(Job).where(Job.id == job_id, alone).values(**_ended("cancelled", now))
    running = update(Job).where(Job.id == job_id, Job.state == "running").values(cancel_asked=True)
    for change in (waiting, running):
        if session.scalars(change.returning(Job.id), execution_options={"synchronize_session": False}).first():
            return True
    return False


def try_again(session: Session, job_id: str) -> bool:
    """Let a failed or cancelled job wait for a worker again; the parts it had stay."""
    values = {"state": "waiting", "ended_at": None, "tries": 0, "error": "", "error_reference": ""}
    values |= {"started_at": None, "cancel_asked": False}
    stopped = Job.state.in_(("failed", "cancelled"))
    again = update(Job).where(Job.id == job_id, stopped).values(**values).returning(Job.id)
    return session.scalars(again, execution_options={"synchronize_session": False}).first() is not None


def parts(session: Session, job_id: str, name: str) -> dict[int, bytes]:
    """The parts of one name already computed."""
    query = select(JobPart.number, JobPart.content).where(JobPart.job_id == job_id, JobPart.name == name)
    return dict(session.execute(query).all())


def has_parts(session: Session, job_id: str) -> bool:
    """Whether anything of it is computed already."""
    return session.scalars(select(JobPart.number).where(JobPart.job_id == job_id).limit(1)).first() is not None


def keep_part(session: Session, lease: Lease, name: str, number: int, content: bytes) -> bool:
    """Keep a part (in place of an earlier one); the job has moved, so its tries count from here. False: not ours."""
    if not move(session, lease, tries=1):
        return False
    session.merge(JobPart(job_id=lease.job_id, name=name, number=number, content=content))
    return True


def asker(session: Session, job: JobRecord) -> str:
    """The name of who asked for a job."""
    return session.scalars(select(Account.name).where(Account.id == job.asked_by)).one()


def drop_parts(session: Session, job_id: str) -> None:
    session.execute(delete(JobPart).where(JobPart.job_id == job_id))


def keep_files(session: Session, job_id: str, files: Iterable[Content]) -> None:
    """The files a job wrote, in place of any it wrote before."""
    session.execute(delete(JobFile).where(JobFile.job_id == job_id, JobFile.given.is_(False)))
    _add_files(session, job_id, files, given=False)


def written(session: Session, job_ids: Iterable[str]) -> dict[str, list[JobFileRecord]]:
    """The files that jobs wrote, by job."""
    query = select(JobFile).where(JobFile.job_id.in_(list(job_ids)), JobFile.given.is_(False))
    found: dict[str, list[JobFileRecord]] = {}
    for row in session.scalars(query.options(defer(JobFile.content)).order_by(JobFile.name)):
        found.setdefault(row.job_id, []).append(JobFileRecord(row.name, row.media_type, row.size))
    return found


def read_file(session: Session, job_id: str, name: str) -> Content:
    """One file of a job, read or written by it."""
    row = session.get(JobFile, (job_id, name), populate_existing=True)
    if row is None:
        raise no_file()
    return Content(row.name, row.media_type, zlib.decompress(row.content))


def no_file() -> NotFound:
    return NotFound(message("Ce fichier n'existe pas."))


def _add_files(session: Session, job_id: str, files: Iterable[Content], given: bool) -> None:
    session.add_all(
        JobFile(
            job_id=job_id,
            name=file.name,
            given=given,
            media_type=file.media_type,
            size=len(file.content),
            content=zlib.compress(file.content),
        )
        for file in files
    )
    session.flush()


def _free(now: datetime) -> ColumnElement[bool]:
    """Waiting, or left by a worker that let its lease pass (one to be cancelled is taken to be ended)."""
    left = (Job.state == "running") & (Job.lease_until < now) & ((Job.tries < MOST_TRIES) | Job.cancel_asked)
    return or_(Job.state == "waiting", left)


def _hopeless(now: datetime) -> ColumnElement[bool]:
    return (Job.state == "running") & (Job.lease_until < now) & (Job.tries >= MOST_TRIES) & ~Job.cancel_asked


def _held(lease: Lease) -> Update:
    return update(Job).where(Job.id == lease.job_id, Job.lease_owner == lease.owner)


def _ended(state: str, now: datetime) -> dict[str, object]:
    return {"state": state, "ended_at": now, "lease_owner": None, "lease_until": None}


def _record(row: Job) -> JobRecord:
    return JobRecord(**{name: getattr(row, name) for name in JobRecord.__dataclass_fields__})
