"""Unusual answers stand on the evaluator's page of the file, in words that accuse nobody, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.services import files
from assessment.services.acting import Acting
from tests.services.test_unusual import ordinary, played, strange

SignIn = Callable[[FlaskClient, str], None]
People = dict[str, Acting]
ACCUSING = ("triche", "fraude", "tricher", "anormal", "suspect", "malhonn")


@pytest.fixture
def answered(candidate: Acting, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    strange(monkeypatch)
    played(candidate, now, ordinary, pace=1)


def test_the_evaluator_reads_which_questions_and_where_to_look(
    client: FlaskClient, sign_in: SignIn, file_id: str, answered: None
) -> None:
    sign_in(client, "evaluator")
    page = client.get(f"/dossiers/{file_id}").text
    assert page.count("Réponses inhabituelles") == 1
    assert "Réponses très rapides" not in page
    assert "environ 8 personnes sur 10 de ce niveau la réussissent" in page
    assert "Les suggestions n'en tiennent pas compte" in page
    assert not [word for word in ACCUSING if word in page.lower()]


def test_nobody_else_reads_a_word_of_it(
    app: Flask, client: FlaskClient, sign_in: SignIn, people: People, file_id: str, now: datetime, answered: None
) -> None:
    code = files.invite(people["evaluator"], file_id, now).code
    person = app.test_client()
    assert person.post("/entrer", data={"code": code}).status_code == 303
    for path in ("", "/fin", "/bilan", "/mes-donnees", "/mes-donnees.json"):
        assert "inhabituel" not in person.get(f"/parcours{path}").text.lower()
    sign_in(client, "evaluator")
    for path in ("/criteres/1.1.1", "/jury", "/bilan", "/bilan/feuille", "/signature"):
        assert "inhabituel" not in client.get(f"/dossiers/{file_id}{path}").text.lower()
