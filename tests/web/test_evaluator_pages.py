"""Every page of an evaluator, on a file with answers, observations and judgements; nobody else opens them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from assessment.review.judgement import Verdict
from assessment.review.reliability import Seen
from assessment.services import files, judging, observing, planning, referentials, seen, suggestions
from assessment.services.acting import Acting
from assessment.services.referentials import load_referential
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import Serve
from tests.services.judging_builders import Scene, ready_to_sign, signed
from tests.sittings.playing import answer_all, begun

SignIn = Callable[[FlaskClient, str], None]
People = dict[str, Acting]
PAGES = [
    "",
    "/suivi",
    "/criteres/2.1.1",
    "/criteres/1.2.1",
    "/domaines/2",
    "/a-observer",
    "/bilan",
    "/bilan/feuille",
    "/signature",
]


@pytest.fixture
def used_file(people: People, file_id: str, candidate: Acting, now: datetime) -> str:
    """The file after a short sitting, one observation, one judgement and one objective."""
    begun(candidate, now, Settings(questions=6))
    answer_all(candidate, now, Random(3))
    evaluator = people["evaluator"]
    observing.observe(evaluator, file_id, Seen("1.2.1", "yes", "once", "Décrit son poste."), now)
    judging.judge(evaluator, file_id, Verdict("1.2.1", "not_acquired", "Trop peu de mots du métier."), now)
    planning.add_objective(evaluator, file_id, planning.Objective("1.2", "Apprendre à décrire.", 7), now)
    return file_id


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.replace("\u00a0", " ")).split())


@pytest.mark.parametrize("page", PAGES)
def test_an_evaluator_reads_every_page_of_a_file(
    client: FlaskClient, sign_in: SignIn, used_file: str, page: str
) -> None:
    sign_in(client, "evaluator")
    assert text_of(client, f"/dossiers/{used_file}{page}")


def test_the_page_of_a_criterion_says_why_it_was_asked_and_why_nothing_is_concluded(
    client: FlaskClient, sign_in: SignIn, used_file: str
) -> None:
    sign_in(client, "evaluator")
    asked = [
        one for one in seen.questions(used_file) if suggestions.for_file(used_file)[one.criterion].state == "to_confirm"
    ]
    page = text_of(client, f"/dossiers/{used_file}/criteres/{asked[0].criterion}")
    assert "Pourquoi elle a été posée :" in page
    assert f"le critère {asked[0].criterion}" in page
    assert "Pourquoi ce n'est pas tranché" in page.replace("&#39;", "'")
    assert "C’est encore trop peu pour se prononcer." in page


def test_a_question_on_trial_stands_apart_and_is_said_not_to_count(
    client: FlaskClient, sign_in: SignIn, used_file: str
) -> None:
    shown = seen.questions(used_file)[0]
    with writing() as session:
        session.execute(update(Serve).where(Serve.position == 0).values(scored=False, reason={"why": "pilot"}))
    sign_in(client, "evaluator")
    page = text_of(client, f"/dossiers/{used_file}/criteres/{shown.criterion}")
    assert "1 question à l'essai, qui ne compte pas" in page.replace("&#39;", "'")
    assert "question à l'essai, ne compte pas" in page.replace("&#39;", "'")


@pytest.mark.parametrize("page", PAGES)
def test_an_evaluator_of_another_body_finds_nothing(
    client: FlaskClient, sign_in: SignIn, file_id: str, page: str
) -> None:
    sign_in(client, "stranger")
    answer = client.get(f"/dossiers/{file_id}{page}")
    assert answer.status_code == 404
    assert "Diallo" not in answer.text


@pytest.mark.parametrize("role", ["trainer", "author", "jury", "administrator"])
def test_no_other_role_opens_a_file(client: FlaskClient, sign_in: SignIn, file_id: str, role: str) -> None:
    sign_in(client, role)
    for page in PAGES:
        assert client.get(f"/dossiers/{file_id}{page}").status_code == 403


def test_a_candidate_opens_none_of_it(client: FlaskClient, people: People, file_id: str, now: datetime) -> None:
    invitation = files.invite(people["evaluator"], file_id, now)
    client.post("/entrer", data={"code": invitation.code})
    for page in PAGES:
        assert client.get(f"/dossiers/{file_id}{page}").status_code in (302, 403)


def test_the_worklist_says_who_waits(client: FlaskClient, sign_in: SignIn, used_file: str) -> None:
    sign_in(client, "evaluator")
    page = text_of(client, "/dossiers/")
    assert "Amina Diallo" in page
    assert "107 critères" in page
    assert "Aucun dossier ne correspond" in text_of(client, "/dossiers/?vue=all&nom=personne")


def test_the_list_refreshes_as_a_part(client: FlaskClient, sign_in: SignIn, used_file: str) -> None:
    sign_in(client, "evaluator")
    part = client.get("/dossiers/", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_the_list_is_given_as_a_spreadsheet(client: FlaskClient, sign_in: SignIn, used_file: str) -> None:
    sign_in(client, "evaluator")
    answer = client.get("/dossiers/liste.csv?vue=all")
    assert answer.mimetype == "text/csv"
    assert "Diallo;Amina;" in answer.text


def test_a_criterion_starts_with_nothing_selected(client: FlaskClient, sign_in: SignIn, used_file: str) -> None:
    sign_in(client, "evaluator")
    page = client.get(f"/dossiers/{used_file}/criteres/1.2.1").text
    assert 'name="decision"' in page
    assert " checked" not in page.split('id="decision-part"')[1]
    assert "Trop peu de mots du métier." in page


def test_a_question_is_shown_with_its_answer_and_the_one_expected(
    client: FlaskClient, sign_in: SignIn, people: People, used_file: str
) -> None:
    sign_in(client, "evaluator")
    codes = re.findall(r'href="[^"]+/criteres/([\d.]+)"', client.get(f"/dossiers/{used_file}").text)
    pages = [text_of(client, f"/dossiers/{used_file}/criteres/{code}") for code in codes if code.startswith("2.1.")]
    asked = [page for page in pages if "Réponse attendue" in page]
    assert all("comme elle a été montrée" in page for page in asked)


def test_thresholds_that_nobody_confirmed_are_marked(client: FlaskClient, sign_in: SignIn, file_id: str) -> None:
    sign_in(client, "evaluator")
    assert "seuil à confirmer" in text_of(client, f"/dossiers/{file_id}/criteres/1.2.1")


def test_a_signed_file_is_read_and_offers_no_change(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    sign_in(client, "evaluator")
    page = text_of(client, f"/dossiers/{file_id}/jury")
    assert "Signé le 22 novembre 2026" in page
    assert "Vu pendant l'entretien." in page.replace("&#39;", "'")
    assert 'name="decision"' not in client.get(f"/dossiers/{file_id}/criteres/2.1.1").text
    assert "lecture seule" in text_of(client, f"/dossiers/{file_id}/bilan")


def test_initial_and_final_stand_side_by_side(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    sign_in(client, "evaluator")
    opened = client.post(f"/dossiers/{file_id}/finale")
    assert "évaluation finale" in text_of(client, opened.headers["Location"])
    assert "107" in text_of(client, f"/dossiers/{file_id}/comparaison")


def test_a_provisional_referential_is_said_on_pages_and_in_the_signed_file(
    app: Flask, client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    provisional = referentials.store_shipped("management", app.config["BANK_FOLDER"], now)
    with writing() as session:
        session.get_one(CandidateFile, file_id).referential_version_id = provisional
    signed(Scene(people["evaluator"], file_id, now))
    sign_in(client, "evaluator")
    code = load_referential(provisional).criteria[0].code
    for page in (
        "",
        f"/criteres/{code}",
        f"/domaines/{code.split('.', maxsplit=1)[0]}",
        "/bilan/feuille",
        "/signature",
    ):
        assert "Référentiel provisoire" in text_of(client, f"/dossiers/{file_id}{page}")
    assert "(provisoire)" in text_of(client, f"/dossiers/{file_id}/jury")


def test_the_page_of_a_signature_lists_what_is_missing(
    client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime
) -> None:
    sign_in(client, "evaluator")
    assert "Il manque encore 2 points." in text_of(client, f"/dossiers/{file_id}/signature")
    ready_to_sign(Scene(people["evaluator"], file_id, now))
    assert "Signer en tant que Evaluator" in text_of(client, f"/dossiers/{file_id}/signature")
