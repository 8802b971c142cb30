"""What an evaluator sends: kept when it is good, given back with its faults and what was typed when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from assessment.services import files, planning, signing
from assessment.services.acting import Acting
from assessment.storage import review as said
from assessment.storage.database import db
from tests.services.judging_builders import Scene, judge_all, ready_to_sign, signed

SignIn = Callable[[FlaskClient, str], None]
People = dict[str, Acting]


def test_a_file_is_opened_with_a_form(client: FlaskClient, sign_in: SignIn, people: People) -> None:
    sign_in(client, "evaluator")
    form = {"certificate": "socle", "first_name": "Zoé", "last_name": "Caron", "birth_date": "1990-05-04"}
    answer = client.post("/dossiers/nouveau", data=form | {"accommodations": ["extra_time"]})
    assert answer.status_code == 303
    file = files.followed(people["evaluator"], answer.headers["Location"].rsplit("/", 1)[1])
    assert (file.name, str(file.birth_date)) == ("Zoé Caron", "1990-05-04")


def test_a_faulty_form_lists_its_faults_and_keeps_what_was_typed(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "evaluator")
    answer = client.post("/dossiers/nouveau", data={"first_name": "", "last_name": "Caron", "certificate": "autre"})
    assert answer.status_code == 422
    assert re.findall(r'href="#(\w+)"', answer.text)[-2:] == ["certificate", "first_name"]
    assert 'value="Caron"' in answer.text


def test_an_invitation_is_shown_once_and_never_stored(
    client: FlaskClient, sign_in: SignIn, file_id: str, people: People
) -> None:
    sign_in(client, "evaluator")
    answer = client.post(f"/dossiers/{file_id}/invitation")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", answer.text)
    assert code is not None
    assert "<svg" in answer.text
    assert code[0] not in client.get(f"/dossiers/{file_id}").text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_decision_leads_to_the_next_open_criterion(client: FlaskClient, sign_in: SignIn, file_id: str) -> None:
    sign_in(client, "evaluator")
    form = {"decision": "acquired", "reason": "Vu pendant l'atelier.", "then": "next"}
    answer = client.post(f"/dossiers/{file_id}/criteres/1.1.1/decision", data=form)
    assert answer.headers["Location"].endswith("/criteres/1.1.2")
    assert said.decisions(db.session(), [file_id])[file_id] == {"1.1.1": "acquired"}


def test_a_judged_criterion_says_its_decision_beside_the_form(
    client: FlaskClient, sign_in: SignIn, file_id: str
) -> None:
    sign_in(client, "evaluator")
    page = f"/dossiers/{file_id}/criteres/1.1.1"
    assert "Une nouvelle décision remplace celle-ci." not in client.get(page).text
    client.post(f"{page}/decision", data={"decision": "acquired", "reason": "Vu pendant l'atelier.", "then": "stay"})
    assert "Une nouvelle décision remplace celle-ci." in client.get(page).text


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("4 janvier", "3 mars", "du 4 janvier au 3 mars"),
        ("4 janvier", "", "à partir du 4 janvier"),
        ("", "3 mars", "jusqu'au 3 mars"),
    ],
)
def test_the_dates_of_an_objective_are_a_phrase(app: Flask, start: str, end: str, words: str) -> None:
    source = '{% import "evaluator/parts.html" as parts with context %}{{ parts.dates(start, end) }}'
    with app.test_request_context():
        said_so = render_template_string(source, start=start, end=end)
    assert " ".join(said_so.replace("&#39;", "'").replace("’", "'").split()) == words


def test_a_decision_without_its_reason_comes_back(client: FlaskClient, sign_in: SignIn, file_id: str) -> None:
    sign_in(client, "evaluator")
    answer = client.post(f"/dossiers/{file_id}/criteres/1.1.1/decision", data={"decision": "acquired", "reason": "vu"})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert re.search(r'value="acquired" checked', answer.text)
    assert said.decisions(db.session(), [file_id])[file_id] == {}


def test_an_observation_is_noted_and_taken_back(client: FlaskClient, sign_in: SignIn, file_id: str) -> None:
    sign_in(client, "evaluator")
    page = f"/dossiers/{file_id}/criteres/1.2.1"
    assert client.post(f"{page}/observation", data={"mastered": "yes"}).status_code == 422
    seen = {"mastered": "yes", "certainty": "often", "note": "Explique son poste clairement."}
    assert client.post(f"{page}/observation", data=seen).status_code == 303
    (kept,) = said.observations(db.session(), file_id)
    client.post(f"{page}/retrait", data={"observation": kept.id, "why": "Noté deux fois."})
    db.session.rollback()
    (taken,) = said.observations(db.session(), file_id)
    assert taken.withdrawn_why == "Noté deux fois."
    assert "Noté deux fois." in client.get(page).text


def test_the_end_of_an_evaluation_is_written_down(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str
) -> None:
    sign_in(client, "evaluator")
    page = f"/dossiers/{file_id}/bilan"
    objective = {"subdomain": "2.1", "objective": "Apprendre à poser une division.", "hours": "7,5"}
    posted = [
        client.post(f"{page}/entretien", data={"held_on": "2026-11-22"}),
        client.post(f"{page}/synthese", data={"synthesis": "À l'aise à l'oral."}),
        client.post(f"{page}/objectifs", data=objective),
        client.post(f"{page}/formation", data={"trainer": people["trainer"].who}),
    ]
    assert [answer.status_code for answer in posted] == [303] * 4
    db.session.rollback()
    file = files.followed(people["evaluator"], file_id)
    assert (file.synthesis, file.trainer_id) == ("À l'aise à l'oral.", people["trainer"].who)
    assert [one.hours for one in planning.objectives(file)] == [7.5]


def test_absurd_hours_and_dates_are_given_back(client: FlaskClient, sign_in: SignIn, file_id: str) -> None:
    sign_in(client, "evaluator")
    page = f"/dossiers/{file_id}/bilan"
    bad = {"subdomain": "2.1", "objective": "Apprendre.", "hours": "beaucoup", "ends_on": "hier"}
    answer = client.post(f"{page}/objectifs", data=bad)
    assert answer.status_code == 422
    assert 'id="hours-error"' in answer.text
    assert 'id="ends_on-error"' in answer.text
    assert client.post(f"{page}/entretien", data={"held_on": "2030-01-01"}).status_code == 422


def test_a_refused_proposal_comes_back_in_its_own_form(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    judge_all(Scene(people["evaluator"], file_id, now), but=("2.1.1", "2.1.2", "2.1.3", "2.1.4"))
    sign_in(client, "evaluator")
    sent = {
        "subdomain": "2.1",
        "proposed": "2.1",
        "objective": "Compter ses heures.",
        "hours": "",
        "starts_on": "2026-12-01",
    }
    answer = client.post(f"/dossiers/{file_id}/bilan/objectifs", data=sent)
    assert answer.status_code == 422
    (own,) = re.findall(r'<form(?:(?!</form>).)*name="proposed" value="2\.1".*?</form>', answer.text, re.DOTALL)
    assert "Compter ses heures." in own
    assert 'value="2026-12-01"' in own
    assert 'id="hours-error"' in own
    assert answer.text.count("Compter ses heures.") == 1
    assert re.search(r"<details[^>]* open", answer.text) is None
    assert len(re.findall(r'id="hours"', answer.text)) == 1


def test_a_file_is_signed_then_opened_for_a_correction(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    ready_to_sign(Scene(people["evaluator"], file_id, now))
    sign_in(client, "evaluator")
    seen = re.search(r'name="seen" value="(\w+)"', client.get(f"/dossiers/{file_id}/signature").text)
    assert seen is not None
    assert client.post(f"/dossiers/{file_id}/signature").status_code == 422
    assert client.post(f"/dossiers/{file_id}/signature", data={"seen": "0" * 64}).status_code == 409
    assert client.post(f"/dossiers/{file_id}/signature", data={"seen": seen[1]}).status_code == 303
    assert signing.signed(people["evaluator"], file_id).number == 1
    refused = client.post(f"/dossiers/{file_id}/reouverture", data={"why": ""})
    assert refused.status_code == 422
    assert "cette phrase reste dans le journal" in refused.text
    assert client.post(f"/dossiers/{file_id}/reouverture", data={"why": "Erreur de saisie"}).status_code == 303


def test_nothing_changes_in_a_signed_file(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    sign_in(client, "evaluator")
    decision = {"decision": "not_acquired", "reason": "Après la signature."}
    assert client.post(f"/dossiers/{file_id}/criteres/1.1.1/decision", data=decision).status_code == 409
    assert client.post(f"/dossiers/{file_id}/bilan/synthese", data={"synthesis": "Autre."}).status_code == 409
    assert client.post(f"/dossiers/{file_id}/invitation").status_code == 409


def test_a_stranger_changes_nothing(client: FlaskClient, sign_in: SignIn, file_id: str) -> None:
    sign_in(client, "stranger")
    page = f"/dossiers/{file_id}"
    decision = {"decision": "acquired", "reason": "Je ne connais pas cette personne."}
    posts = ["invitation", "finale", "seance/fin", "seance/nouvelle", "bilan/formation", "signature", "reouverture"]
    answers = [client.post(f"{page}/{name}", data={"why": "Pour voir."}) for name in posts]
    answers.append(client.post(f"{page}/criteres/1.1.1/decision", data=decision))
    assert {answer.status_code for answer in answers} == {404}
