"""Each picture exists, is safe, scales, and has a text that replaces it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import dist
from xml.etree import ElementTree

from assessment.items.checks.finding import Finding, Severity
from assessment.items.checks.media import Media, found_in, weighed
from assessment.items.item import Item
from assessment.items.kinds.placing import PlacingContent
from assessment.items.support import PictureBlock
from assessment.messages import Message, message

NAME = message("images")
LARGEST = 60_000  # bytes: the first question page weighs at most 60 kB, pictures aside
SHORTEST_ALT = 15
CLOSEST = 0.14  # share of the width between two zones: 44 pixels on a phone of 320
VIEW_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
FORBIDDEN = ("<!DOCTYPE", "<!ENTITY", "<script", "<foreignObject", "javascript:")


def check(items: Sequence[Item], media: Media, largest: int = LARGEST) -> Iterator[Finding]:
    for item in items:
        yield from (Finding(NAME, Severity.ERROR, item.code, text) for text in faults_in(item, media, largest))


def faults_in(item: Item, media: Media, largest: int = LARGEST) -> Iterator[str]:
    for file, alt in pictures_of(item):
        yield from faults_of(file, media, largest)
        if len(alt) < SHORTEST_ALT:
            yield message("le texte de remplacement de %(file)s est trop court pour remplacer l'image", file=file)
    if isinstance(item.content, PlacingContent):
        yield from placing_faults(item.content, media)


def pictures_of(item: Item) -> Iterator[tuple[str, str]]:
    """Each picture of a question with the text that replaces it."""
    yield from ((block.file, block.alt) for block in item.support if isinstance(block, PictureBlock))
    if isinstance(item.content, PlacingContent):
        yield item.content.picture.file, item.content.picture.alt


def placing_faults(content: PlacingContent, media: Media) -> Iterator[str]:
    """Letters fall where the author put them, and apart enough for a finger."""
    picture = content.picture
    box = view_box(picture.file, media)
    if box is not None and box != (picture.width, picture.height):
        yield message(
            "l'image %(file)s mesure %(found)s (viewBox), la question dit %(said)s",
            file=picture.file,
            found=size(*box),
            said=size(picture.width, picture.height),
        )
    apart = picture.width * CLOSEST
    for one, other in combinations(zip(content.zones, content.places, strict=True), 2):
        if dist(one[1], other[1]) < apart:
            yield message(
                "les zones « %(first)s » et « %(second)s » sont à moins de %(apart)s unités l'une de l'autre",
                first=one[0].text,
                second=other[0].text,
                apart=f"{apart:g}",
            )


def size(width: float, height: float) -> str:
    return message("%(width)s sur %(height)s", width=f"{width:g}", height=f"{height:g}")


def view_box(file: str, media: Media) -> tuple[float, float] | None:
    """Width and height of an SVG that starts at 0 0; nothing for another picture, or when it cannot be read."""
    content = found_in(media, file) if file.endswith(".svg") else None
    found = None if content is None else VIEW_BOX.search(content.decode("utf-8", "replace"))
    return (float(found[1]), float(found[2])) if found else None


def faults_of(file: str, media: Media, largest: int = LARGEST) -> Iterator[str]:
    """What forbids showing this file."""
    content = weighed(media, file, largest)
    if isinstance(content, Message):
        yield content
    elif file.endswith(".svg"):
        yield from svg_faults(file, content)


def svg_faults(file: str, content: bytes) -> Iterator[str]:
    text = content.decode("utf-8", "replace")
    for forbidden in FORBIDDEN:
        if forbidden.lower() in text.lower():
            yield message("l'image %(file)s contient %(forbidden)s", file=file, forbidden=forbidden)
            return
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield message("l'image %(file)s n'est pas un SVG bien formé (%(error)s)", file=file, error=str(error))
        return
    if not root.get("viewBox"):
        yield message("l'image %(file)s n'a pas de viewBox : elle ne s'adapte pas à un petit écran", file=file)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or (name.endswith("href") and not value.startswith("#")):
                yield message(
                    "l'image %(file)s appelle autre chose qu'elle-même (%(found)s)",
                    file=file,
                    found=f"{name}={value[:40]}",
                )
