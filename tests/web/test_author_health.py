"""The pages of the bank's health answer with nothing, with answers, with filters, and only to authors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from assessment.services.acting import Acting
from assessment.services.item_search import Wanted, find
from assessment.services.releases import current_release
from tests.services.sharing_builders import share_answers

SignIn = Callable[[FlaskClient, str], None]


@pytest.fixture
def author(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn) -> FlaskClient:
    sign_in(client, "author")
    return client


@pytest.fixture
def answered(people: dict[str, Acting], now: datetime) -> str:
    """Code of a question whose key is wrong, among questions that were answered."""
    items = current_release(people["author"].body_id, "socle").items
    choices = [at for at, one in enumerate(items) if one.kind == "single_choice"][:12]
    share_answers(people["evaluator"], 120, now, choices, wrong_key=choices[9])
    return items[choices[9]].code


@pytest.mark.parametrize("certificate", ["socle", "numerique", "autre"])
def test_without_answers_the_page_says_what_is_missing(author: FlaskClient, certificate: str) -> None:
    page = author.get("/questions/sante", query_string={"certificat": certificate})
    assert page.status_code == 200
    assert "Pas encore de quoi juger" in page.text
    assert "Calculer" not in page.text


def test_the_page_says_what_to_read_again_and_leads_there(
    author: FlaskClient, people: dict[str, Acting], answered: str
) -> None:
    page = author.get("/questions/sante").text
    assert "prise par des personnes plus à l&#39;aise" in page
    item_id = next(line.item_id for line in find(people["author"], Wanted("socle", text=answered)).lines)
    assert f"/questions/{item_id}#reponses" in page
    own = author.get(f"/questions/{item_id}").text
    assert "Options\u00a0: qui les prend" in own
    assert '<svg class="plot"' in own


def test_filters_stand_in_the_address(author: FlaskClient, answered: str) -> None:
    page = author.get("/questions/sante?constat=options&avis=look&critere=" + answered[:5]).text
    assert 'value="options" selected' in page
    assert "plus à l&#39;aise" in page
    assert "Aucun constat ne correspond" in author.get("/questions/sante?critere=9").text
    assert author.get("/questions/sante?constat=rien&avis=x&page=99").status_code == 200


def test_a_new_look_is_a_job(author: FlaskClient, answered: str) -> None:
    page = author.post("/questions/sante", data={"certificat": "socle"}, follow_redirects=True)
    assert "Un calcul est en cours" in page.text


def test_the_map_says_how_sure_one_could_be_and_what_to_write(author: FlaskClient) -> None:
    page = author.get("/questions/carte").text
    assert "Jusqu'où conclure, domaine 2" in page
    assert "difficulté vers" in page
    assert "sans les images" in page


@pytest.mark.parametrize("role", ["evaluator", "jury", "administrator"])
def test_others_are_refused(client: FlaskClient, sign_in: SignIn, role: str, people: dict[str, Acting]) -> None:
    sign_in(client, role)
    assert client.get("/questions/sante").status_code == 403
    assert client.post("/questions/sante").status_code == 403
