"""Pictures and recordings that come with questions: judged, and named as the bank names files."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath

from assessment.interchange.formats.port import Media, Reading
from assessment.interchange.media.judged import judge
from assessment.items.checks.pictures import pictures_of
from assessment.items.item import Item
from assessment.items.support import PICTURE, SOUND, AudioBlock
from assessment.messages import message


def taken(name: str, content: bytes, place: str, reading: Reading) -> str | None:
    """The name under which this file joins those of `reading`; None after a fault."""
    found = judge(name, content, place, reading.faults)
    if found is None:
        return None
    for note in found.notes:
        reading.note(place, note)
    clean = found.content
    kept = bank_name(name, found.suffix)
    if reading.media.get(kept, clean) != clean:
        kept = distinct(kept, clean)
    reading.media[kept] = clean
    return kept


def files_of(item: Item) -> tuple[str, ...]:
    """The pictures and recordings a question shows."""
    sounds = (block.file for block in item.support if isinstance(block, AudioBlock))
    return tuple(dict.fromkeys((*(file for file, _ in pictures_of(item)), *sounds)))


def absent(item: Item, media: Media) -> list[str]:
    """What is said of each file a question shows that a package cannot hold, since nobody has it."""
    return [
        message("%(name)s n'est pas dans le paquet : ce fichier est absent", name=name)
        for name in files_of(item)
        if name not in media
    ]


def png_size(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def bank_name(name: str, suffix: str) -> str:
    """The name itself when the bank could have given it; otherwise small letters, digits and hyphens."""
    if (PICTURE.fullmatch(name) or SOUND.fullmatch(name)) and name.endswith(suffix):
        return name
    stem = unicodedata.normalize("NFKD", PurePosixPath(name).stem).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', stem).strip('-')[:50] or 'fichier'}{suffix}"


def distinct(name: str, content: bytes) -> str:
    """Another name for another file of the same name: nothing is ever overwritten."""
    return beside(name, sha256(content).hexdigest())


def beside(name: str, digest: str, digits: int = 8) -> str:
    """A name that says which of several files of one name it is, by the beginning of its SHA-256."""
    path = PurePosixPath(name)
    return f"{path.stem[: 58 - digits]}-{digest[:digits]}{path.suffix}"
