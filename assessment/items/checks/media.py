"""Where checks find the files that questions name: a folder, or a library that gives bytes by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Media = Path | Mapping[str, bytes]


def found_in(media: Media, name: str) -> bytes | None:
    """The bytes of a file; None when it is not there."""
    if isinstance(media, Path):
        path = media / name
        return path.read_bytes() if path.is_file() else None
    return media.get(name)


def place_of(media: Media) -> str:
    """Where files are looked for, for people; '' for a library."""
    return f"{media.name}/" if isinstance(media, Path) else ""
