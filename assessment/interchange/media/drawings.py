"""SVG drawings, by a list of what is allowed: shapes, texts, colours; whatever runs, calls outside or repeats itself goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, register_namespace, tostring

from assessment.errors import Faults
from assessment.interchange.formats.safe_xml import read_xml
from assessment.interchange.media.looks import Look, Picture, words
from assessment.messages import message

SVG = ".svg"
SPACE = "{http://www.w3.org/2000/svg}"
XLINK, XML = "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}"
ELEMENTS = words(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath "
    "linearGradient radialGradient stop clipPath marker style"
)
ATTRIBUTES = words(
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy rotate d points width height viewBox preserveAspectRatio transform "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit color opacity display visibility overflow clip-path clip-rule paint-order "
    "font-family font-size font-weight font-style font-variant font-stretch text-anchor text-decoration line-height "
    "dominant-baseline alignment-baseline baseline-shift letter-spacing word-spacing writing-mode white-space "
    "stop-color stop-opacity marker-start marker-mid marker-end vector-effect shape-rendering text-rendering "
    "id class style role version offset gradientUnits gradientTransform spreadMethod clipPathUnits markerWidth "
    "markerHeight markerUnits refX refY orient textLength lengthAdjust startOffset pathLength aria-label "
    "aria-hidden"
)
NESTED = words("clip-path marker-start marker-mid marker-end style")
"""What draws again: not within a marker or a clip, where repetitions would multiply."""

MOST_ELEMENTS = 20_000
MOST_DRAWN = 50_000  # elements once each repetition is followed
DEEPEST_USE = 8
LONGEST_SIDE = 20_000.0
NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@|expression\s*\(|javascript:|\\|<|image-set|src\s*\(", re.IGNORECASE)


def read_drawing(content: bytes, look: Look) -> Picture | None:
    """The drawing, the very same bytes when there was nothing to take out; None after a fault."""
    tree = read_xml(content, look.place, Faults())
    if tree is None or tree.root.tag not in (f"{SPACE}svg", "svg") or len(tree.lines) > MOST_ELEMENTS:
        found = message("%(name)s, un dessin illisible", name=look.name)
        look.fault(found, message("un SVG bien formé, sans DOCTYPE"))
        return None
    root = tree.root
    gone = _take_out(root)
    if not any(True for _ in root):
        found = message("%(name)s, un dessin où rien n'est dessiné", name=look.name)
        look.fault(found, message("des formes et des textes, sans image collée"))
        return None
    if _drawn(root) > MOST_DRAWN:
        look.fault(
            message("%(name)s, un dessin qui se répète sans fin", name=look.name), message("un dessin plus simple")
        )
        return None
    size = _size(root)
    if size is None:
        look.fault(
            message("%(name)s, un dessin sans taille", name=look.name), message("un viewBox comme « 0 0 640 400 »")
        )
        return None
    if gone:
        look.note(message("%(name)s : scripts et appels extérieurs retirés du dessin", name=look.name))
    if not gone and "viewBox" in root.attrib:
        return Picture(content, *size)
    root.attrib.setdefault("viewBox", f"0 0 {size[0]} {size[1]}")
    register_namespace("", SPACE.strip("{}"))
    register_namespace("xlink", XLINK.strip("{}"))
    return Picture(str(tostring(root, encoding="unicode")).encode(), *size)


def _take_out(root: Element) -> bool:
    """Takes out of a tree whatever is not allowed; whether there was any."""
    gone = False
    within = {one for name in ("marker", "clipPath") for whole in root.iter(f"{SPACE}{name}") for one in whole.iter()}
    for parent in list(root.iter()):
        for child in list(parent):
            allowed = local(child) in ELEMENTS and str(child.tag).startswith((SPACE, local(child)))
            if not allowed or (local(child) == "style" and OUTSIDE.search(child.text or "")):
                _remove(parent, child)
                gone = True
        for key, value in list(parent.attrib.items()):
            if not _allowed(key, value) or (parent in within and key in NESTED and "url(" in value):
                del parent.attrib[key]
                gone = True
    return gone


def _remove(parent: Element, child: Element) -> None:
    """Without the text that follows the child, which is not part of it."""
    at = list(parent).index(child)
    if child.tail and child.tail.strip():
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _allowed(key: str, value: str) -> bool:
    if key in ("href", f"{XLINK}href"):
        return value.startswith("#")
    if key in (f"{XML}space", f"{XML}lang", "lang"):
        return True
    return key in ATTRIBUTES and not OUTSIDE.search(value)


def _drawn(root: Element) -> int:
    """How many elements are drawn once every `use` is followed; too many when it turns in a circle."""
    named = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    known: dict[Element, int] = {}
    return _weight(root, named, known, frozenset())


def _weight(element: Element, named: Mapping[str, Element], known: dict[Element, int], inside: frozenset[str]) -> int:
    if element in known:
        return known[element]
    total = 1 + sum(_weight(child, named, known, inside) for child in element)
    target = (element.get("href") or element.get(f"{XLINK}href") or "#")[1:]
    if local(element) == "use" and target in named:
        round_about = target in inside or len(inside) > DEEPEST_USE
        total += MOST_DRAWN + 1 if round_about else _weight(named[target], named, known, inside | {target})
    known[element] = min(total, MOST_DRAWN + 1)
    return known[element]


def _size(root: Element) -> tuple[int, int] | None:
    """Width and height of the viewBox, or of the drawing when it has none; whole numbers."""
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) == 4:
        sides = [side for text in box[2:] if (side := _number(text)) is not None]
    else:
        sides = [side for name in ("width", "height") if (side := _number(root.get(name, ""))) is not None]
    if len(sides) != 2 or not all(1 <= side <= LONGEST_SIDE for side in sides):
        return None
    return round(sides[0]), round(sides[1])


def _number(text: str) -> float | None:
    found = NUMBER.fullmatch(text)
    return float(found[1]) if found else None


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
