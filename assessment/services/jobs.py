"""What people do with work outside the request: ask for it, follow it, cancel it, take its files."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from flask import current_app
from sqlalchemy.orm import Session

from assessment.adapters.code_version import code_version
from assessment.errors import RuleBroken
from assessment.messages import message
from assessment.services import journal
from assessment.services.acting import ADMINISTRATOR, AUTHOR, Acting
from assessment.services.job_kinds import kind as kind_of
from assessment.storage import jobs as stored
from assessment.storage.database import db, writing
from assessment.storage.jobs import Content, JobFileRecord, JobRecord
from assessment.storage.tables.jobs import Job

MAY_ASK = (AUTHOR, ADMINISTRATOR)
PER_PAGE = 20
MOST_WAITING = 10
"""Jobs of a body that may wait or run at once: the others would wait behind them for days."""

GivenFile: TypeAlias = Content

OVER = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class Asked:
    """What to compute; the seed is drawn when none is given."""

    kind: str
    spec: Mapping[str, Any]
    seed: int | None = None
    files: Sequence[Content] = ()
    """Files the job reads."""


@dataclass(frozen=True)
class Followed:
    """One job as its page shows it."""

    job: JobRecord
    asked_by: str
    """Name of who asked."""
    files: tuple[JobFileRecord, ...]

    @property
    def over(self) -> bool:
        return self.job.state in OVER


def enqueue(acting: Acting, asked: Asked, now: datetime) -> str:
    """Ask for a job; its id. What could not be computed is refused here (InvalidInput)."""
    account_id = acting.require(*MAY_ASK)
    spec = kind_of(asked.kind).check(acting, asked.spec, [file.name for file in asked.files])
    with writing() as session:
        journal.lock(session, acting)
        _refuse_pile(session, acting)
        job = Job(
            body_id=acting.body_id,
            kind=asked.kind,
            spec=spec,
            seed=secrets.randbelow(2**31) if asked.seed is None else asked.seed,
            code_version=code_version(),
            asked_by=account_id,
            asked_at=now,
        )
        job_id = stored.add(session, job, asked.files)
        journal.note(session, acting, "ask_job", job_id, now, kind=asked.kind)
        return job_id


def kept_days() -> int:
    """Days after which what is over is deleted, when nothing needs it any more."""
    kept: timedelta = current_app.config["JOBS_KEPT"]
    return kept.days


def _refuse_pile(session: Session, acting: Acting) -> None:
    if stored.open_jobs(session, acting.body_id) >= MOST_WAITING:
        raise RuleBroken(message("%(n)s travaux attendent déjà : laissez-les finir, ou annulez-en.", n=MOST_WAITING))


def given_csv(name: str, content: bytes) -> GivenFile:
    """A file for a job to read."""
    return Content(name, "text/csv", content)


def cancel(acting: Acting, job_id: str, now: datetime) -> None:
    """Cancel a job: at once when it waits, at its next part when it runs."""
    acting.require(*MAY_ASK)
    with writing() as session:
        stored.find(session, job_id, acting.body_id)
        if not stored.ask_to_cancel(session, job_id, now):
            raise RuleBroken(message("Ce travail est déjà terminé."))
        if stored.find(session, job_id).state == "cancelled":
            stored.drop_parts(session, job_id)
        journal.note(session, acting, "cancel_job", job_id, now)


def try_again(acting: Acting, job_id: str, now: datetime) -> bool:
    """Let a failed or cancelled job run again; whether it goes on from parts it had, or begins again."""
    acting.require(*MAY_ASK)
    with writing() as session:
        journal.lock(session, acting)
        before = stored.find(session, job_id, acting.body_id)
        _refuse_pile(session, acting)
        if not stored.try_again(session, job_id):
            raise RuleBroken(message("Seul un travail annulé ou arrêté par une erreur peut être relancé."))
        journal.note(session, acting, "ask_job_again", job_id, now)
        return before.code_version == code_version() and stored.has_parts(session, job_id)


def listed(acting: Acting, page: int = 1) -> list[Followed]:
    """A page of the body's jobs, newest first."""
    acting.require(*MAY_ASK)
    found = stored.of_body(db.session(), acting.body_id, PER_PAGE, (max(page, 1) - 1) * PER_PAGE)
    files = stored.written(db.session(), [job.id for job, _ in found])
    return [Followed(job, name, tuple(files.get(job.id, ()))) for job, name in found]


def pages(acting: Acting) -> int:
    acting.require(*MAY_ASK)
    return max(1, -(-stored.count(db.session(), acting.body_id) // PER_PAGE))


def followed(acting: Acting, job_id: str) -> Followed:
    """One job of this person's body."""
    acting.require(*MAY_ASK)
    session = db.session()
    job = stored.find(session, job_id, acting.body_id)
    name = stored.asker(session, job)
    return Followed(job, name, tuple(stored.written(session, [job_id]).get(job_id, ())))


def file(acting: Acting, job_id: str, name: str) -> Content:
    """One file that a job of this person's body wrote."""
    found = followed(acting, job_id)
    if name not in {each.name for each in found.files}:
        raise stored.no_file()
    return stored.read_file(db.session(), job_id, name)
