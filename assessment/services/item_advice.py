"""What is said to an author while writing: faults beside their fields, advice on the wording, questions that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.errors import Fault, Faults
from assessment.interchange import form_places
from assessment.interchange.media.limits import LARGEST
from assessment.items.checks import (
    difficulty,
    key_balance,
    near_duplicates,
    one_right_answer,
    pictures,
    plain_language,
    reading_ease,
    sounds,
    typography,
    variants,
)
from assessment.items.checks.finding import Severity
from assessment.items.checks.media import Media
from assessment.items.item import Item, item_from_data
from assessment.services.media_sources import media_of
from assessment.storage.database import db
from assessment.storage.item_neighbours import beside
from assessment.storage.items import ItemRecord

HEAVY_PICTURE = 300_000  # bytes from which an author is told that a phone on a poor line waits for it
DRAWS = 40  # variants of a family drawn while it is written: enough to meet most faults, quick enough to wait for
ALIKE = 0.5  # share of words in common from which a question is shown as a neighbour
MOST_NEIGHBOURS = 3
LEAST_WORDS = 4  # of a draft, before anything can be like it


@dataclass(frozen=True)
class Advice:
    """One thing a check found."""

    check: str
    severity: Severity
    message: str

    @property
    def serious(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def indicative(self) -> bool:
        """A line for a person to judge: a trade has its own words."""
        return self.severity is Severity.HINT


@dataclass(frozen=True)
class Neighbour:
    """A question of the body, on the same criterion, that says nearly the same."""

    item_id: str
    number: int  # of the version compared
    code: str
    state: str
    title: str
    question: str
    likeness: float  # share of words in common

    @property
    def too_near(self) -> bool:
        """Near enough for the check of the bank to say so."""
        return self.likeness >= near_duplicates.TOO_NEAR


@dataclass(frozen=True)
class Opinion:
    """All that can be said of a mapping: its item when it has no fault."""

    item: Item | None
    faults: tuple[Fault, ...]
    messages: tuple[tuple[str, str, str], ...]  # field of the form ('' for the whole question), its label, a sentence
    advice: tuple[Advice, ...]
    neighbours: tuple[Neighbour, ...]


def opinion(data: Mapping[str, object], about: ItemRecord, hashes: Mapping[str, str] | None = None) -> Opinion:
    """Faults of a mapping, and its neighbours; when there is no fault, advice. `hashes`: the library as it was frozen."""
    faults = Faults()
    item = item_from_data(data, about.certificate, str(data.get("code", "question")), faults)
    near = tuple(neighbours(data, about))
    messages = tuple(form_places.messages(list(faults), data))
    if item is None:
        return Opinion(None, tuple(faults), messages, (), near)
    return Opinion(item, (), (), tuple(advice_on(item, media_of(about.body_id, hashes))), near)


def advice_on(item: Item, media: Media) -> Iterator[Advice]:
    """The checks of the bank that make sense for one question."""
    alone = [item]
    found = [
        *one_right_answer.check(alone),
        *pictures.check(alone, media, HEAVY_PICTURE),
        *sounds.check(alone, media, LARGEST["sound"]),
        *plain_language.check(alone),
        *reading_ease.check(alone),
        *typography.check(alone),
        *key_balance.check(alone),
        *difficulty.check(alone),
        *variants.check(alone, DRAWS),
    ]
    yield from (Advice(each.check, each.severity, each.message) for each in dict.fromkeys(found))


def neighbours(data: Mapping[str, object], about: ItemRecord) -> list[Neighbour]:
    """The body's questions on the same criterion, drafts and all, that share most words with this one."""
    mine = near_duplicates.words_of_data(data)
    if len(mine) < LEAST_WORDS:
        return []
    closest: dict[str, Neighbour] = {}
    for other in beside(db.session(), about):
        likeness = near_duplicates.shared(mine, near_duplicates.words_of_data(other.data))
        known = closest.get(other.item_id)
        if likeness >= ALIKE and (known is None or likeness > known.likeness):
            question = str(other.data.get("question", ""))
            closest[other.item_id] = Neighbour(
                other.item_id, other.number, other.code, other.state, other.title, question, likeness
            )
    return sorted(closest.values(), key=lambda each: (-each.likeness, each.code))[:MOST_NEIGHBOURS]
