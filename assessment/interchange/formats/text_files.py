"""The text of a file, when it is in UTF-8 and of a human size."""

from __future__ import annotations

from assessment.errors import Faults
from assessment.messages import counted, message

MOST_BYTES = 10_000_000


def decoded(content: bytes, place: str, faults: Faults) -> str | None:
    if len(content) > MOST_BYTES:
        size = counted("%(n)s octet", "%(n)s octets", len(content))
        faults.add(place, size, message("au plus %(most)s octets", most=MOST_BYTES))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = message("un fichier qui n'est pas en UTF-8 (ligne %(line)s)", line=line)
        faults.add(place, found, message("un fichier texte en UTF-8"))
        return None
    if "\0" in text:
        faults.add(place, message("un fichier qui n'est pas du texte"), message("un fichier texte en UTF-8"))
        return None
    return text
