"""MP3, OGG, M4A and WAV recordings: how long they last, and without the names and places that a telephone writes in them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from tinytag import TinyTag, TinyTagException

from assessment.interchange.media.limits import LONGEST
from assessment.interchange.media.looks import Look, Sound
from assessment.messages import message

UNREADABLE = (
    TinyTagException,
    OSError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    AttributeError,
    struct.error,
)
"""What the reader of tags raises on files that are not what they say."""

ID3V1, ID3V1_SIZE, ID3V2_HEAD = b"TAG", 128, 10
BOXES_OF_BOXES = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
TAGS = (b"udta", b"meta", b"uuid")  # boxes of an M4A where names and places are
KEPT_CHUNKS = (b"fmt ", b"fact", b"data")  # of a WAV
DEEPEST = 8


def read_sound(suffix: str, content: bytes, look: Look) -> Sound | None:
    """The recording without its tags, the very same bytes when there were none; None after a fault."""
    clean = {".mp3": _mp3, ".m4a": _m4a, ".wav": _wav}.get(suffix, bytes)(content)
    try:
        seconds = TinyTag.get(f"sound{suffix}", io.BytesIO(clean), tags=False).duration
    except UNREADABLE:
        seconds = None
    if not seconds or not 0 < seconds < float("inf"):
        found = message("%(name)s, un son abîmé, coupé ou d'un codage inconnu", name=look.name)
        look.fault(found, message("un enregistrement entier, en MP3 par exemple"))
        return None
    if seconds > LONGEST:
        found = message("%(name)s, %(seconds)s secondes", name=look.name, seconds=round(seconds))
        look.fault(found, message("au plus %(most)s secondes", most=round(LONGEST)))
        return None
    if clean != content:
        look.note(message("%(name)s : données cachées (titre, lieu, appareil) retirées", name=look.name))
    return Sound(clean, float(seconds))


def _mp3(content: bytes) -> bytes:
    """Without the tags before and after the frames."""
    while content.startswith(b"ID3") and len(content) > ID3V2_HEAD:
        size = 0
        for byte in content[6:10]:  # seven bits each
            size = (size << 7) | (byte & 0x7F)
        if content[3] >= 3 and _names_its_encoder_only(content[ID3V2_HEAD : ID3V2_HEAD + size]):
            break
        footer = ID3V2_HEAD if content[5] & 0x10 else 0
        content = content[ID3V2_HEAD + size + footer :]
    if content[-ID3V1_SIZE:].startswith(ID3V1):
        content = content[:-ID3V1_SIZE]
    return content


def _names_its_encoder_only(frames: bytes) -> bool:
    """A tag with one frame, TSSE: what every encoder leaves, and nothing of anyone."""
    size = int.from_bytes(frames[4:8], "big")
    return frames.startswith(b"TSSE") and not frames[ID3V2_HEAD + size :].strip(b"\0")


def _m4a(content: bytes) -> bytes:
    """Boxes of tags become free space of the same size, so that nothing else moves."""
    out = bytearray(content)
    for start, head, size in list(_boxes(out, 0, len(out), 0)):
        out[start + 4 : start + head] = b"free" + out[start + 8 : start + head]
        out[start + head : start + size] = bytes(size - head)
    return bytes(out)


def _boxes(content: bytearray, at: int, end: int, depth: int) -> Iterator[tuple[int, int, int]]:
    """Start, length of head and size of each box of tags; what is cut or too deep is left to the reader to refuse."""
    while at + 8 <= end and depth <= DEEPEST:
        size, kind, head = int.from_bytes(content[at : at + 4], "big"), bytes(content[at + 4 : at + 8]), 8
        if size == 1 and at + 16 <= end:
            size, head = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        if size == 0:
            size = end - at
        if size < head or at + size > end:
            return
        if kind in TAGS:
            yield at, head, size
        elif kind in BOXES_OF_BOXES:
            yield from _boxes(content, at + head, at + size, depth + 1)
        at += size


def _wav(content: bytes) -> bytes:
    """Only the chunks a player needs; the very same bytes when there were no others."""
    kept, at = [], 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = min(at + 8 + size + size % 2, len(content))
        if name in KEPT_CHUNKS:
            kept.append(content[at:end])
        at = end
    inside = b"WAVE" + b"".join(kept)
    return b"RIFF" + len(inside).to_bytes(4, "little") + inside
