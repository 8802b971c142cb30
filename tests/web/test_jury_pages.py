"""The pages of juries and trainers, and what those two never see or change."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from flask.testing import FlaskClient

from assessment.services import planning
from assessment.services.acting import Acting

SignIn = Callable[[FlaskClient, str], None]
People = dict[str, Acting]
MEETING = {"held_on": "2026-12-10", "members": "Mme Petit, employeurs\nM. Roy, salariés"}


def test_a_jury_opens_a_session_reads_a_file_and_decides(
    client: FlaskClient, sign_in: SignIn, signed_file: str
) -> None:
    sign_in(client, "jury")
    assert "1 dossier signé attend" in client.get("/jury/").text
    page = client.post("/jury/", data=MEETING).headers["Location"]
    signature = re.search(r'name="signature" value="(\w+)"', client.get(page).text)
    assert signature is not None
    assert "Empreinte du contenu" in client.get(f"/jury/dossiers/{signed_file}/1").text
    form = {"signature": signature[1], "decision": "granted", "note": ""}
    assert client.post(f"{page}/decisions", data=form).status_code == 303
    assert "certificat accordé" in client.get(page).text
    assert "certificat accordé" in client.get(f"{page}/decisions.csv").text


def test_a_refusal_without_its_reason_comes_back(client: FlaskClient, sign_in: SignIn, signed_file: str) -> None:
    sign_in(client, "jury")
    page = client.post("/jury/", data=MEETING).headers["Location"]
    signature = re.search(r'name="signature" value="(\w+)"', client.get(page).text)
    assert signature is not None
    answer = client.post(f"{page}/decisions", data={"signature": signature[1], "decision": "refused"})
    assert answer.status_code == 422
    assert 'id="note-error"' in answer.text


def test_a_jury_changes_no_judgement(client: FlaskClient, sign_in: SignIn, signed_file: str) -> None:
    sign_in(client, "jury")
    assert client.post(f"/dossiers/{signed_file}/criteres/1.1.1/decision", data={}).status_code == 403


def test_a_session_without_date_comes_back(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "jury")
    assert client.post("/jury/", data={"held_on": "", "members": ""}).status_code == 422


def test_a_trainer_sees_a_plan_and_no_answer(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    evaluator = people["evaluator"]
    planning.add_objective(evaluator, file_id, planning.Objective("2.1", "Apprendre à diviser.", 7), now)
    sign_in(client, "trainer")
    assert client.get(f"/stagiaires/{file_id}").status_code == 404
    planning.choose_trainer(evaluator, file_id, people["trainer"].who, now)
    assert "Amina Diallo" in client.get("/stagiaires/").text
    assert "Apprendre à diviser." in client.get(f"/stagiaires/{file_id}").text
    assert client.get(f"/dossiers/{file_id}").status_code == 403
