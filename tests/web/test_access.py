"""Every page, every role: who gets in, who is turned away, and the stranger refused everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.services import bodies, bulk_moves, files, jobs, jury, media_library, planning, proposals, releases
from assessment.services.acting import Acting
from assessment.services.measured import Curve
from assessment.storage.database import db
from assessment.storage.tables.bank import ItemVersion
from assessment.storage.tables.calibration import ParameterProposal
from assessment.web.access import ACCESS, ANYONE, roles_for
from assessment.web.browser import cookie_name
from tests.conftest import PASSWORD
from tests.media_files import DRAWING
from tests.services.judging_builders import Scene, signed

PROFESSIONALS = ("evaluator", "trainer", "author", "jury", "administrator")
TURNED_AWAY = {302, 303, 403}
NOT_HERE = {404, 405}
# What a page would accept from its own people, so that a stranger is not merely refused for a faulty form.
WELL_FORMED = {
    "admin.erase": {"sure": "1"},
    "admin.change_roles": {"roles": ["author"]},
    "author.decide_calibration": {"decision": "accept", "reason": "Pourquoi pas."},
    "author.give_review": {"action": "accept", "comment": "Rien à redire."},
    "author.move": {"move": "retire"},
    "jury.decide": {"signature": "1", "decision": "refused", "note": "Motif."},
}


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


@pytest.fixture
def belongings(people: dict[str, Acting], file_id: str, now: datetime) -> dict[str, object]:
    """One real identifier of the first body for every kind a page of authors, trainers, juries and administrators
    takes."""
    release = releases.current_release(people["author"].body_id, "socle")
    version = db.session.get_one(ItemVersion, release.item_version_ids[0])
    meeting = jury.open_session(people["jury"], jury.NewSession(now.date(), "Mme Petit"), now)
    planning.choose_trainer(people["evaluator"], file_id, people["trainer"].who, now)
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    return {
        "item_id": version.item_id,
        "version_id": version.id,
        "batch_id": bulk_moves.move(people["author"], [release.item_version_ids[1]], "retire", now),
        "release_id": release.id,
        "account_id": people["author"].account_id,
        "file_id": file_id,
        "session_id": meeting,
        "number": 1,
        "job_id": jobs.enqueue(people["author"], jobs.Asked("study", {"certificate": "socle"}), now),
        "name": "summary.json",
        **medium_of(people["author"], now),
        "proposal_id": proposed(people["author"].body_id, release, now),
    }


def medium_of(author: Acting, now: datetime) -> dict[str, object]:
    """A picture of the first body, by its id and by its bytes."""
    media_library.add(author, [media_library.Upload("plan.svg", DRAWING)], False, now)
    (one,) = media_library.library(author, media_library.WantedMedia())
    return {"medium_id": one.medium.id, "sha256": one.medium.sha256}


def proposed(body_id: str, release: releases.Release, now: datetime) -> str:
    """New parameters for one question of a release."""
    version, curve = release.item_version_ids[0], Curve(1.0, 0.0, 0.2, 0.98, 0.1, 0.1)
    made = proposals.Made({version: curve}, {version: 40}, {version: ""}, {"answers": 40})
    return proposals.propose(release, made, ParameterProposal(body_id=body_id, effects={}), now)


def pages_of(app: Flask, role: str, belongings: dict[str, object]) -> list[tuple[str, str, str]]:
    """Endpoint, method and address of every page of a role (jobs too), with identifiers of the first body."""
    blueprints = {"admin" if role == "administrator" else role, "jobs"}
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in blueprints and rule.arguments and rule.arguments <= set(belongings):
            values = {name: belongings[name] for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
            found += [(rule.endpoint, method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    assert found
    return found


@pytest.mark.parametrize("role", ["author", "trainer", "jury", "administrator"])
def test_their_own_people_reach_what_others_are_refused(
    app: Flask,
    client: FlaskClient,
    belongings: dict[str, object],
    sign_in: Callable[[FlaskClient, str], None],
    role: str,
) -> None:
    """Without it the sweep below could be refused for the wrong reason."""
    sign_in(client, role)
    mine = [one for one in pages_of(app, role, belongings) if not one[0].startswith("jobs.") and one[1] == "GET"]
    assert mine
    refused = {endpoint: client.get(path).status_code for endpoint, _, path in mine}
    assert {endpoint: status for endpoint, status in refused.items() if status not in (200, 409)} == {}


@pytest.mark.parametrize("role", ["author", "trainer", "jury", "administrator"])
def test_a_colleague_of_another_body_reaches_nothing_of_this_one(
    app: Flask, client: FlaskClient, people: dict[str, Acting], belongings: dict[str, object], role: str
) -> None:
    email = f"other.{role}@exemple.fr"
    other = bodies.NewAccount("Étrangère", email, PASSWORD, (role,))
    bodies.add_account(people["stranger"].body_id, other, app.config["CLOCK"]())
    assert client.post("/connexion", data={"email": email, "password": PASSWORD}).status_code == 302
    opened = []
    for endpoint, method, path in pages_of(app, role, belongings):
        status = client.open(path, method=method, data=WELL_FORMED.get(endpoint)).status_code
        refused = 403 if endpoint.startswith("jobs.") and role in ("trainer", "jury") else 404
        opened += [(endpoint, method, status)] if status != refused else []
    assert not opened


def test_the_pages_of_colleagues_take_no_other_identifier(app: Flask, belongings: dict[str, object]) -> None:
    """A page with a new kind of identifier must join the sweep above."""
    shared = {"admin.model"}  # the empty file of a certificate's referential, the same for every body
    untried = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in ("author", "trainer", "jury", "admin", "jobs")
        and not rule.arguments <= set(belongings)
        and rule.endpoint not in shared
    ]
    assert untried == []


def candidate_client(app: Flask, people: dict[str, Acting], file_id: str) -> FlaskClient:
    """A browser of the candidate, who came in with the personal code."""
    clock = app.config["CLOCK"]
    code = files.invite(people["evaluator"], file_id, clock()).code
    client = app.test_client()
    client.post("/entrer", data={"code": code})
    assert client.get_cookie(cookie_name()) is not None
    return client
