"""Every page, every role: who gets in, who is turned away, and the stranger refused everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.services import files
from assessment.services.acting import Acting
from assessment.web.access import ACCESS, ANYONE, roles_for
from assessment.web.browser import cookie_name

PROFESSIONALS = ("evaluator", "trainer", "author", "jury", "administrator")
TURNED_AWAY = {302, 303, 403}
NOT_HERE = {404, 405}


def pages(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and an address of every rule, with identifiers that belong to nobody."""
    found = []
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, "1"))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            found.append((rule.endpoint, method, path))
    return found


def statuses(app: Flask, client: FlaskClient, allowed: Callable[[str], bool]) -> dict[tuple[str, str], int]:
    chosen = [(endpoint, method, path) for endpoint, method, path in pages(app) if allowed(endpoint)]
    assert chosen
    return {(e, m): client.open(path, method=m).status_code for e, m, path in chosen if e != "account.sign_out"}


def test_every_page_is_in_the_table(app: Flask) -> None:
    assert all(roles_for(endpoint) for endpoint, _, _ in pages(app))


def test_the_table_names_no_page_that_is_gone(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    blueprints = {endpoint.split(".")[0] + ".*" for endpoint in endpoints}
    assert set(ACCESS) <= endpoints | blueprints


def test_nobody_gets_in_without_signing_in(app: Flask, client: FlaskClient) -> None:
    got = statuses(app, client, lambda endpoint: ANYONE not in roles_for(endpoint))
    assert {place: status for place, status in got.items() if status != 302} == {}


@pytest.mark.parametrize("role", PROFESSIONALS)
def test_a_professional_is_refused_the_pages_of_other_roles(
    app: Flask, client: FlaskClient, people: dict[str, Acting], sign_in: Callable[[FlaskClient, str], None], role: str
) -> None:
    sign_in(client, role)
    got = statuses(app, client, lambda e: ANYONE not in roles_for(e) and role not in roles_for(e))
    assert {place: status for place, status in got.items() if status != 403} == {}


def test_a_candidate_is_refused_every_page_of_professionals(
    app: Flask, people: dict[str, Acting], file_id: str
) -> None:
    client = candidate_client(app, people, file_id)
    got = statuses(app, client, lambda e: ANYONE not in roles_for(e) and "candidate" not in roles_for(e))
    assert {place: status for place, status in got.items() if status != 403} == {}


@pytest.mark.parametrize("role", PROFESSIONALS)
def test_an_identifier_of_nobody_is_not_found(
    app: Flask, client: FlaskClient, people: dict[str, Acting], sign_in: Callable[[FlaskClient, str], None], role: str
) -> None:
    sign_in(client, role)
    mine = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments and role in roles_for(rule.endpoint)}
    got = {
        (endpoint, method): client.open(path, method=method).status_code
        for endpoint, method, path in pages(app)
        if endpoint in mine
    }
    assert {place: status for place, status in got.items() if status not in (404, 422)} == {}


def test_the_stranger_does_not_see_a_file_of_another_body(
    app: Flask,
    client: FlaskClient,
    people: dict[str, Acting],
    sign_in: Callable[[FlaskClient, str], None],
    file_id: str,
) -> None:
    sign_in(client, "stranger")
    opened = []
    for rule in app.url_map.iter_rules():
        if "file_id" in rule.arguments and rule.endpoint.startswith("evaluator."):
            values = dict.fromkeys(rule.arguments, "1.3.1") | {"file_id": file_id, "number": 1}
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
            opened += [(rule.endpoint, m) for m in (rule.methods or set()) - {"HEAD", "OPTIONS"}
                       if client.open(path, method=m).status_code not in (404, 405)]  # fmt: skip
    assert not opened


def candidate_client(app: Flask, people: dict[str, Acting], file_id: str) -> FlaskClient:
    """A browser of the candidate, who came in with the personal code."""
    clock = app.config["CLOCK"]
    code = files.invite(people["evaluator"], file_id, clock()).code
    client = app.test_client()
    client.post("/entrer", data={"code": code})
    assert client.get_cookie(cookie_name()) is not None
    return client
