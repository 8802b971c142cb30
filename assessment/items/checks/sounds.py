"""Each recording exists, is light enough for a poor line, and is what its name says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.support import AudioBlock
from assessment.messages import message

NAME = message("enregistrements")
LARGEST = 300_000  # bytes: a minute of speech at 32 kbit/s, and some
SHORTEST_TRANSCRIPT = 15
STARTS = {".ogg": (b"OggS",), ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), ".wav": (b"RIFF",)}
M4A = b"ftyp"  # after four bytes of length


def check(items: Sequence[Item], media: Path) -> Iterator[Finding]:
    for item in items:
        for block in item.support:
            if isinstance(block, AudioBlock):
                yield from (Finding(NAME, Severity.ERROR, item.code, text) for text in faults_of(media / block.file))
                if len(block.transcript) < SHORTEST_TRANSCRIPT:
                    text = message(
                        "la transcription de %(file)s est trop courte pour remplacer l'enregistrement", file=block.file
                    )
                    yield Finding(NAME, Severity.ERROR, item.code, text)


@lru_cache(maxsize=1024)
def faults_of(path: Path) -> tuple[str, ...]:
    """What forbids playing this file; read once per run."""
    if not path.is_file():
        folder = path.parent.name
        return (message("l'enregistrement %(file)s n'est pas dans %(folder)s/", file=path.name, folder=folder),)
    size = path.stat().st_size
    if size > LARGEST:
        return (
            message(
                "l'enregistrement %(file)s pèse %(weight)s octets, au plus %(most)s attendus",
                file=path.name,
                weight=size,
                most=LARGEST,
            ),
        )
    with path.open("rb") as file:
        start = file.read(12)
    right = start[4:8] == M4A if path.suffix == ".m4a" else start.startswith(STARTS[path.suffix])
    if right:
        return ()
    return (message("l'enregistrement %(file)s n'est pas un fichier %(kind)s", file=path.name, kind=path.suffix[1:]),)
