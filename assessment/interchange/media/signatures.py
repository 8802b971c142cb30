"""What a file is by its first bytes; its name says nothing."""

from __future__ import annotations

STARTS = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"ID3": ".mp3",
    b"\xff\xfb": ".mp3",
    b"\xff\xfa": ".mp3",
    b"\xff\xf3": ".mp3",
    b"\xff\xf2": ".mp3",
    b"OggS": ".ogg",
}
PICTURES = (".svg", ".png", ".jpg", ".webp")
SOUNDS = (".mp3", ".ogg", ".m4a", ".wav")
HEAD = 2000  # bytes in which an SVG must say what it is


def suffix_of(content: bytes) -> str | None:
    """The suffix such a file has in the bank; None for anything else."""
    if content[:4] == b"RIFF":
        return {b"WEBP": ".webp", b"WAVE": ".wav"}.get(content[8:12])
    if content[4:8] == b"ftyp":
        return ".m4a" if content[8:11] in (b"M4A", b"mp4", b"iso", b"M4B") else None
    found = next((suffix for start, suffix in STARTS.items() if content.startswith(start)), None)
    return found or (".svg" if b"<svg" in content[:HEAD].lower() else None)


def suffixes_of(kind: str) -> tuple[str, ...]:
    return PICTURES if kind == "picture" else SOUNDS


def kind_of(suffix: str) -> str:
    return "picture" if suffix in PICTURES else "sound"
