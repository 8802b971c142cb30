"""A question in the XHTML of an item: its documents, its text, how to answer; texts and tables with fields in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from assessment.errors import Faults
from assessment.interchange.formats.html_statement import asking, block_html
from assessment.interchange.formats.qti_blanks import BLANKS_TEXT
from assessment.interchange.formats.qti_names import NOT_XML, node
from assessment.interchange.formats.safe_xml import read_xml
from assessment.items.item import Item
from assessment.items.kinds.fill_blanks import BLANK
from assessment.items.kinds.fill_table import Blank, FillTableContent
from assessment.items.support import paragraphs

CLOSED = re.compile(r"<(img|source)( [^>]*)>")
ROWS = re.compile(r"</caption>(<tr>.*?</tr>)(.*?)</table>", re.DOTALL)


def source_of(file: str) -> str:
    return f"../media/{file}"


def above(item: Item, unit: str | None = None) -> list[Element]:
    """What stands before the fields to answer in."""
    documents = [block_html(block, source_of) for block in item.support]
    return [each for part in (*documents, *asking(item, unit)) for each in xhtml(part)]


def xhtml(html: str) -> list[Element]:
    """The elements of our own HTML, as XML asks for them."""
    closed = CLOSED.sub(
        r"<\1\2/>", html.replace("<br>", "<br/>").replace("<audio controls ", '<audio controls="true" ')
    )
    grouped = ROWS.sub(r"</caption><thead>\1</thead><tbody>\2</tbody></table>", closed.translate(NOT_XML))
    tree = read_xml(f"<div>{grouped}</div>".encode(), "", Faults())
    return list(tree.root) if tree is not None else []


def broken(text: str) -> list[Element | str]:
    """A text with its line breaks."""
    found: list[Element | str] = []
    for at, line in enumerate(text.split("\n")):
        found += [node("br"), line] if at else [line]
    return found


def blanks_text(text: str, fields: Mapping[str, Element]) -> Element:
    """A text with a field in each of its blanks."""
    made = []
    for part in paragraphs(text):
        pieces: list[Element | str] = []
        for at, piece in enumerate(BLANK.split(part)):
            pieces += [fields[piece]] if at % 2 else broken(piece)
        made.append(node("p", {}, *pieces))
    return node("div", {"class": BLANKS_TEXT}, *made)


def blanks_table(content: FillTableContent, fields: Mapping[str, Element]) -> Element:
    head = row([node("th", {}, one) for one in content.columns])
    body = [
        row([node("td", {}, fields[cell.id] if isinstance(cell, Blank) else cell) for cell in cells])
        for cells in content.rows
    ]
    caption = node("caption", {}, content.caption)
    return node("table", {}, caption, node("thead", {}, head), node("tbody", {}, *body))


def row(cells: Sequence[Element]) -> Element:
    return node("tr", {}, *cells)
