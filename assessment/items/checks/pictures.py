"""Each picture exists, is safe, scales, and has a text that replaces it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.support import PictureBlock

NAME = "images"
LARGEST = 60_000  # bytes: the first question page weighs at most 60 kB, pictures aside
SHORTEST_ALT = 15
FORBIDDEN = ("<!DOCTYPE", "<!ENTITY", "<script", "<foreignObject", "javascript:")


def check(items: Sequence[Item], media: Path) -> Iterator[Finding]:
    for item in items:
        for block in item.support:
            if isinstance(block, PictureBlock):
                yield from (Finding(NAME, Severity.ERROR, item.code, text) for text in faults_of(media / block.file))
                if len(block.alt) < SHORTEST_ALT:
                    text = f"le texte de remplacement de {block.file} est trop court pour remplacer l'image"
                    yield Finding(NAME, Severity.ERROR, item.code, text)


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
