"""An author asks for a calibration, reads what it proposes, and decides; nobody else gets there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.adapters.executors import Inline
from assessment.services import proposals
from assessment.services.acting import Acting
from assessment.services.releases import current_release
from assessment.services.working import Worker, work_once
from tests.services.sharing_builders import share_answers

SignIn = Callable[[FlaskClient, str], None]
LIST = "/questions/calibrations"


@pytest.fixture
def proposed(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn, app: Flask, now: datetime) -> str:
    """The address of a proposal that the reviewer asked for on the page."""
    share_answers(people["evaluator"], 60, now, list(range(8)))
    sign_in(client, "reviewer")
    assert "Calibrer" in client.get(LIST).text
    client.post(LIST, data={"certificat": "socle", "method": "unidimensional"})
    assert "Une calibration est en cours" in client.get(LIST).text
    assert work_once(Worker(app, Inline()))
    found = proposals.listed(people["author"], "socle")
    return f"{LIST}/{found[0].id}"


def test_without_answers_the_page_says_so(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn) -> None:
    sign_in(client, "author")
    page = client.get(LIST)
    assert "Rien à mesurer pour l'instant" in page.text
    assert "Demander une calibration" not in page.text


def test_another_author_accepts_and_the_bank_is_new(
    client: FlaskClient, people: dict[str, Acting], sign_in: SignIn, proposed: str
) -> None:
    sign_in(client, "author")
    page = client.get(proposed)
    for words in ("Ce qui bouge", "Difficultés avant et après", "Accepter", "à décider"):
        assert words in page.text
    empty = client.post(proposed, data={"decision": "accept", "reason": ""})
    assert (empty.status_code, "pourquoi, en 1 à 500" in empty.text) == (422, True)
    before = current_release(people["author"].body_id, "socle").number
    accepted = client.post(proposed, data={"decision": "accept", "reason": "Rien ne surprend."}, follow_redirects=True)
    assert "une nouvelle banque est en service" in accepted.text
    assert "Rien ne surprend." in accepted.text
    assert current_release(people["author"].body_id, "socle").number == before + 1
    assert "Refuser" not in client.get(proposed).text


def test_who_asked_is_told_that_another_decides(client: FlaskClient, proposed: str) -> None:
    page = client.get(proposed).text
    assert "une autre personne doit l'accepter" in page
    assert 'value="accept"' not in page
    assert client.post(proposed, data={"decision": "accept", "reason": "Moi."}).status_code == 403
    refused = client.post(proposed, data={"decision": "refuse", "reason": "Trop tôt."}, follow_redirects=True)
    assert "la banque ne change pas" in refused.text


@pytest.mark.parametrize("role", ["evaluator", "trainer", "jury", "administrator"])
def test_no_other_role_gets_there(client: FlaskClient, sign_in: SignIn, proposed: str, role: str) -> None:
    sign_in(client, role)
    assert client.get(LIST).status_code == 403
    assert client.get(proposed).status_code == 403
