"""A few questions to try the page with: nothing is recorded, nothing is counted, everyone knows the answer.

One for each way of answering that the bank of the candidate's certificate asks for, the commonest first.
"""

from __future__ import annotations

from typing import Any

from assessment.errors import Faults, NotFound
from assessment.items.item import Item, item_from_data
from assessment.items.kinds.kind import Form
from assessment.items.presentation import Question, question, read, serve
from assessment.messages import message
from assessment.services.acting import Acting
from assessment.services.sample_questions import SAME_PAGE, SAMPLES
from assessment.storage.database import db
from assessment.storage.items import kinds_in_use
from assessment.storage.tables.files import CandidateFile

_COMMON: dict[str, Any] = {
    "trade": "quotidien",
    "explanation": "Question d'essai.",
    "difficulty": {"value": -2, "se": 1},
    "seconds": 20,
}


def _made(number: int, kind: str) -> Item:
    faults = Faults()
    data = SAMPLES[kind]
    item = item_from_data(
        _COMMON | data | {"kind": kind, "code": f"0.0.0-{number:02d}"}, "essai", data["title"], faults
    )
    faults.raise_if_any(message("Une question d'essai ne se lit pas."))
    assert item is not None
    return item


ITEMS = {kind: _made(number, kind) for number, kind in enumerate(SAMPLES, 1)}


def to_try(acting: Acting) -> tuple[Item, ...]:
    """The questions this person tries, in the order they come."""
    session = db.session()
    file = session.get_one(CandidateFile, acting.require_candidate())
    found = kinds_in_use(session, acting.body_id, file.certificate)
    shown = {SAME_PAGE.get(kind, kind) for kind in found}
    return tuple(item for kind, item in ITEMS.items() if kind in shown) or (ITEMS["single_choice"],)


def sample(item: Item, number: int) -> Question:
    """The question to try at this place, counted from 1."""
    return question(item, number)


def try_answer(item: Item, number: int, form: Form) -> None:
    """Accept any answer; InvalidInput when it is empty or cannot be read, as in a real question."""
    read(serve(item, number), form)


def at(items: tuple[Item, ...], number: int) -> Item:
    if not 1 <= number <= len(items):
        raise NotFound(message("Cette question d'essai n'existe pas."))
    return items[number - 1]
