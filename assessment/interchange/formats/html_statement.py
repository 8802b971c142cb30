"""A question as HTML for other tools: its documents, then its text, each part marked so that it can be told apart again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from assessment.interchange.formats.html_text import DOCUMENT, HOW, UNIT
from assessment.items.item import Item
from assessment.items.kinds.placing import PlacingContent
from assessment.items.support import AudioBlock, Block, PictureBlock, TableBlock, TextBlock, paragraphs

SourceOf = Callable[[str], str]  # the address of a file of the bank, in what is written


def html_of(item: Item, source_of: SourceOf, unit: str | None = None) -> str:
    """Documents and question; how to answer and the unit when they are the author's own."""
    parts = [block_html(block, source_of) for block in item.support]
    if isinstance(item.content, PlacingContent):
        picture = item.content.picture
        parts.append(block_html(PictureBlock(picture.file, picture.alt), source_of))
    return "\n".join([*parts, *asking(item, unit)])


def asking(item: Item, unit: str | None) -> list[str]:
    """The question itself, how to answer it and in what unit, a paragraph each."""
    parts = [paragraph(text) for text in paragraphs(item.question)]
    if item.how != item.behaviour.default_how:
        parts.append(f'<p class="{HOW}">{lines(item.how)}</p>')
    if unit:
        parts.append(f'<p class="{UNIT}">en {lines(unit)}</p>')
    return parts


def block_html(block: Block, source_of: SourceOf) -> str:
    match block:
        case TextBlock(text=text, title=title):
            heading = f"<h4>{lines(title)}</h4>" if title else ""
            return f'<div class="{DOCUMENT}">{heading}{"".join(paragraph(one) for one in paragraphs(text))}</div>'
        case TableBlock(caption=caption, columns=columns, rows=rows):
            return table_html(caption, columns, [[escape(cell) for cell in row] for row in rows])
        case PictureBlock(file=file, alt=alt):
            return f'<p><img src="{escape(source_of(file))}" alt="{escape(alt)}"></p>'
        case AudioBlock(file=file, title=title):
            named = f' title="{escape(title)}"' if title else ""
            return f'<p><audio controls src="{escape(source_of(file))}"{named}></audio></p>'


def table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """`rows` are HTML already: cells to fill in are written by each format its own way."""
    head = "".join(f"<th>{escape(one)}</th>" for one in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"


def paragraph(text: str) -> str:
    return f"<p>{lines(text)}</p>"


def lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
