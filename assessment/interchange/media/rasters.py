"""PNG, JPEG and WebP pictures, read by Pillow: bounded before they are decoded, without metadata, no wider than a page."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from assessment.interchange.media.limits import SHOWN, WIDEST
from assessment.interchange.media.looks import Look, Picture, words
from assessment.messages import message

FORMATS = ("PNG", "JPEG", "WEBP")
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,  # where warnings are errors
    OSError,
    SyntaxError,  # what Pillow calls a broken PNG or JPEG
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What Pillow raises on files that are not what they say."""

HARMLESS = words(
    "jfif jfif_version jfif_unit jfif_density adobe adobe_transform progressive progression dpi transparency gamma srgb "
    "interlace aspect chromaticity background loop timestamp duration"
)
"""What Pillow may say of a picture that carries nothing but itself."""

ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9", "WEBP": b""}
SEGMENTS = frozenset(["APP0", "APP14"])  # of a JPEG: its density, its colours
MODES = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB"), "WEBP": ("RGB", "RGBA")}
SAVING: dict[str, dict[str, object]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "WEBP": {"quality": 82, "method": 4},
}


def read_raster(content: bytes, look: Look) -> Picture | None:
    """The picture, the very same bytes when nothing had to go; None after a fault."""
    before = len(look.faults.found)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if not _bounded(image, look):
                return None
            image.load()
            if _carries_only_itself(image, content):
                return Picture(content, *image.size)
            return _made_again(image, look)
    except UNREADABLE:
        if len(look.faults.found) == before:
            found = message("%(name)s, une image abîmée, coupée ou immense", name=look.name)
            look.fault(found, message("une image entière, d'au plus %(most)s pixels de côté", most=WIDEST))
        return None


def _bounded(image: Image.Image, look: Look) -> bool:
    """Judged by the header: nothing is decoded yet."""
    if max(image.size) > WIDEST:
        width, height = image.size
        found = message("%(name)s, de %(width)s sur %(height)s pixels", name=look.name, width=width, height=height)
        look.fault(found, message("au plus %(most)s pixels de côté", most=WIDEST))
        return False
    if image.format in FORMATS and getattr(image, "is_animated", False):
        look.fault(message("%(name)s, une image animée", name=look.name), message("une image fixe"))
        return False
    return True


def _carries_only_itself(image: Image.Image, content: bytes) -> bool:
    """No place, no name, no comment, nothing after the picture, no more pixels than a page shows."""
    kind = image.format or ""
    if kind not in FORMATS or max(image.size) > SHOWN or image.mode not in MODES[kind]:
        return False
    if set(image.info) - HARMLESS or not content.endswith(ENDS[kind]):
        return False
    if kind == "WEBP":
        return len(content) == int.from_bytes(content[4:8], "little") + 8
    return not isinstance(image, JpegImageFile) or {name for name, _ in image.applist} <= SEGMENTS


def _made_again(image: Image.Image, look: Look) -> Picture:
    """Turned as the camera said, reduced, written without anything but its pixels."""
    kind = image.format if image.format in FORMATS else "JPEG"  # a phone's JPEG may hold several pictures
    if set(image.info) - HARMLESS:
        look.note(message("%(name)s : données cachées (lieu, date, appareil) retirées", name=look.name))
    turned = ImageOps.exif_transpose(image)
    if turned.mode not in MODES[kind] or (turned.mode == "P" and max(turned.size) > SHOWN):
        clear = kind != "JPEG" and (turned.has_transparency_data or turned.mode in ("RGBA", "LA", "PA"))
        turned = turned.convert("RGBA" if clear else "RGB")
    if max(turned.size) > SHOWN:
        width = turned.width
        turned.thumbnail((SHOWN, SHOWN), Image.Resampling.LANCZOS)
        look.note(
            message("%(name)s : réduite de %(before)s à %(after)s pixels de large", name=look.name, before=width,
                    after=turned.width)
        )  # fmt: skip
    turned.info = {key: value for key, value in turned.info.items() if key == "transparency"}
    out = io.BytesIO()
    turned.save(out, kind, **SAVING[kind])
    return Picture(out.getvalue(), *turned.size)
