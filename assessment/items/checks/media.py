"""Where checks find the files that questions name: a folder, or a library that gives bytes by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assessment.messages import Message, message

Media = Path | Mapping[str, bytes]


def found_in(media: Media, name: str) -> bytes | None:
    """The bytes of a file; None when it is not there."""
    if isinstance(media, Path):
        path = media / name
        return path.read_bytes() if path.is_file() else None
    return media.get(name)


def weighed(media: Media, name: str, largest: int) -> bytes | Message:
    """The bytes of a file, or why it cannot be shown whatever it holds: it is not there, or too heavy."""
    content = found_in(media, name)
    if content is None:
        if isinstance(media, Path):
            return message("le fichier %(file)s n'est pas dans %(folder)s", file=name, folder=f"{media.name}/")
        return message("le fichier %(file)s n'est pas dans la médiathèque", file=name)
    if len(content) > largest:
        said = {"file": name, "weight": len(content), "most": largest}
        return message("le fichier %(file)s pèse %(weight)s octets, au plus %(most)s attendus", **said)
    return content
