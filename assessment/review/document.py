"""A document to print or to keep: titles, sentences, lists and tables in reading order, without a word on how they look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Voice:
    """How sentences and days are written for the reader: a message in their language, an ISO day in their words."""

    say: Callable[[str], str]
    day: Callable[[str], str]


@dataclass(frozen=True)
class Heading:
    """A title inside the document; levels follow each other without a gap, from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    tone: str = ""  # "lead", "small", "notice", or nothing


@dataclass(frozen=True)
class Listing:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Names and values side by side."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Card:
    """A sentence that stands out, with what goes with it."""

    title: str
    text: str


@dataclass(frozen=True)
class Line:
    """One line of a cell."""

    text: str
    tone: str = ""  # "strong", "small", or nothing


Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table with its head; `widths` are the shares of the page's width."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Signatures:
    """Room for people to sign by hand."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Listing | Facts | Card | Table | Signatures


@dataclass(frozen=True)
class Document:
    """One document: `running` stands at the top of each page after the first, `foot` at the bottom of each."""

    title: str
    body: str
    at: datetime
    running: str
    foot: str
    blocks: tuple[Block, ...]
    large: bool = False  # for a reader who reads with difficulty


def cell(text: str, tone: str = "") -> Cell:
    """A cell of one line; an empty text makes an empty cell."""
    return (Line(text, tone),) if text else ()
