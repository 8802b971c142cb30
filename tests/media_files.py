"""Small real pictures and sounds for tests."""

from __future__ import annotations

import io
import wave
from typing import Any

from PIL import Image

from assessment.config import bank_folder

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><path d="M0 0L9 9"/></svg>'


def picture(kind: str = "PNG", colour: str = "red", size: tuple[int, int] = (32, 24), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def sound(seconds: int = 1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(8000)
        written.writeframes(bytes([128]) * 8000 * seconds)
    return out.getvalue()


def speech() -> bytes:
    """A recording of the shipped bank."""
    return (bank_folder() / "media" / "1-1-1-06-gare.mp3").read_bytes()


def placed_photo() -> bytes:
    """A JPEG that says where, when and with what it was taken, turned on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone de Nadia"
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 0.0)}
    return picture("JPEG", size=(40, 20), exif=exif)
