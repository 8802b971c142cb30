"""What a reader sees when something is wrong: clear words, the right status, and a reference that is also in the log."""

from __future__ import annotations

import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assessment.services import health
from assessment.storage.database import db


def test_a_server_error_shows_a_reference_that_is_in_the_log(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(health, "database_answers", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/sante")
    assert answer.status_code == 500
    found = re.search(r"<strong>([0-9A-F]{8})</strong>", answer.text)
    assert found
    assert found[1] in caplog.text
    assert "ZeroDivisionError" not in answer.text


def test_a_database_error_logs_no_value(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    values = {"name": "Amina Diallo"}  # away from the failing line, which the traceback quotes

    def broken() -> bool:
        db.session.execute(text("SELECT 1 FROM nowhere WHERE name = :name"), values)
        return True

    monkeypatch.setattr(health, "database_answers", broken)
    with caplog.at_level(logging.ERROR):
        client.get("/sante")
    assert "nowhere" in caplog.text
    assert "Diallo" not in caplog.text


def test_a_value_the_database_cannot_hold_is_a_request_not_understood(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unstorable() -> bool:
        raise DataError("SELECT 1", {}, Exception("out of range"))

    monkeypatch.setattr(health, "database_answers", unstorable)
    assert client.get("/sante").status_code == 400


@pytest.mark.parametrize("error", [OperationalError("SELECT 1", {}, Exception("no server")), PoolTimeout("all busy")])
def test_a_database_away_is_a_calm_page_that_says_when_to_come_back(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def away() -> bool:
        raise error

    monkeypatch.setattr(health, "database_answers", away)
    answer = client.get("/sante")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Vos réponses déjà envoyées sont gardées" in answer.text


def test_an_unknown_page_says_so_in_french(client: FlaskClient) -> None:
    answer = client.get("/nulle-part")
    assert answer.status_code == 404
    assert "Cette page n&#39;existe pas" in answer.text


def test_a_stale_form_promises_nothing_and_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/connexion", data={"email": "x@exemple.fr"})
    assert answer.status_code == 400
    assert "Revenez en arrière, rechargez-la" in answer.text
    assert "perdu" not in answer.text


def test_signing_in_again_leads_back_to_the_page_and_not_to_the_address_of_a_form(client: FlaskClient) -> None:
    asked = client.get("/dossiers/?q=a").headers["Location"]
    sent = client.post("/dossiers/nouveau", headers={"Referer": "http://localhost/dossiers/?q=b"}).headers["Location"]
    elsewhere = client.post("/dossiers/nouveau", headers={"Referer": "http://["}).headers["Location"]
    assert [parse_qs(urlsplit(each).query).get("next") for each in (asked, sent, elsewhere)] == [
        ["/dossiers/?q=a"],
        ["/dossiers/?q=b"],
        None,
    ]
