"""One file as a medium of the bank: what it is, how large, without what should not travel with it; or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from assessment.errors import Faults
from assessment.interchange.media.drawings import SVG, read_drawing
from assessment.interchange.media.limits import LARGEST, megabytes
from assessment.interchange.media.looks import Look
from assessment.interchange.media.rasters import read_raster
from assessment.interchange.media.signatures import kind_of, suffix_of
from assessment.interchange.media.sounds import read_sound
from assessment.messages import message

TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
}
"""What each suffix is served as: the type browsers draw or play; a system's own table may not know them."""


@dataclass(frozen=True)
class MediaFile:
    """A picture or a sound ready to be kept; `notes` say what was changed in it."""

    suffix: str
    kind: str  # picture or sound
    content: bytes
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        return TYPES[self.suffix]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes, by which they are known."""
        return sha256(self.content).hexdigest()


def judge(name: str, content: bytes, place: str, faults: Faults) -> MediaFile | None:
    """The medium in these bytes, whatever their name says; None after a fault."""
    suffix, shown = suffix_of(content), name[:80]
    if suffix is None:
        found = message("le fichier %(name)s, d'une autre sorte", name=shown)
        faults.add(place, found, message("une image SVG, PNG, JPEG ou WebP, ou un son MP3, OGG, M4A ou WAV"))
        return None
    kind = kind_of(suffix)
    largest = LARGEST[SVG if suffix == SVG else kind]
    if len(content) > largest:
        found = message("%(name)s de %(size)s", name=shown, size=megabytes(len(content)))
        faults.add(place, found, message("au plus %(most)s", most=megabytes(largest)))
        return None
    look = Look(shown, place, faults)
    if kind == "sound":
        sound = read_sound(suffix, content, look)
        return None if sound is None else MediaFile(suffix, kind, sound.content, seconds=sound.seconds, notes=look.said)
    read = read_drawing(content, look) if suffix == SVG else read_raster(content, look)
    if read is None:
        return None
    return MediaFile(suffix, kind, read.content, read.width, read.height, notes=look.said)
