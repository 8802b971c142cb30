"""What every format of question files does: bytes in, questions to judge out; questions in, bytes out; nothing dropped unsaid.

A reader builds no item: it gives the mapping of docs/item-format.md as far as the file says it, and `arrivals` lets
`item_from_data` judge. What it left out or changed is a note; what stops a question is a fault. It raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assessment.errors import Faults
from assessment.items.item import Item
from assessment.messages import message

Data = dict[str, object]
Media = Mapping[str, bytes]  # by file name, as `file` says it in a block


@dataclass(frozen=True)
class Note:
    """Something a format could not carry, or was read otherwise than it was written; `place` is a question or a line."""

    place: str
    text: str

    def __str__(self) -> str:
        return message("%(place)s : %(text)s", place=self.place, text=self.text)


@dataclass(frozen=True)
class Incoming:
    """One question as a file says it: perhaps without code, difficulty or trade, which `arrivals` then completes."""

    data: Data
    place: str
    certificate: str = ""
    criterion: str = ""
    foreign: bool = False  # from a tool that does not know our fields: what it does not say is supposed, and said
    where: Callable[[str], str] | None = None  # the column of a table that holds a field of the form


@dataclass
class Reading:
    """What was read of one file. Readers add to it as they go."""

    faults: Faults
    questions: list[Incoming] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, place: str, text: str) -> None:
        self.notes.append(Note(place, text))

    def fault(self, place: str, found: str, expected: str) -> None:
        self.faults.add(place, found, expected)


@dataclass(frozen=True)
class Written:
    """A file ready to be saved, and what it does not hold, question by question."""

    content: bytes
    notes: tuple[Note, ...] = ()


class Format(Protocol):
    """One format. Every method is pure: no disk; the same questions give the same file, dates in a container apart."""

    name: str  # stable, for commands and addresses: gift, moodle_xml
    label: str  # for people
    suffixes: tuple[str, ...]  # the first one is that of files we write
    media_type: str

    def recognises(self, content: bytes) -> bool:
        """Whether a file with one of these suffixes looks like this format (several formats are `.xml` or `.zip`)."""
        ...

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        """The questions of a file that anyone may have written; `name` starts every place."""
        ...

    def write(self, items: Sequence[Item], media: Media) -> Written:
        """One file with these questions, and those of their media that the format can hold."""
        ...
