"""Every author's page answers, and the way from an idea to a published question."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.items.kinds import KINDS
from assessment.services import bodies
from assessment.services.acting import Acting
from assessment.services.item_search import Wanted, find
from assessment.services.releases import current_release
from tests.conftest import PASSWORD
from tests.services.writing import COMPLETE

SignIn = Callable[[FlaskClient, str], None]
PAGES = ("/questions/", "/questions/carte", "/questions/nouvelle", "/questions/relectures", "/questions/publication")


@pytest.fixture
def author(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn) -> FlaskClient:
    sign_in(client, "author")
    return client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("certificate", ["socle", "numerique", "autre"])
def test_a_page_answers_for_every_certificate(author: FlaskClient, path: str, certificate: str) -> None:
    assert author.get(path, query_string={"certificat": certificate}).status_code == 200


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_pages_of_a_question_answer_for_every_kind(
    author: FlaskClient, people: dict[str, Acting], kind: str
) -> None:
    line = find(people["author"], Wanted("socle", kind=kind)).lines[0]
    page = author.get(f"/questions/{line.item_id}")
    assert page.status_code == 200
    assert "estimation de l'auteur" in page.text
    assert author.get(f"/questions/versions/{line.version_id}/apercu").status_code == 200
    draft = author.post(f"/questions/{line.item_id}/modifier", follow_redirects=True)
    assert draft.status_code == 200
    assert "Envoyer en relecture" in draft.text


def begin(author: FlaskClient) -> str:
    """The address of a new draft."""
    form = {"certificat": "socle", "criterion": "2.1.1", "kind": "single_choice", "title": "Rendu sur un billet"}
    answer = author.post("/questions/nouvelle", data=form)
    assert answer.status_code == 303
    return answer.headers["Location"]


def fields(page: str, *names: str) -> dict[str, str]:
    found = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', page) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def write(author: FlaskClient, address: str, form: dict[str, list[str]], action: str = "save") -> TestResponse:
    hidden = fields(author.get(address).text, "edition", "page")
    return author.post(address, data=form | hidden | {"action": action})


def test_what_is_missing_before_a_question_begins_is_beside_each_field(author: FlaskClient) -> None:
    page = author.post("/questions/nouvelle", data={"certificat": "socle"})
    assert page.status_code == 422
    assert {f'id="{name}-error"' in page.text for name in ("criterion", "title", "kind")} == {True}


def test_from_an_idea_to_a_published_question_without_script(
    author: FlaskClient, people: dict[str, Acting], sign_in: SignIn
) -> None:
    address = begin(author)
    assert write(author, address, COMPLETE).status_code == 303
    assert write(author, address, COMPLETE, "submit").status_code == 303
    version = address.rsplit("/", 1)[0]
    refused = author.post(f"{version}/relecture", data={"action": "accept"})
    assert refused.status_code == 403
    assert 'value="accept"' not in author.get(f"{version}/relecture").text
    reviewer = author.application.test_client()
    sign_in(reviewer, "reviewer")
    assert 'value="accept"' in reviewer.get(f"{version}/relecture").text
    assert reviewer.post(f"{version}/relecture", data={"action": "send_back", "comment": ""}).status_code == 422
    assert reviewer.post(f"{version}/relecture", data={"action": "accept", "comment": "Bien."}).status_code == 303
    assert "ajoutées" in author.get("/questions/publication").text
    assert author.post("/questions/publication", data={"certificat": "socle", "note": ""}).status_code == 422
    done = author.post(
        "/questions/publication", data={"certificat": "socle", "note": "Une de plus."}, follow_redirects=True
    )
    assert "Une de plus." in done.text
    assert current_release(people["author"].body_id, "socle").number == 2


def test_all_faults_of_a_draft_stand_beside_their_fields(author: FlaskClient) -> None:
    address = begin(author)
    form = COMPLETE | {"question": [""], "seconds": ["vite"], "trade": [""], "option-2-text": ["7,50 €"]}
    assert write(author, address, form).status_code == 303
    page = author.get(address).text
    assert all(f'id="{name}-error"' in page for name in ("question", "seconds", "trade", "option-1-text"))
    refused = write(author, address, form, "submit")
    assert refused.status_code == 422
    assert "n&#39;est pas complète" in refused.text


def test_two_authors_on_one_draft_see_both_texts_and_choose(
    author: FlaskClient, people: dict[str, Acting], sign_in: SignIn
) -> None:
    address = begin(author)
    other = author.application.test_client()
    sign_in(other, "reviewer")
    stale = fields(other.get(address).text, "edition", "page")
    write(author, address, COMPLETE)
    mine = COMPLETE | {"question": ["Mon autre question ?"]}
    conflict = other.post(address, data=mine | stale | {"action": "save"})
    assert conflict.status_code == 409
    assert "Mon autre question" in conflict.text
    assert "Un client vous donne 20" in conflict.text
    assert "hx-post" not in conflict.text.split('id="draft"')[1].split(">")[0]
    assert "Mon autre question" not in author.get(address).text
    again = other.post(address, data=mine | fields(conflict.text, "edition", "page") | {"action": "save"})
    assert again.status_code == 303
    assert "Mon autre question" in author.get(address).text


def test_a_draft_is_kept_while_typing_and_shown_again(author: FlaskClient) -> None:
    address = begin(author)
    hidden = fields(author.get(address).text, "edition", "page")
    kept = author.post(f"{address}/garder", data=COMPLETE | hidden, headers={"HX-Request": "true"})
    assert kept.status_code == 200
    assert fields(kept.text, "edition") == {"edition": "2"}
    assert 'hx-swap-oob="true"' in kept.text
    assert "7,50" in kept.text
    assert "data-focus" not in kept.text
    late = author.post(f"{address}/garder", data=COMPLETE | {"title": ["Encore"]} | hidden)
    assert late.status_code == 200
    stranger_page = COMPLETE | {"title": ["Ailleurs"], "page": "f" * 16, "edition": "1"}
    assert author.post(f"{address}/garder", data=stranger_page).status_code == 409


@pytest.mark.parametrize(
    ("action", "field"),
    [("add-text", "support-1-text"), ("add-table", "support-1-rows"), ("add-picture", "support-1-file")],
)
def test_a_document_is_added_without_script(author: FlaskClient, action: str, field: str) -> None:
    address = begin(author)
    added = write(author, address, COMPLETE, action)
    assert added.status_code == 303
    assert f'name="{field}"' in author.get(added.headers["Location"]).text


def test_a_document_ticked_for_removal_leaves(author: FlaskClient) -> None:
    address = begin(author)
    support = {"support-1-type": ["text"], "support-1-text": ["Le dépôt ferme à 18 h."]}
    write(author, address, COMPLETE | support)
    assert "Le dépôt ferme" in author.get(address).text
    write(author, address, COMPLETE | support | {"support-1-remove": ["1"]})
    assert "Le dépôt ferme" not in author.get(address).text


def test_trying_an_answer_says_to_the_author_only_whether_it_is_right(
    author: FlaskClient, people: dict[str, Acting]
) -> None:
    line = find(people["author"], Wanted("socle", kind="number")).lines[0]
    address = f"/questions/versions/{line.version_id}/apercu?graine=3"
    assert "pas celle que l'on attend" in author.post(address, data={"value": "-123456", "action": "answer"}).text
    assert "Le candidat lirait" in author.post(address, data={"value": "", "action": "answer"}).text


def test_filters_are_in_the_address_and_keep_from_page_to_page(author: FlaskClient) -> None:
    page = author.get("/questions/", query_string={"critere": "2", "niveau": "facile", "texte": "cômbien"})
    assert "page=2" not in page.text or "niveau=facile" in page.text
    assert author.get("/questions/?critere=9.9&page=99").status_code == 200
    assert "Aucune question ne correspond" in author.get("/questions/?texte=zzzzzz").text


def test_the_way_back_needs_no_script(author: FlaskClient, people: dict[str, Acting]) -> None:
    release = current_release(people["author"].body_id, "socle").id
    assert author.post(f"/questions/publication/{release}/retour").status_code == 409


def test_the_pages_of_an_item_of_another_body_are_not_found(
    client: FlaskClient, people: dict[str, Acting], sign_in: SignIn, now: datetime
) -> None:
    line = find(people["author"], Wanted("socle")).lines[0]
    body = people["stranger"].body_id
    bodies.add_account(body, bodies.NewAccount("Ailleurs", "ailleurs@exemple.fr", PASSWORD, ("author",)), now)
    sign_in(client, "ailleurs")
    for path in (line.item_id, f"versions/{line.version_id}/apercu", f"versions/{line.version_id}/brouillon"):
        assert client.get(f"/questions/{path}").status_code == 404
    assert client.post(f"/questions/{line.item_id}/modifier").status_code == 404
    assert client.post(f"/questions/versions/{line.version_id}/etat", data={"move": "retire"}).status_code == 404
