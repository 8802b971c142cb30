"""A calibration computed outside the request: from files or from shared answers, stopped and gone on with."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest
from flask import Flask

from assessment.adapters.executors import Inline
from assessment.errors import InvalidInput, RuleBroken
from assessment.services import jobs
from assessment.services.acting import Acting
from assessment.services.calibration_job import ANSWERS, ITEMS, LEFT_OUT, NO_ANSWER
from assessment.services.job_context import Context, Flag
from assessment.services.working import Worker, work_once
from assessment.storage.jobs import Content
from tests.engine.calibration.simulated import one_scale
from tests.services.sharing_builders import share_answers

METHODS = ("joint", "unidimensional")


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app, Inline())


def given() -> tuple[Content, Content]:
    known = one_scale(150, 12, seed=8, each=8).answers
    items = "item,criterion\n" + "".join(f"q{i},1.1.{1 + i % 3}\n" for i in range(12))
    rows = zip(known.person, known.item, known.score, strict=True)
    answers = "person,item,score\n" + "".join(f"p{p},q{i},{x}\n" for p, i, x in rows)
    return Content(ITEMS, "text/csv", items.encode()), Content(ANSWERS, "text/csv", answers.encode())


def ask(people: dict[str, Acting], now: datetime, method: str, files: tuple[Content, ...] = ()) -> str:
    spec = {"method": method, "certificate": "socle"}
    return jobs.enqueue(people["author"], jobs.Asked("calibration", spec, seed=2, files=files), now)


def files_of(people: dict[str, Acting], job_id: str) -> dict[str, bytes]:
    found = jobs.followed(people["author"], job_id)
    assert (found.job.state, found.job.error) == ("done", "")
    return {each.name: jobs.file(people["author"], job_id, each.name).content for each in found.files}


@pytest.mark.parametrize("method", METHODS)
def test_a_calibration_goes_on_where_it_was_given_back(
    people: dict[str, Acting], worker: Worker, now: datetime, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, halted = (ask(people, now, method, given()) for _ in range(2))
    work_once(worker)
    go_on, heard = Context.go_on, []

    def stops_at_the_sixth(context: Context) -> None:
        heard.append(context)
        if len(heard) == 6:
            context.signals.stopping.put_up()
        go_on(context)

    monkeypatch.setattr(Context, "go_on", stops_at_the_sixth)
    work_once(Worker(worker.app, Inline(), stopping=Flag()))
    assert jobs.followed(people["author"], halted).job.state == "waiting"
    work_once(worker)
    first, second = files_of(people, whole), files_of(people, halted)
    for name in ("parameters.csv", "structure.json"):
        assert first[name] == second[name]
    steps = [json.loads(each["report.json"])["iterations"] for each in (first, second)]
    assert steps[0] == steps[1]
    assert method == "unidimensional" or len(heard) == steps[0]


def test_shared_answers_are_calibrated_and_the_rest_is_listed(
    people: dict[str, Acting], worker: Worker, now: datetime
) -> None:
    share_answers(people["evaluator"], 40, now, list(range(12)))
    job_id = ask(people, now, "unidimensional")
    work_once(worker)
    files, result = files_of(people, job_id), jobs.followed(people["author"], job_id).job.result
    assert result is not None
    calibrated = list(csv.DictReader(io.StringIO(files["parameters.csv"].decode())))
    left = list(csv.DictReader(io.StringIO(files[LEFT_OUT].decode())))
    assert (len(calibrated), len(left)) == (result["items"], result["left_out"])
    assert NO_ANSWER in {row["reason"] for row in left}
    assert not {row["item"] for row in calibrated} & {row["item"] for row in left}


def test_without_shared_answers_there_is_nothing_to_ask_for(people: dict[str, Acting], now: datetime) -> None:
    with pytest.raises(RuleBroken, match="partagé"):
        ask(people, now, "joint")


def test_faulty_files_end_the_job_with_their_faults(people: dict[str, Acting], worker: Worker, now: datetime) -> None:
    items, answers = given()
    wrong = Content(ANSWERS, "text/csv", answers.content + b"p0,unknown,1\n")
    job_id = ask(people, now, "joint", (items, wrong))
    work_once(worker)
    found = jobs.followed(people["author"], job_id).job
    assert found.state == "failed"
    assert "LONG.csv, ligne" in found.error
    assert not jobs.followed(people["author"], job_id).files


@pytest.mark.parametrize("method", ["py-irt", "guess"])
def test_a_method_that_cannot_be_stopped_is_refused(people: dict[str, Acting], now: datetime, method: str) -> None:
    with pytest.raises(InvalidInput):
        ask(people, now, method, given())
