"""Every text of an item that a candidate reads, with the name of its place."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from assessment.items.item import Item
from assessment.items.kinds.presented import Presented, PresentedChoices, PresentedRanking, PresentedTable
from assessment.items.support import Block, PictureBlock, TableBlock, TextBlock


def read_by_candidate(item: Item) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(item.support, 1):
        yield from ((f"support {number}", text) for text in texts_of_block(block) if text)
    yield "question", item.question
    yield "how", item.how
    if item.spoken is not None:
        yield "spoken", item.spoken
    yield from ((place, text) for place, text in answer_texts(item) if text)


def answer_texts(item: Item) -> Iterator[tuple[str, str]]:
    """Options, elements or cells, in some order."""
    order = item.behaviour.order(item.content, Random(0))
    presented: Presented = item.behaviour.present(item.content, order)
    if isinstance(presented, PresentedChoices):
        yield from (("option", option.text) for option in presented.options)
    elif isinstance(presented, PresentedRanking):
        yield from (("element", element.text) for element in presented.elements)
    elif isinstance(presented, PresentedTable):
        yield "table", presented.caption
        yield from (("table", heading) for heading in presented.columns)
        yield from (("table", cell.text) for row in presented.rows for cell in row)


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
