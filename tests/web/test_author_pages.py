"""Every author's page answers, and the way from an idea to a published question."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assessment.services import authoring
from assessment.services.acting import Acting
from assessment.services.item_search import Wanted, find

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


@pytest.mark.parametrize("kind", ["single_choice", "several_choices", "number", "short_text", "ordering", "fill_table"])
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
