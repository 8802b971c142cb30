"""Many faults of one file, put together by what was expected: an author mends a column at a time, not a cell at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assessment.errors import Fault
from assessment.web.saying import said

MOST_SHOWN = 1000  # faults; beyond, the file is mended and sent again


@dataclass(frozen=True)
class FaultGroup:
    """What was expected, and what was found instead with every place where it was."""

    expected: str
    where: str  # what all its places have in common: a column
    found: list[tuple[str, list[str]]]

    @property
    def count(self) -> int:
        return sum(len(places) for _, places in self.found)


def grouped(faults: Iterable[Fault], file: str = "") -> list[FaultGroup]:
    """Groups in the order in which they are met; places without the name of the file, which the page says already."""
    groups: dict[str, dict[str, list[str]]] = {}
    for fault in faults:
        places = groups.setdefault(said(fault.expected), {}).setdefault(said(fault.found), [])
        places.append(within(said(fault.place), file))
    return [group_of(expected, found) for expected, found in groups.items()]


def group_of(expected: str, found: dict[str, list[str]]) -> FaultGroup:
    ends = {place.partition(", ")[2] for places in found.values() for place in places}
    if len(ends) > 1 or "" in ends or sum(map(len, found.values())) == 1:
        return FaultGroup(expected, "", list(found.items()))
    lines = [(text, [place.partition(", ")[0] for place in places]) for text, places in found.items()]
    return FaultGroup(expected, ends.pop(), lines)


class Told(Protocol):
    """Something to know of one place: a note of a format."""

    @property
    def place(self) -> str: ...

    @property
    def text(self) -> str: ...


def told(notes: Iterable[Told], file: str = "") -> list[tuple[str, list[str]]]:
    """What is to be known, each thing once, with every place it is about."""
    found: dict[str, list[str]] = {}
    for note in notes:
        found.setdefault(said(note.text), []).append(within(said(note.place), file))
    return list(found.items())


def within(place: str, file: str) -> str:
    """A place of a file, told to somebody who knows which file."""
    for between in (", ", " › "):
        start = f"{file}{between}"
        if file and place.startswith(start):
            return place.removeprefix(start)
    return place
