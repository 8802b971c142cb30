"""Each picture exists, is safe, scales, and has a text that replaces it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import dist
from pathlib import Path
from xml.etree import ElementTree

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.kinds.placing import PlacingContent
from assessment.items.support import PictureBlock

NAME = "images"
LARGEST = 60_000  # bytes: the first question page weighs at most 60 kB, pictures aside
SHORTEST_ALT = 15
CLOSEST = 0.14  # share of the width between two zones: 44 pixels on a phone of 320
VIEW_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
FORBIDDEN = ("<!DOCTYPE", "<!ENTITY", "<script", "<foreignObject", "javascript:")


def check(items: Sequence[Item], media: Path) -> Iterator[Finding]:
    for item in items:
        yield from (Finding(NAME, Severity.ERROR, item.code, text) for text in faults_in(item, media))


def faults_in(item: Item, media: Path) -> Iterator[str]:
    for file, alt in pictures_of(item):
        yield from faults_of(media / file)
        if len(alt) < SHORTEST_ALT:
            yield f"le texte de remplacement de {file} est trop court pour remplacer l'image"
    if isinstance(item.content, PlacingContent):
        yield from placing_faults(item.content, media)


def pictures_of(item: Item) -> Iterator[tuple[str, str]]:
    """Each picture of a question with the text that replaces it."""
    yield from ((block.file, block.alt) for block in item.support if isinstance(block, PictureBlock))
    if isinstance(item.content, PlacingContent):
        yield item.content.picture.file, item.content.picture.alt


def placing_faults(content: PlacingContent, media: Path) -> Iterator[str]:
    """Letters fall where the author put them, and apart enough for a finger."""
    picture = content.picture
    box = view_box(media / picture.file)
    if box is not None and box != (picture.width, picture.height):
        found = f"{picture.width} sur {picture.height}"
        yield f"l'image {picture.file} mesure {box[0]:g} sur {box[1]:g} (viewBox), la question dit {found}"
    apart = picture.width * CLOSEST
    for one, other in combinations(zip(content.zones, content.places, strict=True), 2):
        if dist(one[1], other[1]) < apart:
            yield f"les zones « {one[0].text} » et « {other[0].text} » sont à moins de {apart:g} unités l'une de l'autre"


@lru_cache(maxsize=1024)
def view_box(path: Path) -> tuple[float, float] | None:
    """Width and height of an SVG that starts at 0 0; nothing for another picture, or when it cannot be read."""
    if path.suffix != ".svg" or not path.is_file():
        return None
    found = VIEW_BOX.search(path.read_text(encoding="utf-8"))
    return (float(found[1]), float(found[2])) if found else None


@lru_cache(maxsize=1024)
def faults_of(path: Path) -> tuple[str, ...]:
    """What forbids showing this file; read once per run."""
    if not path.is_file():
        return (f"l'image {path.name} n'est pas dans {path.parent.name}/",)
    if path.stat().st_size > LARGEST:
        return (f"l'image {path.name} pèse {path.stat().st_size} octets, au plus {LARGEST} attendus",)
    return tuple(svg_faults(path)) if path.suffix == ".svg" else ()


def svg_faults(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for forbidden in FORBIDDEN:
        if forbidden.lower() in text.lower():
            yield f"l'image {path.name} contient {forbidden}"
            return
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield f"l'image {path.name} n'est pas un SVG bien formé ({error})"
        return
    if not root.get("viewBox"):
        yield f"l'image {path.name} n'a pas de viewBox : elle ne s'adapte pas à un petit écran"
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or (name.endswith("href") and not value.startswith("#")):
                yield f"l'image {path.name} appelle autre chose qu'elle-même ({name}={value[:40]})"
