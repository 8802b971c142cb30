"""The same answer sent many times at once, and many answers to one question: one row, whatever the order."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessment.services import checking, sitting
from assessment.services.acting import Acting
from assessment.storage.database import db
from tests.web.candidate_steps import SWAP, agree, begin, enter, form_for, hidden

pytestmark = pytest.mark.both
AT_ONCE = 32
Form = dict[str, object]


@pytest.fixture
def page(client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime) -> str:
    """The first question page of a candidate who came in with `client`."""
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    return begin(client).text


def send_at_once(app: Flask, client: FlaskClient, forms: list[Form]) -> Counter[int]:
    """Every form from its own thread and browser, all released together; how many replies of each status."""
    cookie = client.get_cookie("assessment")
    assert cookie is not None
    start = Barrier(len(forms))

    def send(form: Form) -> int:
        mine = app.test_client()
        mine.set_cookie("assessment", cookie.value)
        start.wait()
        return mine.post("/parcours/question", data=form, headers=SWAP).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        return Counter(pool.map(send, forms))


def test_32_identical_answers_at_once_are_all_received_and_stored_once(
    app: Flask, client: FlaskClient, page: str, candidate: Acting
) -> None:
    form = form_for(candidate, page, True, Random(1))
    assert send_at_once(app, client, [form] * AT_ONCE) == {200: AT_ONCE}
    db.session.rollback()
    assert len(sitting.own_sitting(candidate).answers) == 1
    assert checking.check_all() == []


def test_of_32_different_answers_at_once_one_is_received_and_31_are_told_so(
    app: Flask, client: FlaskClient, page: str, candidate: Acting
) -> None:
    form = form_for(candidate, page, True, Random(1))
    forms = [{**form, "key": f"another-key-{number:02d}"} for number in range(AT_ONCE)]
    assert send_at_once(app, client, forms) == {200: 1, 409: AT_ONCE - 1}
    db.session.rollback()
    assert len(sitting.own_sitting(candidate).answers) == 1
    assert checking.check_all() == []


def test_the_refused_ones_are_shown_the_question_to_answer_now(
    client: FlaskClient, page: str, candidate: Acting
) -> None:
    form = form_for(candidate, page, True, Random(1))
    following = client.post("/parcours/question", data=form, headers=SWAP).text
    late = client.post("/parcours/question", data={**form, "key": "another-key-99"}, headers=SWAP)
    assert late.status_code == 409
    assert hidden(late.text, "token") == hidden(following, "token")
