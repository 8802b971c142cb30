"""The pages a candidate meets, as plain forms and as swapped parts."""

from __future__ import annotations

import re
from datetime import datetime
from random import Random

import pytest
from flask.testing import FlaskClient

from assessment.services import sitting
from assessment.services.acting import Acting
from assessment.services.sample_questions import SAMPLES
from assessment.sittings.sitting import Status
from tests.web.candidate_steps import SWAP, agree, begin, enter, form_for, has_question, hidden

FORBIDDEN = re.compile(r"\b(tests?|scores?|échecs?|faux|fausse|notes?|incorrect|erreurs?)\b|%", re.IGNORECASE)
MARKUP = re.compile(r"<script.*?</script>|<svg.*?</svg>|<[^>]*>", re.DOTALL)


@pytest.fixture
def inside(client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime) -> FlaskClient:
    """The client of a candidate who came in and agreed."""
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    return client


def test_an_unknown_code_says_so_and_keeps_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/entrer", data={"code": "ABCD-EFGH-JKLM"})
    assert answer.status_code == 422
    assert "ABCD-EFGH-JKLM" in answer.text
    assert "pas connu" in answer.text


def test_a_link_asks_for_one_press_and_changes_nothing_by_itself(
    client: FlaskClient, people: dict[str, Acting]
) -> None:
    page = client.get("/entrer/ABCD-EFGH-JKLM")
    assert page.status_code == 200
    assert hidden(page.text, "code") == "ABCD-EFGH-JKLM"
    assert "Set-Cookie" not in page.headers or "assessment=" not in page.headers["Set-Cookie"]


def test_nothing_opens_before_the_person_agreed(
    client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    for page in ("/parcours", "/parcours/question", "/parcours/fin"):
        assert client.get(page).headers["Location"] == "/parcours/deroulement"
    refused = client.post("/parcours/accord", data={"optional": "1"})
    assert (refused.status_code, "cochez" in refused.text) == (422, True)


def test_the_optional_use_is_not_ticked_beforehand(
    client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    box = re.search(r'<input[^>]*name="optional"[^>]*>', client.get("/parcours/accord").text)
    assert box
    assert "checked" not in box[0]


def test_a_sitting_works_as_plain_forms(inside: FlaskClient, candidate: Acting) -> None:
    page, rng = begin(inside), Random(1)
    while sitting.own_sitting(candidate).status is not Status.ENDED:
        if has_question(page.text):
            answer = inside.post("/parcours/question", data=form_for(candidate, page.text, rng.random() < 0.6, rng))
        else:
            answer = inside.post("/parcours/continuer")
        assert answer.status_code == 303
        page = inside.get("/parcours/question")
    assert "data-sitting-ended" in page.text
    assert len(sitting.own_sitting(candidate).answers) == 6


def test_a_sitting_works_as_swapped_parts_with_a_title_each(inside: FlaskClient, candidate: Acting) -> None:
    page, rng, titles = begin(inside), Random(1), []
    while sitting.own_sitting(candidate).status is not Status.ENDED:
        if has_question(page.text):
            sent = form_for(candidate, page.text, True, rng)
            page = inside.post("/parcours/question", data=sent, headers=SWAP)
        else:
            page = inside.post("/parcours/continuer", headers=SWAP)
        assert page.status_code == 200
        assert page.text.lstrip().startswith("<title>")
        assert "data-focus" in page.text
        titles.append(re.findall("<title>(.*?)</title>", page.text)[0])
    assert len(set(titles)) == len(titles) == 7


def test_an_empty_answer_comes_back_with_what_was_typed(inside: FlaskClient, candidate: Acting) -> None:
    page = begin(inside).text
    token = hidden(page, "token")
    refused = inside.post("/parcours/question", data={"token": token, "key": "k" * 16, "action": "answer"})
    assert refused.status_code == 422
    assert "Je ne sais pas" in refused.text
    assert hidden(refused.text, "token") == token
    assert sitting.own_sitting(candidate).answers == ()


def test_a_stale_page_gets_the_current_question(inside: FlaskClient, candidate: Acting) -> None:
    page = begin(inside).text
    sent = form_for(candidate, page, True, Random(0))
    inside.post("/parcours/question", data=sent)
    late = inside.post("/parcours/question", data={**sent, "key": "another-key-1"}, headers=SWAP)
    assert late.status_code == 409
    assert "déjà répondu" in late.text
    assert hidden(late.text, "token") != sent["token"]


def test_a_page_read_again_shows_the_same_question_and_writes_nothing(inside: FlaskClient, candidate: Acting) -> None:
    first = begin(inside).text
    again = inside.get("/parcours/question").text
    assert hidden(first, "token") == hidden(again, "token")
    assert len(sitting.own_sitting(candidate).serves) == 1


def test_a_pause_says_that_everything_is_kept_and_resumes(inside: FlaskClient, candidate: Acting) -> None:
    token = hidden(begin(inside).text, "token")
    paused = inside.post("/parcours/pause", follow_redirects=True)
    assert "Vos réponses sont gardées" in paused.text
    assert "Vous êtes en pause" in inside.get("/parcours/question").text
    assert hidden(begin(inside).text, "token") == token


def test_candidate_pages_keep_to_the_words_of_the_house(inside: FlaskClient) -> None:
    pages = ["/", "/entrer/ABCD", "/parcours", "/parcours/deroulement", "/parcours/accord", "/parcours/arreter"]
    pages += [*(f"/parcours/essai/{number}" for number in range(1, len(SAMPLES) + 1)), "/parcours/mes-donnees"]
    inside.post("/parcours/continuer")
    inside.post("/parcours/pause")
    pages.append("/parcours/pause")
    texts = {page: MARKUP.sub(" ", inside.get(page).text) for page in pages}
    inside.post("/parcours/arreter")
    texts["/parcours/fin"] = MARKUP.sub(" ", inside.get("/parcours/fin").text)
    said = {page: text.replace("Organisme des tests", "") for page, text in texts.items()}
    assert {page: found[0] for page, text in said.items() if (found := FORBIDDEN.search(text))} == {}


def test_own_data_can_be_taken_away_and_erasure_asked(inside: FlaskClient, candidate: Acting) -> None:
    page = begin(inside).text
    inside.post("/parcours/question", data=form_for(candidate, page, True, Random(0)))
    data = inside.get("/parcours/mes-donnees.json")
    assert data.json["positionnements"][0]["réponses"][0]["question"]
    assert data.headers["Content-Disposition"].startswith("attachment")
    asked = inside.post("/parcours/mes-donnees/effacement")
    assert asked.headers["Location"].endswith("#erasure")  # where the request is said to be kept
    assert "est enregistrée" in inside.get("/parcours/mes-donnees").text


def test_whoever_leaves_reads_that_everything_is_kept(inside: FlaskClient) -> None:
    assert "Ce que vous avez fait est gardé." in inside.post("/deconnexion", follow_redirects=True).text
    assert "Ce que vous avez fait est gardé." not in inside.get("/").text
