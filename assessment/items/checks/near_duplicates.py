"""Two questions that ask nearly the same thing in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.kinds.placing import PlacingContent
from assessment.items.texts import answer_texts
from assessment.items.wording import loose
from assessment.messages import message

NAME = message("questions voisines")
TOO_NEAR = 0.6  # share of the words two questions have in common
FEWEST_WORDS = 6
WORD = re.compile(r"\w+")
# fields of a mapping that say what is asked and what can be answered, and what in them is no text of a candidate
ASKED = ("question", "options", "elements", "choices", "table", "screen", "text", "lists")
UNREAD = frozenset({"id", "mistake", "credit", "file", "frame", "type", "blank"})


def check(items: Sequence[Item]) -> Iterator[Finding]:
    bags = [(item, words_of(item)) for item in items]
    for (first, one), (second, other) in combinations(bags, 2):
        if first.criterion != second.criterion or first.certificate != second.certificate:
            continue
        likeness = shared(one, other)
        if likeness == 1 and whole(first) == whole(second):
            yield Finding(NAME, Severity.ERROR, second.code, message("la même question que %(code)s", code=first.code))
        elif likeness >= TOO_NEAR and min(len(one), len(other)) >= FEWEST_WORDS:
            text = message("%(share)s de mots communs avec %(code)s", share=f"{likeness:.0%}", code=first.code)
            yield Finding(NAME, Severity.WARNING, second.code, text)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard likeness; two questions without a word are not alike."""
    return len(one & other) / len(one | other) if one | other else 0.0


def words_of(item: Item) -> frozenset[str]:
    """The words of the question and its options; supports are often shared on purpose, and so are the zones of a picture."""
    answers = () if isinstance(item.content, PlacingContent) else answer_texts(item)
    texts = [item.question, *(text for _, text in answers)]
    return frozenset(word for text in texts for word in WORD.findall(text.casefold()))


def words_of_data(data: Mapping[str, object]) -> frozenset[str]:
    """The same of a mapping, complete or not: a draft is compared while it is written."""
    texts = [text for field in ASKED for text in _texts(data.get(field))]
    return frozenset(word for text in texts for word in WORD.findall(text.casefold()))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            yield from (text for name, part in value.items() if name not in UNREAD for text in _texts(part))
        case list():
            yield from (text for part in value for text in _texts(part))


def whole(item: Item) -> str:
    return loose(f"{item.support} {item.question} {sorted(text for _, text in answer_texts(item))}")
