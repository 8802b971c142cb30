"""Nothing sent to a candidate tells a key, an explanation, a mistake, a difficulty or a code: every page is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.app import create_app
from assessment.items.item import item_to_data
from assessment.items.kinds import KINDS
from assessment.services import bodies, files, releases, sitting
from assessment.services.acting import CANDIDATE, Acting
from assessment.sittings.sitting import Status
from assessment.storage.database import db
from tests.conftest import NOW, PASSWORD, config_for
from tests.faults import canary_bank
from tests.web.candidate_steps import SWAP, agree, begin, enter, form_for, has_question, hidden

PAGES = ["/", "/parcours", "/parcours/deroulement", "/parcours/accord", "/parcours/essai/1", "/parcours/question"]
PAGES += ["/parcours/pause", "/parcours/arreter", "/parcours/fin", "/parcours/aucune", "/sante", "/affichage"]
OWN_ANSWERS = ("/parcours/mes-donnees", "/parcours/mes-donnees.json")
ABSURD = {"choice": ["9"], "value": ["x" * 400], "rank-1": ["9"], "cell-x1": ["?"], "cell-x2": ["?"]}
ALL = 24  # questions: the whole bank
LOOK_AROUND = 8  # questions between two looks at every page
OPTION = re.compile(r"qzq[u-z]\d\d")  # what the bank calls an option: said to nobody
CHANGING = re.compile(r'value="[^"]{20,}"')


class Reader:
    """A candidate's browser that keeps everything it was ever sent."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.read = client, list[str]()

    def keep(self, answer: TestResponse) -> TestResponse:
        self.read += [answer.text, str(answer.headers)]
        return answer

    def get(self, path: str) -> TestResponse:
        return self.keep(self.client.get(path))

    def post(self, path: str, data: dict[str, object] | None = None) -> TestResponse:
        return self.keep(self.client.post(path, data=data or {}, headers=SWAP))

    def look_around(self) -> None:
        for path in PAGES:
            self.get(path)

    def leaked(self, marks: set[str]) -> set[str]:
        """Marks that stand as words of their own: a random token may hold any three digits."""
        everything = "\n".join(self.read)
        return {mark for mark in marks if re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", everything)}


@pytest.fixture
def marks(tmp_path: Path) -> set[str]:
    return canary_bank.write(tmp_path / "bank")


@pytest.fixture
def app(tmp_path: Path, marks: set[str]) -> Iterator[Flask]:
    config = replace(config_for(f"sqlite:///{tmp_path}/canary.db"), bank_folder=tmp_path / "bank")
    app = create_app(config, now=lambda: NOW)
    app.config.update(WTF_CSRF_ENABLED=False, TESTING=True, PROPAGATE_EXCEPTIONS=False)
    with app.app_context():
        db.create_all()
        body = bodies.create("Organisme", NOW)
        bodies.add_account(body, bodies.NewAccount("Eva", "eva@exemple.fr", PASSWORD, ("evaluator",)), NOW)
        releases.install_bank(body, "socle", NOW)
        yield app
        db.session.remove()
        db.engine.dispose()


def came_in(app: Flask, now: datetime, questions: int, accommodations: tuple[str, ...] = ()) -> tuple[Reader, Acting]:
    evaluator = bodies.acting_by_email("eva@exemple.fr")
    file_id = files.open_file(evaluator, files.NewFile("socle", "Amina", "Diallo", accommodations=accommodations), now)
    client = app.test_client()
    enter(client, evaluator, file_id, now, questions)
    agree(client)
    return Reader(client), Acting(evaluator.body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)


def crawl(reader: Reader, person: Acting, right: bool) -> None:
    """A whole sitting, with every mistake a browser can make on the way."""
    page = reader.keep(begin(reader.client)).text
    while sitting.own_sitting(person).status is not Status.ENDED:
        if not has_question(page):
            page = reader.post("/parcours/continuer").text
            continue
        token, key = hidden(page, "token"), hidden(page, "key")
        reader.post("/parcours/question", {"token": token, "key": key, "action": "answer"})
        reader.post("/parcours/question", {**ABSURD, "token": token, "key": key, "action": "answer"})
        if sitting.own_sitting(person).position % LOOK_AROUND == 0:
            reader.look_around()
        sent = form_for(person, page, right, Random(1))
        page = reader.post("/parcours/question", sent).text
        reader.post("/parcours/question", {**sent, "key": "another-key-for-this"})
        reader.post("/parcours/question", {"token": token, "key": key, "action": "dont_know"})
    reader.look_around()


@pytest.mark.parametrize("right", [True, False], ids=["right answers", "wrong answers"])
def test_no_mark_ever_reaches_a_candidate(app: Flask, marks: set[str], now: datetime, right: bool) -> None:
    reader, person = came_in(app, now, questions=ALL)
    crawl(reader, person, right)
    kinds = {sitting.served_item(own, row).item.kind for own in [sitting.own_sitting(person)] for row in own.serves}
    assert (kinds, len(sitting.own_sitting(person).answers)) == (set(KINDS), ALL)
    assert {"message.mp3", "plan.svg"} <= reader.leaked({"message.mp3", "plan.svg"})
    assert reader.leaked(marks) == set()


def test_only_the_accommodation_without_sound_gives_the_words_of_recordings(
    app: Flask, marks: set[str], now: datetime
) -> None:
    reader, person = came_in(app, now, ALL, ("no_audio",))
    page = reader.keep(begin(reader.client)).text
    while sitting.own_sitting(person).status is not Status.ENDED:
        known = form_for(person, page, True, Random(1)) if has_question(page) else {}
        page = reader.post("/parcours/question" if known else "/parcours/continuer", known).text
    assert reader.leaked(marks) == {mark for mark in marks if mark.startswith("qzqtranscrit")}


def test_own_data_tell_a_person_what_they_typed_and_nothing_more(app: Flask, marks: set[str], now: datetime) -> None:
    reader, person = came_in(app, now, questions=ALL)
    crawl(reader, person, right=False)
    values = [str(value) for row in sitting.own_sitting(person).answers for value in spread(row.response)]
    typed = {*values, *" ".join(values).split()}
    typed -= {mark for mark in marks if OPTION.fullmatch(mark)}
    own = Reader(reader.client)
    for path in OWN_ANSWERS:
        own.get(path)
    assert own.leaked(marks) <= typed


def spread(response: object) -> Iterator[object]:
    """Every value of an answer."""
    if isinstance(response, dict | list):
        for value in response.values() if isinstance(response, dict) else response:
            yield from spread(value)
    else:
        yield response


def test_the_marks_are_in_the_bank_and_the_reader_finds_them(app: Flask, marks: set[str], now: datetime) -> None:
    reader, _ = came_in(app, now, questions=1)
    bank = releases.current_release(bodies.find("Organisme"), "socle")
    reader.read.append(json.dumps([item_to_data(item) for item in bank.items]))
    assert {item.kind for item in bank.items} == set(KINDS)
    assert {mark for mark in marks if "," not in mark} == reader.leaked(marks)


def test_a_right_and_a_wrong_answer_get_the_same_reply(app: Flask, now: datetime) -> None:
    replies = []
    for right in (True, False):
        reader, person = came_in(app, now, questions=10)
        page = begin(reader.client).text
        for _ in range(5):
            answer = reader.post("/parcours/question", form_for(person, page, right, Random(1)))
            page = answer.text
        replies.append((answer.status_code, CHANGING.sub("", page)))
    assert "étape" in replies[0][1]
    assert replies[0] == replies[1]
