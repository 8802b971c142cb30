"""Pictures and recordings that come with questions: judged by their bytes, cleaned or refused, named as the bank names files."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, register_namespace, tostring

from assessment.errors import Faults
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.safe_xml import read_xml
from assessment.items.checks.pictures import pictures_of
from assessment.items.item import Item
from assessment.items.support import PICTURE, SOUND, AudioBlock
from assessment.messages import counted, message

LARGEST_PICTURE, LARGEST_SOUND = 1_000_000, 300_000  # bytes
WIDEST = 6000  # pixels of a side: a small file may hold a huge picture
SVG = "{http://www.w3.org/2000/svg}"
STARTS = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"ID3": ".mp3",
    b"\xff\xfb": ".mp3",
    b"\xff\xf3": ".mp3",
    b"\xff\xf2": ".mp3",
    b"OggS": ".ogg",
}
REFUSED = frozenset(
    ["script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "image", "set", "animate"]
)
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


def taken(name: str, content: bytes, place: str, reading: Reading) -> str | None:
    """The name under which this file joins those of `reading`; None after a fault."""
    suffix = suffix_of(content)
    limit = LARGEST_SOUND if suffix in (".mp3", ".ogg", ".m4a", ".wav") else LARGEST_PICTURE
    found = expected = ""
    if suffix is None:
        found = message("le fichier %(name)s, d'une autre sorte", name=name[:80])
        expected = message("une image SVG, PNG, JPEG ou WebP, ou un son MP3, OGG, M4A ou WAV")
    elif len(content) > limit:
        found = counted("%(name)s de %(n)s octet", "%(name)s de %(n)s octets", len(content), name=name[:80])
        expected = message("au plus %(most)s octets", most=limit)
    elif suffix == ".png" and max(png_size(content)) > WIDEST:
        found = message("%(name)s, une image immense", name=name[:80])
        expected = message("au plus %(most)s pixels de côté", most=WIDEST)
    if suffix is None or found:
        reading.fault(place, found, expected)
        return None
    clean = cleaned_svg(name, content, place, reading) if suffix == ".svg" else content
    if clean is None:
        return None
    kept = bank_name(name, suffix)
    if reading.media.get(kept, clean) != clean:
        kept = distinct(kept, clean)
    reading.media[kept] = clean
    return kept


def files_of(item: Item) -> tuple[str, ...]:
    """The pictures and recordings a question shows."""
    sounds = (block.file for block in item.support if isinstance(block, AudioBlock))
    return tuple(dict.fromkeys((*(file for file, _ in pictures_of(item)), *sounds)))


def suffix_of(content: bytes) -> str | None:
    """What a file is, by its first bytes."""
    if content[:4] == b"RIFF":
        return {b"WEBP": ".webp", b"WAVE": ".wav"}.get(content[8:12])
    if content[4:8] == b"ftyp":
        return ".m4a"
    found = next((suffix for start, suffix in STARTS.items() if content.startswith(start)), None)
    return found or (".svg" if b"<svg" in content[:2000].lower() else None)


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
    path = PurePosixPath(name)
    return f"{path.stem[:50]}-{sha256(content).hexdigest()[:8]}{path.suffix}"


def cleaned_svg(name: str, content: bytes, place: str, reading: Reading) -> bytes | None:
    """The drawing without what could run or call outside; the very same bytes when there was nothing to remove."""
    faults = Faults()
    tree = read_xml(content, place, faults)
    if tree is None or local(tree.root) != "svg":
        reading.fault(
            place, message("%(name)s, un dessin illisible", name=name[:80]), message("un SVG bien formé, sans DOCTYPE")
        )
        return None
    if not removed(tree.root):
        return content
    reading.note(place, message("%(name)s : scripts et appels extérieurs retirés du dessin", name=name[:80]))
    register_namespace("", SVG.strip("{}"))
    return str(tostring(tree.root, encoding="unicode")).encode()


def removed(root: Element) -> bool:
    """Takes out of a tree what is not drawing; whether there was any."""
    found = False
    for parent in list(root.iter()):
        for child in list(parent):
            if local(child) in REFUSED or (local(child) == "style" and OUTSIDE.search(child.text or "")):
                parent.remove(child)
                found = True
        for key, value in list(parent.attrib.items()):
            name = key.rpartition("}")[2].lower()
            if name.startswith("on") or (name == "href" and not value.startswith("#")) or OUTSIDE.search(value):
                del parent.attrib[key]
                found = True
    return found


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
