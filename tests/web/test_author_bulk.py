"""An author moves several questions from the list without script, sees what stays, and takes the move back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assessment.services.acting import Acting
from assessment.services.item_previews import version
from assessment.services.item_search import Wanted, find

People = dict[str, Acting]


@pytest.fixture
def author(client: FlaskClient, people: People, sign_in: Callable[[FlaskClient, str], None]) -> FlaskClient:
    sign_in(client, "author")
    return client


def picks(page: str) -> list[str]:
    return re.findall(r'name="version" value="([0-9a-f]+)"', page)


def confirmed(author: FlaskClient, plan: str) -> str:
    """The address of the move once confirmed."""
    hidden = {name: re.findall(rf'name="{name}" value="([^"]*)"', plan)[0] for name in ("choice", "versions")}
    return author.post("/questions/deplacements", data=hidden).headers["Location"]


def test_from_the_boxes_of_the_list_to_the_way_back(author: FlaskClient, people: People) -> None:
    ids = picks(author.get("/questions/?critere=2.1").text)[:3]
    plan = author.post("/questions/deplacer?critere=2.1", data={"version": ids, "choice": "retire"}).text
    assert {version(people["author"], one).state for one in ids} == {"in_use"}
    address = confirmed(author, plan)
    assert "3 questions sont déplacées" in author.get(address).text
    assert {version(people["author"], one).state for one in ids} == {"retired"}
    done = author.post(f"{address}/annuler", follow_redirects=True).text
    assert "3 questions sont revenues" in done
    assert "Annuler ce déplacement" not in done
    assert {version(people["author"], one).state for one in ids} == {"in_use"}


def test_all_that_is_found_is_what_the_filters_find(author: FlaskClient, people: People) -> None:
    total = find(people["author"], Wanted("socle", "2.1")).total
    plan = author.post("/questions/deplacer?critere=2.1", data={"all": "1", "choice": "retire"}).text
    assert f"{total} questions seront déplacées" in plan
    confirmed(author, plan)
    assert find(people["author"], Wanted("socle", "2.1", state="retired")).total == total


def test_what_may_not_move_is_listed_with_the_reason(author: FlaskClient) -> None:
    ids = picks(author.get("/questions/").text)[:2]
    plan = author.post("/questions/deplacer", data={"version": ids, "choice": "submit"}).text
    assert plan.count("Cette action ne part pas de cet état.") == 2
    assert 'name="versions"' not in plan


@pytest.mark.parametrize("form", [{"choice": "retire"}, {"all": "1", "choice": ""}, {"all": "1", "choice": "publish"}])
def test_nothing_chosen_comes_back_to_the_same_list(author: FlaskClient, form: dict[str, str]) -> None:
    answer = author.post("/questions/deplacer?critere=2.1&page=2", data=form)
    assert answer.status_code == 303
    assert "critere=2.1" in answer.headers["Location"]
    assert answer.headers["Location"].endswith("page=2")
    assert "Choisissez" in author.get(answer.headers["Location"]).text


def test_the_list_tells_what_narrows_it_and_keeps_rows_short_on_a_phone(author: FlaskClient) -> None:
    whole, narrowed = (author.get(address).text for address in ("/questions/", "/questions/?critere=2.1&etat=in_use"))
    assert re.search(r"Chercher et filtrer\s*</summary>", whole)
    assert re.search(r"Chercher et filtrer \(2\)\s*</summary>", narrowed)
    assert "table-compact" in whole
    assert 'data-label="Sorte" class="wide-only"' in whole
