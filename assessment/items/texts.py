"""Every text of an item that a candidate reads, with the name of its place."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from assessment.items.item import Item
from assessment.items.kinds.presented import (
    Presented,
    PresentedBlanks,
    PresentedChoices,
    PresentedMatching,
    PresentedPlan,
    PresentedRanking,
    PresentedScreen,
    PresentedTable,
)
from assessment.items.support import AudioBlock, Block, PictureBlock, TableBlock, TextBlock


def read_by_candidate(item: Item) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(item.support, 1):
        yield from ((f"support {number}", text) for text in texts_of_block(block) if text)
    yield "question", item.question
    yield "how", item.how
    if item.spoken is not None:
        yield "spoken", item.spoken
    yield from ((place, text) for place, text in answer_texts(item) if text)


def answer_texts(item: Item) -> Iterator[tuple[str, str]]:
    """Options, elements, cells, fields of a window, in some order."""
    order = item.behaviour.order(item.content, Random(0))
    presented: Presented = item.behaviour.present(item.content, order)
    match presented:
        case PresentedChoices(options=options):
            yield from (("option", option.text) for option in options)
        case PresentedRanking(elements=elements):
            yield from (("element", element.text) for element in elements)
        case PresentedMatching(elements=elements, choices=choices):
            yield from (("element", element.text) for element in elements)
            yield from (("choice", choice.text) for choice in choices)
        case PresentedPlan(alt=alt, zones=zones):
            yield "picture", alt
            yield from (("option", zone.text) for zone in zones)
        case PresentedTable() | PresentedBlanks() | PresentedScreen():
            yield from texts_within(presented)


def texts_within(presented: PresentedTable | PresentedBlanks | PresentedScreen) -> Iterator[tuple[str, str]]:
    """The texts among which there is something to fill in."""
    match presented:
        case PresentedTable(caption=caption, columns=columns, rows=rows):
            yield "table", caption
            yield from (("table", heading) for heading in columns)
            yield from (("table", cell.text) for row in rows for cell in row)
        case PresentedBlanks(paragraphs=paragraphs):
            yield from (("text", "".join(piece.text or "…" for piece in line)) for line in paragraphs)
            yield from (("choice", word.text) for line in paragraphs for piece in line for word in piece.choices)
        case PresentedScreen(title=title, controls=controls):
            yield "screen", title
            for control in controls:
                yield "screen", control.label
                yield from (("choice", choice.text) for choice in control.choices)


def texts_of_block(block: Block) -> Iterator[str]:
    match block:
        case TextBlock():
            yield block.title or ""
            yield block.text
        case TableBlock():
            yield block.caption
            yield from block.columns
            yield from (cell for row in block.rows for cell in row)
        case PictureBlock():
            yield block.alt
        case AudioBlock():
            yield block.title or ""
            yield block.transcript
