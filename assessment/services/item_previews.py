"""A question as the candidate would meet it, and trying it out: the answer is read and scored, nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import Faults, InvalidInput, NotFound
from assessment.interchange.form_values import Form
from assessment.items.families import draw
from assessment.items.item import Item, item_from_data
from assessment.items.parameters import highest
from assessment.items.presentation import Question, read, score, serve, show
from assessment.messages import message
from assessment.services.acting import AUTHOR, Acting
from assessment.storage import items as stored
from assessment.storage.database import db
from assessment.storage.items import VersionRecord

LARGEST_SEED = 9999
VARIANTS = 6  # shown side by side


@dataclass(frozen=True)
class Preview:
    """What a candidate sees for one seed, and what only the author sees: the key of this variant."""

    question: Question
    seed: int
    key: str
    explanation: str
    family: bool


@dataclass(frozen=True)
class Tried:
    """What would happen with an answer: `right` is None when it cannot be read; `said` is what the candidate is told."""

    right: bool | None
    said: str
    partly: bool = False


def item_of(version: VersionRecord) -> Item:
    """The item of a version; InvalidInput with its faults while it cannot be shown."""
    faults = Faults()
    item = item_from_data(version.data, version.item.certificate, version.item.code, faults)
    faults.raise_if_any(message("Cette question ne peut pas encore être montrée."))
    if item is None:
        raise NotFound(message("Cette question est vide."))
    return item


def version(acting: Acting, version_id: str) -> VersionRecord:
    acting.require(AUTHOR)
    return stored.find_version(db.session(), acting.body_id, version_id)


def preview(item: Item, seed: int) -> Preview:
    """The question drawn from a seed, exactly as a sitting shows it."""
    served = serve(item, seed)
    variant = served.item
    key = variant.behaviour.say_key(variant.content)
    return Preview(show(served), seed, key, variant.explanation, item.family is not None)


def try_answer(item: Item, seed: int, form: Form) -> Tried:
    """What an answer would be worth."""
    served = serve(item, seed)
    try:
        response = read(served, form)
    except InvalidInput as error:
        return Tried(None, error.message)
    earned, said = score(served, response), served.item.behaviour.say_response(served.item.content, response)
    return Tried(earned == highest(item), said, 0 < earned < highest(item))


def variants(item: Item, first: int = 1) -> list[tuple[int, str, str]]:
    """Seed, question and key of a few variants of a family; none for an item without one."""
    if item.family is None:
        return []
    drawn = ((seed, draw(item, seed)) for seed in range(first, first + VARIANTS))
    return [(seed, one.question, one.behaviour.say_key(one.content)) for seed, one in drawn]
