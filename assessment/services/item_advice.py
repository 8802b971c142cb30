"""What is said to an author while writing: faults beside their fields, advice on the wording, questions that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import current_app

from assessment.errors import Fault, Faults, NotFound
from assessment.interchange import form_places
from assessment.items.checks import (
    difficulty,
    key_balance,
    near_duplicates,
    one_right_answer,
    pictures,
    plain_language,
    typography,
    variants,
)
from assessment.items.checks.finding import Severity
from assessment.items.item import Item, item_from_data
from assessment.services.releases import current_release

DRAWS = 40  # variants of a family drawn while it is written: enough to meet most faults, quick enough to wait for
ALIKE = 0.5  # share of words in common from which a question is shown as a neighbour
MOST_NEIGHBOURS = 3


@dataclass(frozen=True)
class Advice:
    """One thing a check found."""

    check: str
    serious: bool
    message: str


@dataclass(frozen=True)
class Neighbour:
    """A question in use that says nearly the same."""

    code: str
    title: str
    question: str
    likeness: float  # share of words in common


@dataclass(frozen=True)
class Opinion:
    """All that can be said of a mapping: its item when it has no fault."""

    item: Item | None
    faults: tuple[Fault, ...]
    messages: tuple[tuple[str, str, str], ...]  # field of the form ('' for the whole question), its label, a sentence
    advice: tuple[Advice, ...]
    neighbours: tuple[Neighbour, ...]


def opinion(data: Mapping[str, object], certificate: str, body_id: str) -> Opinion:
    """Faults of a mapping; when there is none, advice and neighbours."""
    faults = Faults()
    item = item_from_data(data, certificate, str(data.get("code", "question")), faults)
    messages = tuple(form_places.messages(list(faults), data))
    if item is None:
        return Opinion(None, tuple(faults), messages, (), ())
    return Opinion(item, (), (), tuple(advice_on(item)), tuple(neighbours(item, body_id)))


def advice_on(item: Item) -> Iterator[Advice]:
    """The checks of the bank that make sense for one question."""
    alone = [item]
    found = [
        *one_right_answer.check(alone),
        *pictures.check(alone, current_app.config["BANK_FOLDER"] / "media"),
        *plain_language.check(alone),
        *typography.check(alone),
        *key_balance.check(alone),
        *difficulty.check(alone),
        *variants.check(alone, DRAWS),
    ]
    yield from (Advice(each.check, each.severity is Severity.ERROR, each.message) for each in dict.fromkeys(found))


def neighbours(item: Item, body_id: str) -> list[Neighbour]:
    """The questions in use on the same criterion that share most words with this one."""
    try:
        others = current_release(body_id, item.certificate).items
    except NotFound:
        return []
    mine = near_duplicates.words_of(item)
    found = [
        Neighbour(
            other.code, other.title, other.question, near_duplicates.shared(mine, near_duplicates.words_of(other))
        )
        for other in others
        if other.criterion == item.criterion and other.code != item.code
    ]
    close = sorted((each for each in found if each.likeness >= ALIKE), key=lambda each: -each.likeness)
    return close[:MOST_NEIGHBOURS]
