"""The page where professionals change their own password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from assessment.services import people as services
from assessment.services.acting import Acting
from assessment.services.people import NewPerson
from assessment.web.browser import cookie_name
from tests.conftest import PASSWORD

NEW = "une autre phrase de passe"
PAGE = "/compte/mot-de-passe"
SignIn = Callable[[FlaskClient, str], None]


def test_a_copied_cookie_is_dead_after_the_change(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "author")
    cookie = client.get_cookie(cookie_name())
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie(cookie_name(), cookie.value)
    assert thief.get(PAGE).status_code == 200
    assert client.post(PAGE, data={"current": PASSWORD, "new": NEW, "again": NEW}).status_code == 303
    assert thief.get(PAGE).status_code == 302
    assert "Votre mot de passe est changé" in client.get(PAGE).text


def test_a_wrong_current_password_is_told_beside_its_field(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "jury")
    answer = client.post(PAGE, data={"current": "au hasard", "new": NEW, "again": NEW})
    assert answer.status_code == 422
    assert 'id="current-error"' in answer.text
    assert NEW not in answer.text
    assert client.get(PAGE).status_code == 200


def test_the_header_leads_to_the_page(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "evaluator")
    assert f'href="{PAGE}"' in client.get("/dossiers/").text


def test_a_password_somebody_else_made_is_changed_before_anything_else(
    client: FlaskClient, people: dict[str, Acting], now: datetime
) -> None:
    opened = services.add(people["administrator"], NewPerson("Zoé", "zoe@exemple.fr", ("evaluator",)), now)
    client.post("/connexion", data={"email": "zoe@exemple.fr", "password": opened.password})
    sent_away = client.get("/dossiers/")
    assert (sent_away.status_code, sent_away.location) == (303, PAGE)
    assert "Choisissez votre propre mot de passe" in client.get(PAGE).text
    assert client.post("/dossiers/nouveau").location == PAGE
    client.post(PAGE, data={"current": opened.password, "new": NEW, "again": NEW})
    assert client.get("/dossiers/").status_code == 200
