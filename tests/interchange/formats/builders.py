"""Files of questions for tests, read as a person would import them."""

from __future__ import annotations

from assessment.errors import Faults
from assessment.interchange.formats.arrivals import Arrival, Wanted, arrivals
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.registry import FORMATS


def brought(format_name: str, text: str | bytes, wanted: Wanted | None = None) -> tuple[list[Arrival], Reading]:
    """The questions without fault of a file called `f`, and everything that was said of it."""
    form = FORMATS[format_name]
    content = text.encode() if isinstance(text, str) else text
    reading = form.read(f"f{form.suffixes[0]}", content, Faults())
    return arrivals(reading, wanted or Wanted("socle", "2.1.1")), reading


def only(format_name: str, text: str) -> dict[str, object]:
    """The mapping of the only question of a file without fault."""
    found, reading = brought(format_name, text)
    assert [str(fault) for fault in reading.faults] == []
    assert len(found) == 1
    return found[0].data


def faults_in(format_name: str, text: str | bytes) -> list[str]:
    return [str(fault) for fault in brought(format_name, text)[1].faults]


def notes_in(format_name: str, text: str) -> list[str]:
    return [str(note) for note in brought(format_name, text)[1].notes]
