"""A candidate's browser without a browser: the forms of the pages, sent by the test client."""

from __future__ import annotations

import re
from datetime import datetime
from random import Random

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.items.parameters import highest
from assessment.services import files, sitting
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings

SWAP = {"HX-Request": "true", "HX-Target": "content"}


def enter(client: FlaskClient, evaluator: Acting, file_id: str, now: datetime, questions: int = 6) -> None:
    """Invite the person of a file to a sitting of so many questions, and come in with the code."""
    sitting.open_sitting(file_id, now, Settings(questions=questions))
    code = files.invite(evaluator, file_id, now).code
    assert client.post("/entrer", data={"code": code}).status_code == 303


def agree(client: FlaskClient) -> None:
    assert client.post("/parcours/accord", data={"needed": "1"}).status_code == 303


def begin(client: FlaskClient) -> TestResponse:
    assert client.post("/parcours/continuer").status_code == 303
    return client.get("/parcours/question")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return found[1]


def has_question(page: str) -> bool:
    return 'id="answer"' in page


def form_for(candidate: Acting, page: str, right: bool, rng: Random) -> dict[str, object]:
    """What the page sends for a right answer, or a plausible mistake."""
    own = sitting.own_sitting(candidate)
    assert own.current is not None
    served = sitting.served_item(own, own.current)
    fields = served.item.behaviour.form_for(served.item.content, served.order, highest(served.item) * right, rng)
    return {**fields, "token": hidden(page, "token"), "key": hidden(page, "key"), "action": "answer"}
