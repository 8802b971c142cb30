"""The form of an option must not give the key away: neither a striking length, nor its place in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.kinds.single_choice import SingleChoiceContent
from assessment.items.kinds.situational import SituationalContent
from assessment.messages import message

NAME = message("équilibre des clés")
FEWEST = 20  # questions below which a share says nothing
SURE = 3.0  # standard deviations from what chance gives
MUCH_LONGER = 1.6  # times the longest other option
SHORT = 25  # characters under which length tells nothing
Choice = SingleChoiceContent | SituationalContent  # the key of a situation is its best option


def check(items: Sequence[Item]) -> Iterator[Finding]:
    choices = [(item, item.content) for item in items if isinstance(item.content, Choice)]
    for item, content in choices:
        key, others = lengths(content)
        if key > SHORT and key > MUCH_LONGER * max(others):
            yield Finding(
                NAME, Severity.WARNING, item.code, message("la clé est nettement plus longue que les autres options")
            )
    yield from unbalanced_place([content for _, content in choices if content.fixed_order])


def lengths(content: Choice) -> tuple[int, list[int]]:
    key = next(len(option.text) for option in content.options if option.id == content.key)
    return key, [len(option.text) for option in content.options if option.id != content.key]


def unbalanced_place(contents: Sequence[Choice]) -> Iterator[Finding]:
    """Only questions in a fixed order: the others are shuffled for each candidate."""
    places = Counter([option.id for option in content.options].index(content.key) + 1 for content in contents)
    for place, count in sorted(places.items()):
        share = sum(1 / len(content.options) for content in contents if len(content.options) >= place)
        spread = sqrt(share * (1 - share / len(contents)))
        if len(contents) >= FEWEST and count > share + SURE * spread:
            text = message(
                "la clé est à la place %(place)s dans %(count)s questions à ordre fixe ; attendu %(expected)s",
                place=place,
                count=count,
                expected=f"{share:.0f}",
            )
            yield Finding(NAME, Severity.WARNING, "", text)
