"""Headers on every response, forms refused without their token or from elsewhere, cookies closed to scripts."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.app import create_app
from assessment.config import Config
from tests.conftest import PASSWORD

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def unsafe_routes(app: Flask) -> list[tuple[str, str]]:
    routes = []
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            values = dict.fromkeys(rule.arguments, "1")
            path = app.url_map.bind("localhost").build(
                rule.endpoint, values, method=next(iter(rule.methods or {"GET"}))
            )
        routes += [(method, path) for method in (rule.methods or set()) & UNSAFE]
    return routes


def test_every_unsafe_route_refuses_a_form_without_its_token(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    routes = unsafe_routes(app)
    assert routes
    accepted = [route for route in routes if app.test_client().open(route[1], method=route[0]).status_code != 400]
    assert not accepted


def test_every_unsafe_route_refuses_a_form_from_elsewhere(app: Flask) -> None:
    headers = {"Origin": "https://ailleurs.example"}
    answers = {r: app.test_client().open(r[1], method=r[0], headers=headers).status_code for r in unsafe_routes(app)}
    assert set(answers.values()) == {403}


@pytest.mark.parametrize("origin", ["http://[", "null", "//["])
def test_an_origin_that_is_no_address_is_foreign(client: FlaskClient, origin: str) -> None:
    assert client.post("/connexion", headers={"Origin": origin}).status_code == 403


@pytest.mark.both
def test_a_null_character_is_refused_in_words(client: FlaskClient) -> None:
    form = {"email": "evaluator@exemple.fr", "password": PASSWORD}
    answers = [client.post("/connexion", data=form | {"email": "a\0b"}), client.post("/connexion", data={"a\0b": "x"})]
    client.post("/connexion", data=form)
    answers += [client.get("/dossiers/a%00b"), client.get("/dossiers/?q=a%00b")]
    assert [answer.status_code for answer in answers] == [400] * 4
    assert all("a pas compris la demande" in answer.text for answer in answers)


@pytest.mark.parametrize("path", ["/", "/connexion", "/sante", "/inconnue", "/systeme"])
def test_every_response_carries_its_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient) -> None:
    answer = client.post("/connexion", data={"email": "evaluator@exemple.fr", "password": PASSWORD})
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("assessment="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_copied_cookie_is_dead_after_sign_out(app: Flask, client: FlaskClient) -> None:
    client.post("/connexion", data={"email": "evaluator@exemple.fr", "password": PASSWORD})
    copied = client.get_cookie("assessment")
    assert copied is not None
    thief = app.test_client()
    thief.set_cookie("assessment", copied.value)
    assert thief.get("/dossiers/").status_code == 200
    client.post("/deconnexion")
    assert thief.get("/dossiers/").headers["Location"].startswith("/connexion")


@pytest.mark.parametrize(
    "target", ["//ailleurs.example/x", "//[", "/a\nb", "/\\ailleurs.example", "http://a.example/x"]
)
def test_signing_in_does_not_lead_to_another_site(client: FlaskClient, target: str) -> None:
    form = {"email": "evaluator@exemple.fr", "password": PASSWORD, "next": target}
    assert client.post("/connexion", data=form).headers["Location"] == "/dossiers/"


def test_signing_in_leads_to_the_page_asked_for(client: FlaskClient) -> None:
    form = {"email": "evaluator@exemple.fr", "password": PASSWORD, "next": "/evaluation?page=2"}
    assert client.post("/connexion", data=form).headers["Location"] == "/evaluation?page=2"


def test_guessing_a_password_is_stopped(client: FlaskClient) -> None:
    wrong = {"email": "evaluator@exemple.fr", "password": "pas le bon mot de passe"}
    assert [client.post("/connexion", data=wrong).status_code for _ in range(6)] == [422] * 5 + [429]
    right = {"email": "evaluator@exemple.fr", "password": PASSWORD}
    assert client.post("/connexion", data=right).status_code == 429


def test_an_unknown_address_gets_the_same_words_as_a_wrong_password(client: FlaskClient) -> None:
    def words(email: str) -> str:
        page = client.post("/connexion", data={"email": email, "password": "pas le bon mot de passe"}).text
        return page.replace(email, "")

    assert words("evaluator@exemple.fr") == words("personne-x@exemple.fr")


@pytest.mark.parametrize(
    ("url", "name"), [("https://a.example", "__Host-assessment-form"), ("http://a", "assessment-form")]
)
def test_the_cookie_of_forms_is_bound_to_its_host_on_https(url: str, name: str) -> None:
    config = Config(database_url="sqlite://", secret_key="k" * 48, public_url=url)
    assert create_app(config).config["SESSION_COOKIE_NAME"] == name
