"""Every variant of a family can be written, has one right answer, distinct options and sensible numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assessment.errors import InvalidInput
from assessment.items.checks.finding import Finding, Severity
from assessment.items.checks.one_right_answer import contradictions
from assessment.items.families import draw
from assessment.items.item import Item
from assessment.items.kinds.fill_blanks import FillBlanksContent
from assessment.items.kinds.fill_table import FillTableContent
from assessment.items.kinds.number import NumberContent
from assessment.items.kinds.task import TaskContent
from assessment.items.kinds.typed_key import NumberKey
from assessment.items.texts import read_by_candidate
from assessment.messages import counted, joined, message

NAME = message("variantes")
FEWEST_VARIANTS = 5
MOST_DECIMALS = 3
LARGEST = 1_000_000  # a number nobody types by hand


def check(items: Sequence[Item], draws: int) -> Iterator[Finding]:
    for item in items:
        yield from (Finding(NAME, Severity.ERROR, item.code, said) for said in faults_of(item, draws))


def faults_of(item: Item, draws: int) -> Iterator[str]:
    """The first fault met, with the number of its variant; or too few different variants."""
    if item.family is None:
        return
    seen, texts = set(), set()
    for seed in range(draws):
        try:
            values = tuple(item.family.draw(str(seed)).values())
            if values in seen:
                continue
            seen.add(values)
            variant = draw(item, seed)
        except InvalidInput as error:
            details = joined("; ", map(str, error.faults[:2]))
            yield message("variante %(seed)s : %(said)s", seed=seed, said=joined(" ", (error.message, details)))
            return
        for said in [*contradictions(variant), *strange_numbers(variant)]:
            yield message("variante %(seed)s : %(said)s", seed=seed, said=said)
            return
        texts.add(tuple(text for _, text in read_by_candidate(variant)))
    if len(texts) < min(FEWEST_VARIANTS, draws):
        yield counted(
            "%(n)s variante différente seulement, au moins %(least)s attendues",
            "%(n)s variantes différentes seulement, au moins %(least)s attendues",
            len(texts),
            least=FEWEST_VARIANTS,
        )


def strange_numbers(variant: Item) -> Iterator[str]:
    for key in number_keys(variant):
        if abs(key.value) > LARGEST:
            yield message("la réponse %(value)s est démesurée", value=f"{float(key.value):g}")
        scaled = key.value * 10**MOST_DECIMALS
        if scaled.denominator != 1 and key.tolerance < Fraction(1, 100):
            yield message(
                "la réponse %(value)s ne peut pas être écrite : arrondissez, ou donnez une tolérance",
                value=f"{float(key.value):g}",
            )


def number_keys(variant: Item) -> list[NumberKey]:
    match variant.content:
        case NumberContent(key=key):
            return [key]
        case FillTableContent(keys=keys) | FillBlanksContent(keys=keys) | TaskContent(rules=keys):
            return [key for _, key in keys if isinstance(key, NumberKey)]
    return []
