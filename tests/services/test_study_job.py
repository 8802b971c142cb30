"""A study computed outside the request: the same files wherever its parts run, and after an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from distributed import LocalCluster
from flask import Flask

from assessment.adapters import dask_cluster
from assessment.adapters.dask_cluster import dask
from assessment.adapters.executors import Executor, Inline, Processes
from assessment.errors import InvalidInput
from assessment.interchange.study_bank import StudyBank
from assessment.services import jobs, study_job
from assessment.services.acting import Acting
from assessment.services.job_context import Flag
from assessment.services.working import Worker, work_once
from tests.engine.banks import CODES, measure
from tests.services.test_jobs import StopsAfter
from tests.versions import one_version

SPEC = {"certificate": "socle", "people": 40, "questions": 6}


@pytest.fixture(autouse=True)
def small_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank of 32 questions: the shipped one takes ten seconds a part."""
    small = measure()
    bank = StudyBank(tuple(f"q{n}" for n in range(len(small.items))), CODES, small.items)
    monkeypatch.setattr(study_job, "_bank", lambda spec: (bank, small))
    monkeypatch.setattr(dask_cluster, "code_version", one_version)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as found:
        yield found.scheduler_address


def ask(people: dict[str, Acting], now: datetime) -> str:
    return jobs.enqueue(people["author"], jobs.Asked("study", SPEC, seed=12), now)


def files(people: dict[str, Acting], job_id: str) -> dict[str, bytes]:
    """The tables of a study (the summary and the report also tell how long it took)."""
    found = jobs.followed(people["author"], job_id)
    assert (found.job.state, found.job.error) == ("done", "")
    assert {each.name for each in found.files} >= {"summary.json", study_job.REPORT}
    tables = [each.name for each in found.files if each.name.endswith(".csv")]
    return {name: jobs.file(people["author"], job_id, name).content for name in tables}


def test_a_study_is_the_same_wherever_it_runs(
    app: Flask, people: dict[str, Acting], now: datetime, request: pytest.FixtureRequest
) -> None:
    executors: list[Executor] = [Inline(), Processes(2), dask(request.getfixturevalue("cluster"))]
    found = []
    for executor in executors:
        job_id = ask(people, now)
        assert work_once(Worker(app, executor))
        found.append(files(people, job_id))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 3


def test_a_study_goes_on_from_its_parts(app: Flask, people: dict[str, Acting], now: datetime) -> None:
    whole, halted = ask(people, now), ask(people, now)
    worker, stopping = Worker(app, Inline()), Flag()
    work_once(worker)
    work_once(replace(worker, executor=StopsAfter(1, stopping), stopping=stopping))
    assert jobs.followed(people["author"], halted).job.state == "waiting"
    work_once(worker)
    assert files(people, halted) == files(people, whole)


@pytest.mark.parametrize(
    "wrong", [{"certificate": "none"}, {"policy": "best"}, {"people": "many"}, {"people": 3}, {"questions": 0}]
)
def test_a_study_that_makes_no_sense_is_refused(
    people: dict[str, Acting], now: datetime, wrong: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput):
        jobs.enqueue(people["author"], jobs.Asked("study", SPEC | wrong), now)
