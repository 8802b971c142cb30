"""A file from its bytes to the questions that may come in: one call for the command and for the pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from assessment.errors import Fault, Faults
from assessment.interchange.formats.arrivals import Arrival, Key, Wanted, arrivals, changes, with_media
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.port import Media, Note
from assessment.interchange.formats.registry import FORMATS, format_of


@dataclass(frozen=True)
class There:
    """What there is already: the mapping of each question, and the pictures and recordings."""

    questions: Mapping[Key, Mapping[str, object]]
    media: Media
    taken: Collection[str] = ()  # names of others, which no question may show now


@dataclass(frozen=True)
class Brought:
    """What a file brings. When there are faults, `arrivals` is its good part."""

    format: str  # its name in the registry; '' when it is in none of them
    arrivals: tuple[Arrival, ...] = ()
    media: Mapping[str, bytes] | None = None  # what the good part shows and is not there yet
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()


def bring(name: str, content: bytes, wanted: Wanted, there: There) -> Brought:
    """Reads and compares; nothing is written, nothing raised."""
    faults = Faults()
    found = format_of(name, content, faults)
    if found is None:
        return Brought("", faults=tuple(faults))
    reading = found.read(name, content, faults)
    with_media(reading, there.media, there.taken)
    settled = replace(wanted, codes=there.questions.keys(), files=there.media.keys())
    judged = changes(arrivals(reading, settled), there.questions)
    shown = {file for one in judged for file in files_of(one.item)}
    media = {file: content for file, content in reading.media.items() if file in shown and file not in there.media}
    return Brought(found.name, tuple(judged), media, tuple(reading.notes), tuple(reading.faults))


def formats() -> list[tuple[str, str, str]]:
    """The formats people choose from: name, label, suffix of the files we write."""
    return [(each.name, each.label, each.suffixes[0]) for each in FORMATS.values()]
