"""Work outside the request: asked for, claimed once, computed from where it stopped, cancelled, failed with words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from assessment.adapters.executors import Executor, Inline, Processes
from assessment.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.messages import Message, message
from assessment.services import jobs, working
from assessment.services.acting import Acting
from assessment.services.job_context import Flag
from assessment.services.working import Worker, work_once
from assessment.storage import jobs as stored
from assessment.storage.database import db, writing
from assessment.storage.jobs import MOST_TRIES
from tests.conftest import Clock

pytestmark = pytest.mark.usefixtures("example_kinds")


@pytest.fixture
def author(people: dict[str, Acting]) -> Acting:
    return people["author"]


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app, Inline())


def ask(author: Acting, now: datetime, kind: str = "draws", **spec: object) -> str:
    return jobs.enqueue(author, jobs.Asked(kind, {"parts": 5} | spec, seed=3), now)


class StopsAfter(Inline):
    """Computes so many parts, then somebody asks the worker to stop."""

    def __init__(self, parts: int, stopping: Flag) -> None:
        self.parts, self.stopping = parts, stopping

    def map(self, work, tasks):  # type: ignore[no-untyped-def]
        for number, result in enumerate(super().map(work, tasks), start=1):
            if number == self.parts:
                self.stopping.put_up()
            yield result


def test_a_job_is_asked_computed_and_leaves_its_result(author: Acting, worker: Worker, now: datetime) -> None:
    job_id = ask(author, now)
    assert work_once(worker)
    found = jobs.followed(author, job_id)
    assert (found.job.state, found.job.done, found.job.total, found.asked_by) == ("done", 5, 5, "Author")
    assert jobs.file(author, job_id, "draws.txt").content.decode() == str(found.job.result["total"])
    assert not work_once(worker)


def test_the_same_seed_gives_the_same_result_on_processes(author: Acting, app: Flask, now: datetime) -> None:
    executors: list[Executor] = [Inline(), Processes(2)]
    ids = [ask(author, now) for _ in executors]
    for executor in executors:
        work_once(Worker(app, executor))
    first, second = (jobs.followed(author, job_id).job.result for job_id in ids)
    assert first == second


def test_two_workers_never_get_the_same_job(author: Acting, app: Flask, now: datetime) -> None:
    ask(author, now)
    until = now + timedelta(minutes=1)
    with writing() as session:
        assert stored.claim(session, "one", now, until) is not None
        assert stored.claim(session, "two", now, until) is None


def test_workers_at_the_same_moment_share_the_jobs(author: Acting, app: Flask, now: datetime) -> None:
    asked = {ask(author, now) for _ in range(jobs.MOST_WAITING)}
    db.session.remove()

    def claims(name: str) -> list[str]:
        taken = []
        with app.app_context():
            while True:
                with writing() as session:
                    found = stored.claim(session, name, now, now + timedelta(minutes=1))
                if found is None:
                    return taken
                taken.append(found.id)

    with ThreadPoolExecutor(4) as pool:
        taken = [job_id for found in pool.map(claims, ["one", "two", "three", "four"]) for job_id in found]
    assert len(taken) == len(asked)
    assert set(taken) == asked


def test_a_worker_that_must_stop_gives_its_job_back_and_another_goes_on(
    author: Acting, worker: Worker, now: datetime
) -> None:
    whole, halted = ask(author, now), ask(author, now)
    work_once(worker)
    stopping = Flag()
    work_once(replace(worker, executor=StopsAfter(2, stopping), stopping=stopping))
    left = jobs.followed(author, halted).job
    assert (left.state, left.tries, len(stored.parts(db.session(), halted, "draws"))) == ("waiting", 0, 2)
    counting = StopsAfter(99, Flag())
    work_once(replace(worker, executor=counting))
    assert jobs.followed(author, halted).job.result == jobs.followed(author, whole).job.result
    assert not stored.parts(db.session(), halted, "draws")


def test_a_job_left_by_a_dead_worker_is_taken_after_its_lease(
    author: Acting, worker: Worker, clock: Clock, now: datetime
) -> None:
    job_id = ask(author, now)
    with writing() as session:
        stored.claim(session, "dead", now, now + timedelta(seconds=60))
    assert not work_once(worker)
    clock.time = now + timedelta(seconds=61)
    assert work_once(worker)
    assert jobs.followed(author, job_id).job.state == "done"


def test_a_job_that_kills_its_workers_is_given_up(author: Acting, worker: Worker, clock: Clock, now: datetime) -> None:
    job_id = ask(author, now)
    for _ in range(MOST_TRIES):
        with writing() as session:
            assert stored.claim(session, "dies", clock(), clock() + timedelta(seconds=60)) is not None
        clock.time += timedelta(seconds=61)
    assert not work_once(worker)
    found = jobs.followed(author, job_id).job
    assert (found.state, found.error) == ("failed", working.KILLS_ITS_WORKERS)


def test_a_worker_without_the_lease_writes_nothing(author: Acting, now: datetime) -> None:
    job_id = ask(author, now)
    with writing() as session:
        stored.claim(session, "one", now, now + timedelta(seconds=60))
        stranger = stored.Lease(job_id, "two")
        assert not stored.keep_part(session, stranger, "draws", 0, b"")
        assert not stored.end(session, stranger, "done", now)
        assert stored.renew(session, stranger, now) is None
    assert jobs.followed(author, job_id).job.state == "running"


def test_parts_of_an_earlier_code_are_computed_again(
    author: Acting, worker: Worker, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, stopping = ask(author, now), Flag()
    work_once(replace(worker, executor=StopsAfter(2, stopping), stopping=stopping))
    monkeypatch.setattr(working, "code_version", lambda: "newer")
    counting = StopsAfter(5, done := Flag())
    work_once(replace(worker, executor=counting))
    assert done.up
    assert jobs.followed(author, job_id).job.code_version == "newer"


def test_a_waiting_job_is_cancelled_at_once(author: Acting, worker: Worker, now: datetime) -> None:
    job_id = ask(author, now)
    jobs.cancel(author, job_id, now)
    assert jobs.followed(author, job_id).job.state == "cancelled"
    assert not work_once(worker)
    with pytest.raises(RuleBroken, match="déjà terminé"):
        jobs.cancel(author, job_id, now)


def test_a_running_job_is_cancelled_by_its_worker(author: Acting, worker: Worker, clock: Clock, now: datetime) -> None:
    job_id = ask(author, now)
    with writing() as session:
        stored.claim(session, "dead", now, now + timedelta(seconds=60))
    jobs.cancel(author, job_id, now)
    assert jobs.followed(author, job_id).job.state == "running"
    clock.time += timedelta(seconds=61)
    work_once(worker)
    assert jobs.followed(author, job_id).job.state == "cancelled"


def test_a_job_whose_worker_died_is_cancelled_at_once(
    author: Acting, worker: Worker, clock: Clock, now: datetime
) -> None:
    job_id = ask(author, now)
    with writing() as session:
        stored.claim(session, "dead", now, now + timedelta(seconds=60))
    jobs.cancel(author, job_id, now + timedelta(seconds=61))
    assert jobs.followed(author, job_id).job.state == "cancelled"


def test_a_job_to_be_cancelled_is_not_given_up_with_an_error(
    author: Acting, worker: Worker, clock: Clock, now: datetime
) -> None:
    job_id = ask(author, now)
    for _ in range(MOST_TRIES):
        clock.time += timedelta(seconds=61)
        with writing() as session:
            stored.claim(session, "dies", clock(), clock() + timedelta(seconds=60))
    jobs.cancel(author, job_id, clock())
    clock.time += timedelta(seconds=61)
    assert work_once(worker)
    found = jobs.followed(author, job_id).job
    assert (found.state, found.error) == ("cancelled", "")


def test_a_cancelled_job_can_be_asked_again(author: Acting, worker: Worker, now: datetime) -> None:
    job_id = ask(author, now)
    jobs.cancel(author, job_id, now)
    assert not jobs.try_again(author, job_id, now)
    work_once(worker)
    assert jobs.followed(author, job_id).job.state == "done"
    with pytest.raises(RuleBroken, match="relancé"):
        jobs.try_again(author, job_id, now)


def test_a_job_that_failed_while_it_was_cancelled_runs_when_it_is_asked_again(
    author: Acting, worker: Worker, now: datetime
) -> None:
    job_id = ask(author, now)
    with writing() as session:
        stored.claim(session, "one", now, now + timedelta(seconds=60))
        stored.keep_part(session, stored.Lease(job_id, "one"), "other", 0, b"")
    jobs.cancel(author, job_id, now)
    with writing() as session:
        stored.end(session, stored.Lease(job_id, "one"), "failed", now, error="Plus de place.")
    assert jobs.try_again(author, job_id, now)
    work_once(worker)
    assert jobs.followed(author, job_id).job.state == "done"


def test_what_a_job_says_keeps_its_values_and_can_be_translated(author: Acting, now: datetime) -> None:
    job_id, lease = ask(author, now), stored.Lease("", "one")
    with writing() as session:
        stored.claim(session, "one", now, now + timedelta(seconds=60))
        stored.move(session, replace(lease, job_id=job_id), says=message("reste %(n)s parties", n=3))
    said = jobs.followed(author, job_id).job.says
    assert said == "reste 3 parties"
    assert isinstance(said, Message)
    assert said.translated({"reste %(n)s parties": "%(n)s parts left"}.__getitem__, lambda *_: "") == "3 parts left"


def test_a_refusal_is_told_in_its_own_words(author: Acting, worker: Worker, now: datetime) -> None:
    job_id = ask(author, now, "refuses")
    work_once(worker)
    found = jobs.followed(author, job_id).job
    assert (found.state, found.error, found.error_reference) == ("failed", "La banque est vide.", "")


def test_a_bug_leaves_a_reference_and_the_job_can_be_asked_again(
    author: Acting, worker: Worker, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    job_id = ask(author, now, "breaks")
    work_once(worker)
    found = jobs.followed(author, job_id).job
    assert (found.state, found.error) == ("failed", working.UNEXPECTED)
    assert found.error_reference in caplog.text
    jobs.try_again(author, job_id, now)
    assert jobs.followed(author, job_id).job.state == "waiting"


def test_what_could_not_be_computed_is_refused_when_it_is_asked(author: Acting, now: datetime) -> None:
    with pytest.raises(InvalidInput):
        ask(author, now, parts=0)
    with pytest.raises(NotFound):
        ask(author, now, "unheard of")


def test_a_body_does_not_pile_up_jobs(author: Acting, now: datetime) -> None:
    for _ in range(jobs.MOST_WAITING):
        ask(author, now)
    with pytest.raises(RuleBroken, match="attendent déjà"):
        ask(author, now)


def test_jobs_of_another_body_are_not_found(people: dict[str, Acting], author: Acting, now: datetime) -> None:
    job_id = ask(author, now)
    other = replace(people["stranger"], roles=frozenset({"author"}))
    for verb in (lambda: jobs.followed(other, job_id), lambda: jobs.cancel(other, job_id, now)):
        with pytest.raises(NotFound):
            verb()
    assert jobs.listed(other) == []
    with pytest.raises(NotAllowed):
        jobs.listed(people["evaluator"])
