"""Imported HTML reduced to what a question is made of: plain paragraphs, tables, pictures, recordings; nothing else survives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from assessment.interchange.formats.formulas import on_one_line
from assessment.interchange.formats.html_signs import well_formed
from assessment.interchange.formats.port import Data
from assessment.interchange.media.signatures import SOUNDS
from assessment.messages import message

NAMES = """p div h1 h2 h3 h4 h5 h6 ul ol dl dt dd blockquote pre hr section article header footer figure figcaption
address"""
BLOCKS = frozenset(NAMES.split())
SILENT = frozenset(
    ["script", "style", "iframe", "object", "noscript", "template", "svg", "math", "head", "select", "textarea"]
)
MARKUP = frozenset(["b", "strong", "i", "em", "u", "s", "font", "big", "small", "mark", "code", "tt", "del", "ins"])
DOCUMENT, HOW, UNIT = "clea-document", "clea-how", "clea-unit"  # how our own files mark the parts of a question
RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
SPACE = re.compile(r"[ \t\r\n\f\u00a0\u202f]+")
COLUMNS, ROWS = (2, 8), (2, 21)  # of a table we can show, its headings included

FileOf = Callable[[str], str | None]  # the name under which a file of the package was taken, by its address


@dataclass
class Statement:
    """What was said in HTML, and what had to be left out."""

    paragraphs: list[str] = field(default_factory=list)
    support: list[Data] = field(default_factory=list)
    how: str = ""
    unit: str = ""
    dropped: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    def drop(self, what: str) -> None:
        if what not in self.dropped:
            self.dropped.append(what)


@dataclass
class Table:
    """A table as it is met; `plain` turns false when it is no simple grid."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)
    plain: bool = True

    @property
    def clean(self) -> bool:
        widths = {len(row) for row in self.rows}
        fits = ROWS[0] <= len(self.rows) <= ROWS[1] and all(COLUMNS[0] <= width <= COLUMNS[1] for width in widths)
        return self.plain and len(widths) == 1 and fits


def statement(html: str, file_of: FileOf = lambda source: None) -> Statement:
    """The parts of a question said in HTML; `file_of` says which files came along."""
    reader = Reader(file_of)
    text, written, lost = on_one_line(html)
    if written:
        reader.said.drop(message("la forme d'une formule, écrite sur une ligne"))
    if lost:
        reader.said.drop(message("une formule"))
    reader.feed(well_formed(text))
    reader.close()
    reader.end_paragraph()
    if reader.table is not None:
        reader.end_table()
    reader.end_document()
    return reader.said


def plain(html: str) -> Statement:
    """A text on one line: an option, an accepted form; a picture counts by the text that replaces it, said once."""
    said = statement(html)
    lines = [each for part in said.paragraphs for each in part.split("\n")]
    return Statement([" ".join(" ".join(once(lines)).split())] if lines else [], dropped=said.dropped)


def once(parts: list[str]) -> list[str]:
    """The same without what is said twice in a row."""
    return [each for at, each in enumerate(parts) if at == 0 or each != parts[at - 1]]


class Reader(HTMLParser):
    """Gathers text into paragraphs; where they go depends on the last marked part that was opened."""

    def __init__(self, file_of: FileOf) -> None:
        super().__init__(convert_charrefs=True)
        self.file_of = file_of
        self.said = Statement()
        self.buffer = ""
        self.skipped: list[str] = []
        self.table: Table | None = None
        self.part = ""
        self.divs: list[str] = []  # the marked part each open div belongs to
        self.document: list[str] = []
        self.title = ""
        self.lists: list[int | None] = []
        self.raised = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.skipped or tag in SILENT:
            self.skip(tag)
            return
        if tag in BLOCKS:
            self.open_block(tag, given)
        elif tag in TABLE_TAGS:
            self.open_table_part(tag, given)
        elif tag in ("img", "audio", "source", "video", "embed"):
            self.open_medium(tag, given)
        elif tag == "br":
            self.buffer += "\n"
        elif tag == "li":
            self.end_paragraph(joined=True)
            self.buffer = self.bullet()
        elif tag == "sup":
            self.raised = True
        elif tag in MARKUP:
            self.said.drop(message("la mise en forme du texte"))
        elif tag == "a" and given.get("href"):
            self.link(given["href"])
        elif tag in ("input", "button", "form"):
            self.said.drop(message("des champs de formulaire"))

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.pop()
            return
        if tag == "sup":
            self.raised = False
        elif tag in ("td", "th", "caption", "table"):
            self.close_table_part(tag)
        elif tag == "li":
            self.end_paragraph(joined=True)
        elif tag in BLOCKS:
            self.close_block(tag)

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            text = SPACE.sub(" ", data)
            self.buffer += text.translate(RAISED) if self.raised else text

    def skip(self, tag: str) -> None:
        if not self.skipped:
            self.said.drop(message("un élément <%(tag)s>", tag=tag) if tag in SILENT else tag)
        if not self.skipped or tag == self.skipped[-1]:
            self.skipped.append(tag)

    def open_block(self, tag: str, given: Mapping[str, str]) -> None:
        self.end_paragraph()
        marked = next((each for each in (DOCUMENT, HOW, UNIT) if each in given.get("class", "").split()), "")
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        if tag == "div":
            self.divs.append(self.part)
            self.part = marked or self.part
        elif marked:
            self.part = marked

    def close_block(self, tag: str) -> None:
        if tag == "h4" and self.part == DOCUMENT:
            self.title, self.buffer = tidy(self.buffer), ""
        self.end_paragraph()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "div" and self.divs:
            before = self.divs.pop()
            if self.part == DOCUMENT and before != DOCUMENT:
                self.end_document()
            self.part = before
        elif tag == "p" and self.part in (HOW, UNIT):
            self.part = ""

    def bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def end_paragraph(self, joined: bool = False) -> None:
        """What was gathered becomes a paragraph, or one more line of the last one."""
        text, self.buffer = tidy(self.buffer), ""
        if self.table is not None:
            self.buffer = f"{text} " if text else ""
        elif not text or text in ("-",):
            return
        elif self.part == HOW:
            self.said.how = text
        elif self.part == UNIT:
            self.said.unit = text.removeprefix("en ").strip()
        else:
            paragraphs = self.document if self.part == DOCUMENT else self.said.paragraphs
            if joined and paragraphs and re.match(r"(- |\d+\. )", paragraphs[-1].rpartition("\n")[2]):
                paragraphs[-1] += "\n" + text
            else:
                paragraphs.append(text)

    def end_document(self) -> None:
        if self.document or self.title:
            titled: Data = {"title": self.title} if self.title else {}
            self.said.support.append({"type": "text", **titled, "text": "\n\n".join(self.document)})
        self.document, self.title = [], ""

    def open_table_part(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table" and self.table is None:
            self.end_paragraph()
            self.table = Table()
        elif self.table is not None and tag == "tr":
            self.table.rows.append([])
        if self.table is not None and ((tag == "table" and self.table.rows) or {"rowspan", "colspan"} & given.keys()):
            self.table.plain = False
        if tag in ("td", "th", "caption"):
            self.buffer = ""

    def close_table_part(self, tag: str) -> None:
        if self.table is None:
            return
        if tag == "table":
            self.end_table()
            return
        text, self.buffer = tidy(self.buffer).replace("\n", " "), ""
        if tag == "caption":
            self.table.caption = text
        elif self.table.rows:
            self.table.rows[-1].append(text)

    def end_table(self) -> None:
        table, self.table = self.table, None
        left, self.buffer = tidy(self.buffer), ""
        rows = [row for row in table.rows if row] if table else []
        if left:  # a cell nobody closed
            rows = [*rows, [left]]
        if table is not None and Table(table.caption, rows, table.plain).clean:
            caption = table.caption or "Tableau"
            self.said.support.append({"type": "table", "caption": caption, "columns": rows[0], "rows": rows[1:]})
            return
        if any(cell for row in rows for cell in row):
            self.said.drop(message("la forme d'un tableau, gardé comme du texte"))
            self.said.paragraphs.append("\n".join(" | ".join(row) for row in rows))

    def open_medium(self, tag: str, given: Mapping[str, str]) -> None:
        source, alt = given.get("src", ""), tidy(given.get("alt", "")).strip()
        file = self.file_of(source) if source else None
        if file is not None and tag == "img":
            self.said.support.append({"type": "picture", "file": file, "alt": alt})
        elif file is not None and tag in ("audio", "source"):
            self.said.support.append(sound(file, given))
        elif source:
            self.said.drop(message("le fichier %(name)s", name=source[:80]))
            self.buffer += f" {alt} " if alt else ""

    def link(self, address: str) -> None:
        file = self.file_of(address)
        if file is not None and file.endswith(SOUNDS):
            self.said.support.append({"type": "audio", "file": file})
        else:
            self.said.drop(message("l'adresse d'un lien"))


TABLE_TAGS = frozenset(["table", "tr", "td", "th", "caption"])


def sound(file: str, given: Mapping[str, str]) -> Data:
    title = tidy(given.get("title", ""))
    return {"type": "audio", **({"title": title} if title else {}), "file": file}


def tidy(text: str) -> str:
    """Lines without outer spaces; at most one empty line after another is none."""
    lines = [" ".join(line.split()) for line in text.strip().split("\n")]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines))
