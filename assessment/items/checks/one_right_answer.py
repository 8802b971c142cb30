"""Each question has one right answer: options that differ for a reader, accepted forms that do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from assessment.errors import InvalidInput
from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.kinds.matching import MatchingContent
from assessment.items.kinds.options import Option
from assessment.items.kinds.ordering import OrderingContent
from assessment.items.kinds.placing import PlacingContent
from assessment.items.kinds.several_choices import SeveralChoicesContent
from assessment.items.kinds.single_choice import SingleChoiceContent
from assessment.items.kinds.situational import SituationalContent
from assessment.items.numbers_fr import parse_number
from assessment.items.wording import loose
from assessment.messages import message

NAME = message("une seule bonne réponse")


def check(items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        yield from (Finding(NAME, Severity.ERROR, item.code, said) for said in contradictions(item))


def contradictions(item: Item) -> Iterator[str]:
    """What makes the answer disputable, whatever the kind."""
    match item.content:
        case SingleChoiceContent() | SeveralChoicesContent() | SituationalContent():
            yield from same_meaning(item.content.options)
        case OrderingContent(elements=elements):
            yield from same_meaning(elements)
        case MatchingContent(elements=elements, choices=choices):
            yield from (*same_meaning(elements), *same_meaning(choices))
        case PlacingContent(zones=zones):
            yield from same_meaning(zones)


def same_meaning(options: Sequence[Option]) -> Iterator[str]:
    """`7,5 €` and `7,50 €` are one answer written twice."""
    for first, second in combinations(options, 2):
        one, other = amount(first.text), amount(second.text)
        if loose(first.text) == loose(second.text) or (one is not None and one == other):
            yield message(
                "les options « %(first)s » et « %(second)s » disent la même chose", first=first.text, second=second.text
            )


def amount(text: str) -> tuple[Fraction, str] | None:
    """The number an option is made of, with its unit; None when it is not just a number."""
    unit = text.lstrip("0123456789.,'’ \u00a0\u202f-−+").strip()
    try:
        return parse_number(text, unit or None), unit.lower()
    except InvalidInput:
        return None
