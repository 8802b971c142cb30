"""The pages of work outside the request: asking, following, cancelling, taking files; refused to everybody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from assessment.adapters.executors import Inline
from assessment.services import jobs, working
from assessment.services.acting import Acting
from assessment.services.job_kinds import KINDS
from assessment.services.working import Worker, work_once
from assessment.storage import jobs as stored
from assessment.storage.database import writing
from assessment.storage.jobs import Lease
from assessment.web import job_words
from tests.services.job_examples import EXAMPLES
from tests.services.test_calibration_job import given

SignIn = Callable[[FlaskClient, str], None]
STUDY = {"kind": "study", "certificate": "socle", "people": "40", "questions": "12", "policy": "random"} | {
    "structure": "weak"
}


pytestmark = pytest.mark.usefixtures("example_kinds")


@pytest.fixture
def author(client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    sign_in(client, "author")
    return client


def ask(people: dict[str, Acting], now: datetime, kind: str = "draws") -> str:
    return jobs.enqueue(people["author"], jobs.Asked(kind, {"parts": 3, "certificate": "socle"}, seed=1), now)


def test_every_kind_and_state_has_its_words() -> None:
    assert {name for name in KINDS if name not in EXAMPLES} == set(job_words.KINDS)
    assert set(job_words.STATES) == {"waiting", "running", *jobs.OVER}


def test_an_empty_list_says_what_can_be_asked(author: FlaskClient) -> None:
    page = author.get("/travaux/").text
    assert "Aucun calcul pour le moment" in page
    assert "/travaux/nouveau" in page


def test_an_administrator_sees_the_same_list(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "administrator")
    assert "Aucun calcul" in client.get("/travaux/").text


@pytest.mark.parametrize("role", ["evaluator", "trainer", "jury", "stranger"])
def test_others_are_refused(client: FlaskClient, sign_in: SignIn, role: str) -> None:
    sign_in(client, role)
    assert client.get("/travaux/").status_code == 403
    assert client.post("/travaux/nouveau", data=STUDY).status_code == 403


def test_a_study_is_asked_and_waits(author: FlaskClient, people: dict[str, Acting]) -> None:
    assert author.post("/travaux/nouveau", data=STUDY).status_code == 303
    page = author.get("/travaux/").text
    assert "40 personnes inventées, 12 questions, une question au hasard" in page
    assert "en attente" in page


def test_a_study_that_makes_no_sense_comes_back_with_its_reasons(author: FlaskClient) -> None:
    reply = author.post("/travaux/nouveau", data=STUDY | {"people": "2"})
    assert reply.status_code == 422
    assert "un nombre entier de 20 à 5000" in reply.text
    assert 'value="2"' in reply.text


def test_files_are_sent_with_a_calibration(author: FlaskClient, people: dict[str, Acting]) -> None:
    items, answers = given()
    large = answers.content + b"\n" * (2 * 1024 * 1024)  # more than other forms may hold
    form = {"kind": "calibration", "certificate": "socle", "method": "joint"} | {
        "items": FileStorage(io.BytesIO(items.content), "q.csv"),
        "answers": FileStorage(io.BytesIO(large), "a.csv"),
    }
    boundary, body = encode_multipart(form)
    sent = author.post("/travaux/nouveau", data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert sent.status_code == 303
    assert "fichiers envoyés" in author.get("/travaux/").text


def test_progress_is_shown_and_asked_for_again(author: FlaskClient, people: dict[str, Acting], now: datetime) -> None:
    job_id = ask(people, now)
    with writing() as session:
        stored.claim(session, "one", now, now + timedelta(minutes=5))
        stored.move(session, Lease(job_id, "one"), done=7, total=20, says="Tirages")
    page = author.get(f"/travaux/{job_id}").text
    assert "7 sur 20" in page
    assert f'hx-get="/travaux/{job_id}"' in page
    news = author.get(f"/travaux/{job_id}", headers={"HX-Request": "true"})
    assert "<h1" not in news.text
    assert "HX-Retarget" not in news.headers


def test_the_news_of_a_job_that_is_over_bring_its_result(
    app: Flask, author: FlaskClient, people: dict[str, Acting], now: datetime
) -> None:
    job_id = ask(people, now)
    work_once(Worker(app, Inline()))
    news = author.get(f"/travaux/{job_id}", headers={"HX-Request": "true"})
    assert news.headers["HX-Retarget"] == f"#job-{job_id}"
    assert "draws.txt" in news.text
    file = author.get(f"/travaux/{job_id}/fichiers/draws.txt")
    assert file.headers["Content-Disposition"] == "attachment; filename=draws.txt"
    assert author.get(f"/travaux/{job_id}/fichiers/other.txt").status_code == 404


def test_cancelling_is_one_button(author: FlaskClient, people: dict[str, Acting], now: datetime) -> None:
    job_id = ask(people, now)
    assert author.post(f"/travaux/{job_id}/annuler").status_code == 303
    assert "annulé" in author.get("/travaux/").text
    assert author.post(f"/travaux/{job_id}/annuler").status_code == 409


def test_an_error_is_told_with_its_reference_and_can_be_tried_again(
    app: Flask, author: FlaskClient, people: dict[str, Acting], now: datetime
) -> None:
    job_id = ask(people, now, "breaks")
    work_once(Worker(app, Inline()))
    page = author.get("/travaux/").text
    assert working.UNEXPECTED in page
    assert jobs.followed(people["author"], job_id).job.error_reference in page
    assert author.post(f"/travaux/{job_id}/relancer").status_code == 303
    page = author.get("/travaux/").text
    assert "en attente" in page
    assert "Le calcul recommencera au début." in page


def test_what_was_refused_is_told_fault_by_fault(
    app: Flask, author: FlaskClient, people: dict[str, Acting], now: datetime
) -> None:
    ask(people, now, "refuses")
    work_once(Worker(app, Inline()))
    assert "La banque est vide." in author.get("/travaux/").text
