"""From a file to drafts and from a search to a file, through the pages, without script."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from flask_babel import Domain
from werkzeug.test import TestResponse

from assessment.services import exporting
from assessment.services.acting import Acting
from tests.web.pseudo import Pseudo
from tests.web.visitor import Visitor

SignIn = Callable[[FlaskClient, str], None]
GOOD, BAD = "Oui ? {=a ~b ~c}\n", "Bof ? {=a =b ~c}\n"


@pytest.fixture
def author(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn) -> FlaskClient:
    sign_in(client, "author")
    return client


def send(author: FlaskClient, text: str, name: str = "q.gift", criterion: str = "2.1.1") -> TestResponse:
    form = {"questions": (io.BytesIO(text.encode()), name), "certificat": "socle", "critere": criterion}
    return author.post("/questions/importer", data=form, content_type="multipart/form-data")


def keep(author: FlaskClient, page: TestResponse) -> TestResponse:
    data = re.search(r'name="data" value="([^"]+)"', page.text)
    assert data is not None
    return author.post("/questions/importer/garder", data={"data": html.unescape(data[1]), "certificat": "socle"})


def test_a_file_is_shown_before_its_questions_are_kept_as_drafts(author: FlaskClient) -> None:
    page = send(author, GOOD)
    assert page.status_code == 200
    assert "Rien n'est encore enregistré" in page.text
    assert "Importer 1 question" in page.text
    assert "Oui ?" not in author.get("/questions/?etat=draft").text
    listed = author.get(keep(author, page).headers["Location"]).text
    assert "1 question est importée en brouillon" in listed
    assert "Oui ?" in listed


def test_what_is_wrong_is_said_and_the_good_part_may_still_be_kept(author: FlaskClient) -> None:
    page = send(author, f"{GOOD}\n{BAD}")
    assert page.status_code == 422
    assert {words in page.text for words in ("À corriger", "Trouvé", "Attendu", "Importer seulement la bonne")} == {
        True
    }
    assert keep(author, page).status_code == 303


def test_the_good_part_is_chosen_question_by_question(author: FlaskClient) -> None:
    page = send(author, "::Un:: Oui ? {=a ~b ~c}\n\n::Deux:: Non ? {=a ~b ~c}\n\n::Trois:: Si ? {=a ~b ~c}\n")
    keys = re.findall(r'name="kept" value="([^"]+)" checked', page.text)
    assert keys == re.findall(r'name="listed" value="([^"]+)"', page.text)
    data = html.unescape(re.search(r'name="data" value="([^"]+)"', page.text)[1])  # type: ignore[index]
    sent = {"data": data, "certificat": "socle", "listed": keys, "kept": keys[::2]}
    listed = author.post("/questions/importer/garder", data=sent, follow_redirects=True).text
    assert [title in listed for title in (">Un<", ">Deux<", ">Trois<")] == [True, False, True]
    nothing = author.post("/questions/importer/garder", data=sent | {"kept": []})
    assert nothing.status_code == 422
    assert "Choisissez au moins une question" in nothing.text


def test_sixty_faults_of_one_column_are_one_block_with_every_line(author: FlaskClient) -> None:
    head = "Sorte;Titre;Métier;Question;Réponse 1;Réponse 2;Réponse 3;Bonne réponse;Explication"
    rows = [f"Choix d'une réponse;T{n};plongeur;Combien ?;a{n};b{n};c{n};1;Oui." for n in range(60)]
    page = send(author, "\n".join([head, *rows]), "q.csv")
    assert page.status_code == 422
    assert "60 fois" in page.text
    assert all(re.search(rf"ligne {line}\b", page.text) for line in range(2, 62))
    assert page.text.count("<dt>") < 10


def test_a_file_with_nothing_good_cannot_be_kept(author: FlaskClient) -> None:
    page = send(author, BAD)
    assert page.status_code == 422
    assert "Rien ne peut être importé" in page.text
    assert "garder" not in page.text


@pytest.mark.parametrize("name", ["q.docx", "q.zip", "q.xlsx", "q.xml", "q.csv"])
def test_a_file_of_another_sort_is_refused_with_its_reasons(author: FlaskClient, name: str) -> None:
    page = send(author, "ceci n'est pas un fichier de questions", name)
    assert page.status_code == 422
    assert name in page.text


def test_no_file_comes_back_to_the_page(author: FlaskClient) -> None:
    page = author.post("/questions/importer", data={"certificat": "socle"})
    assert page.status_code == 422
    assert "Choisissez un fichier" in page.text


def test_the_same_page_sent_twice_keeps_nothing_twice(author: FlaskClient) -> None:
    page = send(author, GOOD)
    assert [keep(author, page).status_code for _ in range(2)] == [303, 409]


def test_a_page_may_send_back_more_than_an_ordinary_form(author: FlaskClient) -> None:
    answer = author.post("/questions/importer/garder", data={"data": "x" * 2_000_000})
    assert answer.status_code == 422
    assert author.post("/questions/nouvelle", data={"title": "x" * 2_000_000}).status_code == 413


def test_the_model_is_a_workbook(author: FlaskClient) -> None:
    model = author.get("/questions/importer/modele.xlsx")
    assert model.data.startswith(b"PK")
    assert "attachment" in model.headers["Content-Disposition"]


@pytest.mark.parametrize("name", [name for name, _, _ in exporting.formats()])
def test_a_search_is_downloaded_once_what_is_left_out_was_said(author: FlaskClient, name: str) -> None:
    page = author.get("/questions/exporter", query_string={"critere": "2.1.1", "format": name})
    assert page.status_code == 200
    address = re.search(r'href="(/questions/exporter/fichier[^"]+)"', page.text)
    assert address is not None
    file = author.get(html.unescape(address[1]))
    assert file.status_code == 200
    assert "questions-socle" in file.headers["Content-Disposition"]
    assert file.headers["Content-Type"].count("charset") <= 1


def test_a_search_that_finds_nothing_exports_nothing(author: FlaskClient) -> None:
    page = author.get("/questions/exporter", query_string={"texte": "zzzzzz", "format": "yaml"})
    assert page.status_code == 422
    assert "Télécharger" not in page.text


def test_a_format_nobody_knows_is_not_found(author: FlaskClient, now: datetime) -> None:
    assert author.get("/questions/exporter/fichier?format=docx").status_code == 404


@pytest.mark.parametrize("text", [GOOD, BAD, f"{GOOD}\n{BAD}"])
def test_every_word_of_what_a_file_would_change_is_looked_up_or_data(
    author: FlaskClient, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(Domain, "get_translations", lambda self: Pseudo())
    visitor = Visitor(author)
    for data in ("Oui ?", "q.gift", "2.1.1-09"):
        visitor.known.add(data)
    visitor.read(send(author, text), "look")
    visitor.read(author.get("/questions/exporter?critere=2.1&format=csv"), "export")
    assert visitor.found == []
