"""Every administrator's page answers; a person is added, given roles, closed; a grid is read, then confirmed."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.items.lifecycle import Move
from assessment.services.acting import Acting
from assessment.storage.items import EDITED
from assessment.web import author_words

SignIn = Callable[[FlaskClient, str], None]
NOTED = re.compile(r'journal\.note\(\s*session,\s*acting,\s*"(\w+)"')
PAGES = ("", "personnes/nouvelle", "decompte", "reglages", "referentiels", "journal")


@pytest.fixture
def admin(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn) -> FlaskClient:
    sign_in(client, "administrator")
    return client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers(admin: FlaskClient, path: str) -> None:
    assert admin.get(f"/administration/{path}").status_code == 200


def test_a_person_is_added_and_the_password_is_shown_once(admin: FlaskClient) -> None:
    form = {"name": "Zoé Martin", "email": "zoe@exemple.fr", "roles": ["author", "jury"]}
    page = admin.post("/administration/personnes/nouvelle", data=form)
    password = re.search(r"<dd>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</dd>", page.text)
    assert password is not None
    assert page.headers["Cache-Control"] == "no-store"
    assert password[1] not in admin.get("/administration/").text
    other = admin.application.test_client()
    entered = other.post("/connexion", data={"email": "zoe@exemple.fr", "password": password[1]})
    assert entered.status_code == 302


def test_what_is_wrong_with_a_new_person_is_beside_each_field(admin: FlaskClient) -> None:
    page = admin.post("/administration/personnes/nouvelle", data={"name": "", "email": "zoe"})
    assert page.status_code == 422
    assert {f'id="{field}-error"' in page.text for field in ("name", "email", "roles")} == {True}


def test_roles_change_and_an_account_closes_and_opens_again(admin: FlaskClient, people: dict[str, Acting]) -> None:
    address = f"/administration/personnes/{people['author'].account_id}"
    assert admin.post(f"{address}/roles", data={"roles": ["trainer"]}).status_code == 303
    assert admin.post(f"{address}/roles", data={}).status_code == 422
    assert admin.post(f"{address}/fermeture").status_code == 303
    assert "compte fermé" in admin.get(address).text
    assert admin.post(f"{address}/reouverture").status_code == 303
    assert "Mot de passe de départ" in admin.post(f"{address}/mot-de-passe").text


def test_settings_are_kept_or_refused_beside_their_field(admin: FlaskClient) -> None:
    assert admin.post("/administration/reglages", data={"questions": "40", "minutes": "60"}).status_code == 303
    page = admin.post("/administration/reglages", data={"questions": "4", "minutes": "60"})
    assert page.status_code == 422
    assert 'id="questions-error"' in page.text


def test_a_grid_is_shown_before_it_is_stored(admin: FlaskClient) -> None:
    model = admin.get("/administration/referentiels/modele/socle.csv").data.replace(b"version;", b"version;bis-", 1)
    page = send(admin, model, "grille.csv")
    data = re.search(r'name="data" value="([^"]+)"', page.text)
    assert "Rien n'est encore enregistré" in page.text
    assert data is not None
    assert "bis-" not in admin.get("/administration/referentiels").text
    stored = admin.post("/administration/referentiels/import", data={"data": html.unescape(data[1])})
    assert stored.status_code == 303
    assert "bis-" in admin.get("/administration/referentiels").text


@pytest.mark.parametrize(
    ("content", "name"), [(b"", ""), (b"a;b\n1;2", "x.csv"), (b"PK\x03\x04", "x.xlsx"), (b"x", "x.exe")]
)
def test_a_faulty_grid_is_told_with_its_place(admin: FlaskClient, content: bytes, name: str) -> None:
    page = send(admin, content, name)
    assert page.status_code == 422
    assert "attendu" in page.text


def test_the_journal_is_said_to_be_intact_and_shows_no_reason(admin: FlaskClient) -> None:
    admin.post("/administration/reglages", data={"questions": "41", "minutes": "419"})
    page = admin.get("/administration/journal")
    assert "Journal intact" in page.text
    assert "a changé la durée des séances" in page.text
    assert "25140" not in page.text.split("<tbody>")[1].split("</tbody>")[0]


@pytest.mark.parametrize("name", ["mois", "evaluations"])
def test_counts_are_downloaded_as_a_table(admin: FlaskClient, name: str) -> None:
    page = admin.get(f"/administration/decompte/{name}.csv")
    assert page.mimetype == "text/csv"
    assert page.text.startswith("\ufeffmois;")


def test_every_verb_written_in_the_journal_has_a_phrase() -> None:
    sources = (Path(author_words.__file__).parent.parent / "services").glob("*.py")
    verbs = {verb for path in sources for verb in NOTED.findall(path.read_text(encoding="utf-8"))}
    moves = {f"{move.value}_question" for move in Move if move is not Move.PUBLISH}
    assert len(verbs) > 10
    assert (verbs | moves | {EDITED}) - set(author_words.VERBS) == set()


def send(admin: FlaskClient, content: bytes, name: str) -> TestResponse:
    return admin.post("/administration/referentiels", data={"grid": (io.BytesIO(content), name)})
