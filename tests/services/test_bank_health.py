"""The health of a body's own bank: whose answers count, what is found, what a job leaves."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from flask import Flask

from assessment.adapters.executors import Inline
from assessment.errors import AssessmentError, NotAllowed
from assessment.services import bank_health, entry, jobs
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.bank_health import Narrowed
from assessment.services.health_job import PAGE
from assessment.services.jobs import Asked
from assessment.services.releases import current_release
from assessment.services.working import Worker, work_once
from assessment.storage import shared_answers as stored
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from tests.services.sharing_builders import share_answers

EVERYTHING = Narrowed()


def choices(author: Acting, count: int) -> list[int]:
    """The first choices of the release."""
    items = current_release(author.body_id, "socle").items
    return [at for at, one in enumerate(items) if one.kind == "single_choice"][:count]


def test_nobody_shared_anything_yet(people: dict[str, Acting]) -> None:
    found = bank_health.overview(people["author"], "socle", EVERYTHING)
    assert found.health is None
    assert (found.answers.shared, found.total) == (0, 0)


def test_only_answers_of_people_who_agreed_and_stay_count(people: dict[str, Acting], now: datetime) -> None:
    author = people["author"]
    share_answers(people["evaluator"], 4, now, choices(author, 5))
    files = list(db.session.query(CandidateFile.id).order_by(CandidateFile.id))
    with writing() as session:
        session.get_one(CandidateFile, files[0][0]).optional_consent = False
    asker = Acting(author.body_id, "Personne", frozenset({CANDIDATE}), file_id=files[1][0])
    entry.ask_erasure(asker, now)
    assert stored.counts(db.session(), author.body_id, "socle") == (10, 2, 4)
    assert {row.file_id for row in stored.shared_answers(db.session(), author.body_id, "socle")} == {
        files[2][0],
        files[3][0],
    }


def test_a_wrong_key_is_found_and_said_on_the_question_s_own_page(people: dict[str, Acting], now: datetime) -> None:
    author = people["author"]
    items = choices(author, 12)
    share_answers(people["evaluator"], 120, now, items, wrong_key=items[9])
    found = bank_health.overview(author, "socle", EVERYTHING)
    code = current_release(author.body_id, "socle").items[items[9]].code
    assert found.answers.shared == 1440
    assert {line.guard for line in found.lines if line.code == code and line.attention == "look"} >= {
        "options",
        "discrimination",
    }
    own = bank_health.statistics(author, "socle", code)
    assert own is not None
    assert own.attention == "look"
    assert (own.answers, own.missing, len(own.groups)) == (120, 0, 4)
    assert own.options is not None
    assert sum(option.takers for option in own.options.options) == 120
    drawing, _, rows = bank_health.curve(own, str)
    assert "<svg" in drawing
    assert len(rows) == 4


def test_filters_narrow_the_concerns(people: dict[str, Acting], now: datetime) -> None:
    author = people["author"]
    items = choices(author, 12)
    share_answers(people["evaluator"], 120, now, items, wrong_key=items[9])
    every = bank_health.overview(author, "socle", EVERYTHING)
    some = bank_health.overview(author, "socle", Narrowed(guard="options", attention="look"))
    assert {line.guard for line in some.lines} == {"options"}
    assert 0 < len(some.lines) < some.total == every.total
    assert not bank_health.overview(author, "socle", Narrowed(criterion="9.9")).lines


def test_a_question_nobody_answered_says_nothing(people: dict[str, Acting], now: datetime) -> None:
    author = people["author"]
    share_answers(people["evaluator"], 3, now, choices(author, 3))
    unasked = current_release(author.body_id, "socle").items[choices(author, 5)[4]].code
    own = bank_health.statistics(author, "socle", unasked)
    assert own is not None
    assert (own.answers, own.missing, own.attention, own.groups) == (0, 100, "few", ())


def test_a_job_leaves_numbers_that_pages_read_and_a_report(
    app: Flask, people: dict[str, Acting], now: datetime
) -> None:
    author = people["author"]
    items = choices(author, 6)
    share_answers(people["evaluator"], 60, now, items)
    job_id = jobs.enqueue(author, Asked("bank_health", {"certificate": "socle"}, seed=3), now)
    assert bank_health.overview(author, "socle", EVERYTHING).waits
    work_once(Worker(app, Inline()))
    done = jobs.followed(author, job_id).job
    assert done.state == "done", done.error
    assert json.loads(json.dumps(done.result))["answers"] == 360
    found = bank_health.overview(author, "socle", EVERYTHING)
    assert found.at is not None
    assert found.health is not None
    assert found.health.persons == 60
    assert not found.waits
    assert b"<!doctype html>" in jobs.file(author, job_id, PAGE).content


def test_a_job_without_answers_or_by_somebody_else_is_refused(people: dict[str, Acting], now: datetime) -> None:
    for role in ("author", "administrator"):
        with pytest.raises(AssessmentError):
            jobs.enqueue(people[role], Asked("bank_health", {"certificate": "socle"}), now)


@pytest.mark.parametrize("role", ["evaluator", "jury", "stranger"])
def test_only_authors_look(people: dict[str, Acting], role: str) -> None:
    with pytest.raises(NotAllowed):
        bank_health.overview(people[role], "socle", EVERYTHING)


def test_reach_needs_no_answer(people: dict[str, Acting]) -> None:
    found = bank_health.reach(people["author"], "socle")
    assert found is not None
    assert len(found.codes) == len(found.reach)
    assert {name for name, *_ in bank_health.cost(found)} >= {"sans les images", "sans rien écrire"}
    assert bank_health.reach(people["author"], "management") is None
