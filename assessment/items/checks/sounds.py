"""Each recording exists, is light enough for a poor line, and is what its name says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.checks.media import Media, weighed
from assessment.items.item import Item
from assessment.items.support import AudioBlock
from assessment.messages import Message, message

NAME = message("enregistrements")
LARGEST = 300_000  # bytes: a minute of speech at 32 kbit/s, and some
SHORTEST_TRANSCRIPT = 15
STARTS = {".ogg": (b"OggS",), ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), ".wav": (b"RIFF",)}
M4A = b"ftyp"  # after four bytes of length


def check(items: Sequence[Item], media: Media, largest: int = LARGEST) -> Iterator[Finding]:
    for item in items:
        yield from (Finding(NAME, Severity.ERROR, item.code, text) for text in faults_in(item, media, largest))


def faults_in(item: Item, media: Media, largest: int = LARGEST) -> Iterator[str]:
    for block in item.support:
        if isinstance(block, AudioBlock):
            yield from faults_of(block.file, media, largest)
            if len(block.transcript) < SHORTEST_TRANSCRIPT:
                yield message(
                    "la transcription de %(file)s est trop courte pour remplacer l'enregistrement", file=block.file
                )


def faults_of(file: str, media: Media, largest: int = LARGEST) -> Iterator[str]:
    """What forbids playing this file."""
    content, suffix = weighed(media, file, largest), file[file.rindex(".") :]
    if isinstance(content, Message):
        yield content
    elif not (content[4:8] == M4A if suffix == ".m4a" else content.startswith(STARTS[suffix])):
        yield message("l'enregistrement %(file)s n'est pas un fichier %(kind)s", file=file, kind=suffix[1:])
