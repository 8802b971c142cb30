"""How heavy the candidate's pages are: a question must open on a poor line."""

from __future__ import annotations

import gzip
import re
from datetime import datetime
from random import Random

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from assessment.services import sitting
from assessment.services.acting import Acting
from assessment.sittings.sitting import Status
from tests.web.candidate_steps import SWAP, agree, begin, enter, form_for, has_question

FIRST_PAGE = 60_000  # bytes of a first question page, everything it loads included, media aside
NEXT_PAGE = 10_000  # bytes of each next one
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
IMPORT = re.compile(r'from "\./([a-z]+\.js)"')


@pytest.fixture
def inside(client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime) -> FlaskClient:
    enter(client, people["evaluator"], file_id, now, questions=40)
    agree(client)
    return client


def fetch(client: FlaskClient, path: str, headers: dict[str, str]) -> tuple[bytes, Headers]:
    with client.get(path, headers=headers) as answer:
        assert answer.status_code in (200, 304), path
        return answer.data, answer.headers


def loaded(client: FlaskClient, page: str) -> dict[str, int]:
    """Bytes of every style sheet and script of a page, as a browser receives them."""
    wanted, sizes = list(dict.fromkeys(ASSET.findall(page))), {}
    while wanted:
        path = wanted.pop()
        content, headers = fetch(client, path, {"Accept-Encoding": "gzip"})
        sizes[path] = len(content)
        text = gzip.decompress(content) if "Content-Encoding" in headers else content
        imported = (f"/static/js/{name}" for name in IMPORT.findall(text.decode()))
        wanted += [name for name in imported if name not in sizes and name not in wanted]
    return sizes


def test_the_first_question_page_is_light(inside: FlaskClient) -> None:
    page = begin(inside)
    sizes = loaded(inside, page.text)
    assert len(sizes) >= 10
    assert len(page.data) + sum(sizes.values()) <= FIRST_PAGE, sizes


def test_every_next_question_is_lighter_still(inside: FlaskClient, candidate: Acting) -> None:
    page, rng, sizes = begin(inside), Random(5), []
    while sitting.own_sitting(candidate).status is not Status.ENDED:
        if has_question(page.text):
            sent = form_for(candidate, page.text, rng.random() < 0.6, rng)
            page = inside.post("/parcours/question", data=sent, headers=SWAP)
        else:
            page = inside.post("/parcours/continuer", headers=SWAP)
        sizes.append(len(page.data))
    assert len(sizes) > 40
    assert max(sizes) <= NEXT_PAGE, sorted(sizes)[-5:]


def test_a_style_sheet_read_again_is_not_sent_again(client: FlaskClient) -> None:
    path = "/static/css/base.css"
    squeezed, headers = fetch(client, path, {"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    again, _ = fetch(client, path, {"If-None-Match": headers["ETag"], "Accept-Encoding": "gzip"})
    assert again == b""
    plain, plain_headers = fetch(client, path, {"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain_headers
    assert gzip.decompress(squeezed) == plain
