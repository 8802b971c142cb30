"""Jobs that are over go after some time, with their files; what something still needs stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from assessment.adapters.executors import Inline
from assessment.commands.worker import work
from assessment.services import journal_view
from assessment.services.acting import Acting
from assessment.services.job_tidying import TIDIED, tidy
from assessment.services.releases import current_release
from assessment.services.working import Worker
from assessment.storage import health_results
from assessment.storage import jobs as stored
from assessment.storage.database import db, writing
from assessment.storage.tables.calibration import ParameterProposal
from assessment.storage.tables.jobs import Job, JobFile, JobPart
from tests.conftest import Clock

KEPT = timedelta(days=90)
Days = float


def over(author: Acting, now: datetime, days: Days, kind: str = "study", state: str = "done") -> str:
    """A job with a file it read, one it wrote and a part, over for so many days."""
    ended = now - timedelta(days=days)
    job = Job(body_id=author.body_id, kind=kind, spec={"certificate": "socle"}, seed=1, code_version="")
    job.asked_by, job.asked_at, job.state, job.ended_at = author.account_id, ended, state, ended
    with writing() as session:
        job_id = stored.add(session, job, [stored.Content("ITEMS.csv", "text/csv", b"item")])
        stored.keep_files(session, job_id, [stored.Content(health_results.RESULT, "application/json", b"{}")])
        session.add(JobPart(job_id=job_id, name="fit", number=0, content=b"x"))
    return job_id


def left() -> set[str]:
    return set(db.session.scalars(select(Job.id)))


def proposed(author: Acting, now: datetime, state: str) -> str:
    job_id = over(author, now, 200, "parameters")
    decided = None if state == "waiting" else now
    row = ParameterProposal(body_id=author.body_id, certificate="socle", job_id=job_id, made_at=now, state=state)
    row.release_id, row.provenance, row.effects = current_release(author.body_id, "socle").id, {}, {}
    row.decided_at, row.decided_by = decided, decided and author.account_id
    with writing() as session:
        session.add(row)
    return job_id


@pytest.fixture
def author(people: dict[str, Acting]) -> Acting:
    return people["author"]


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_what_is_over_for_long_goes_with_its_files(author: Acting, now: datetime, state: str) -> None:
    old, recent = over(author, now, 91, state=state), over(author, now, 89, state=state)
    assert tidy(now, KEPT) == 1
    assert left() == {recent}
    for table in (JobFile, JobPart):
        assert not db.session.scalar(select(func.count()).select_from(table).where(table.job_id == old))
    assert tidy(now, KEPT) == 0


def test_what_waits_or_runs_stays_however_old(author: Acting, now: datetime) -> None:
    job_id = over(author, now, 200)
    with writing() as session:
        row = session.get_one(Job, job_id)
        row.state, row.ended_at = "waiting", None
    assert tidy(now, KEPT) == 0


def test_parameters_that_wait_or_were_accepted_keep_their_job(author: Acting, now: datetime) -> None:
    kept = {proposed(author, now, "accepted"), proposed(author, now, "waiting")}
    proposed(author, now, "refused")
    assert tidy(now, KEPT) == 1
    assert left() == kept


def test_the_last_look_at_a_bank_stays_for_its_pages(author: Acting, now: datetime) -> None:
    over(author, now, 300, health_results.KIND)
    last = over(author, now, 200, health_results.KIND)
    assert tidy(now, KEPT) == 1
    found = health_results.last(db.session(), author.body_id, "socle")
    assert found is not None
    assert found.job_id == last


def test_the_journal_keeps_that_they_were_deleted(author: Acting, people: dict[str, Acting], now: datetime) -> None:
    over(author, now, 91)
    tidy(now, KEPT)
    page = journal_view.read(people["administrator"])
    assert (page.lines[0].verb, page.lines[0].who) == (TIDIED, "automatique")
    assert page.broken == ()


def test_the_worker_tidies_when_nothing_waits(app: Flask, author: Acting, now: datetime, clock: Clock) -> None:
    over(author, now, 91)
    work(Worker(app, Inline()), once=True)
    assert left() == set()
