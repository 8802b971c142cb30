"""A place to point at on a picture: its zones, with the words that say where they are."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from assessment.interchange.formats.choices import names
from assessment.interchange.formats.foreign_words import COLUMNS, LINES
from assessment.interchange.formats.gift_answers import number
from assessment.interchange.formats.media_files import png_size
from assessment.interchange.formats.port import Data
from assessment.interchange.formats.qti_asked import Asked
from assessment.interchange.media.signatures import suffix_of
from assessment.messages import message

Point = tuple[int, int]


def hotspot(asked: Asked, interaction: Element) -> Data | None:
    response = asked.response(interaction)
    zones = interaction.findall("qti-hotspot-choice")
    right = [each for each in zones if response.weight(each.get("identifier", "")) == 1]
    if len(right) != 1:
        asked.one(len(right))
        return None
    picture = picture_of(asked, interaction)
    places = [middle(each) for each in zones]
    if picture is None or None in places:
        if picture is not None:
            asked.fault(
                message("une zone sans place lisible"), message("une forme (shape) et ses coordonnées (coords)")
            )
        return None
    size = int(str(picture["width"])), int(str(picture["height"]))
    ids = names(len(zones))
    texts = worded(asked, zones, [place for place in places if place is not None], size)
    rows = [
        {"id": name, "text": text, "x": place[0], "y": place[1]}
        for name, text, place in zip(ids, texts, places, strict=True)
        if place is not None
    ]
    return {"kind": "placing", "picture": picture, "zones": rows, "key": ids[zones.index(right[0])]}


def picture_of(asked: Asked, interaction: Element) -> Data | None:
    """The picture with its size in the units of the zones; None after a fault."""
    found = next((each for each in interaction.iter() if each.tag in ("img", "object")), None)
    if found is None or asked.files is None:
        asked.fault(message("une image qui n'est pas dans le fichier"), message("un paquet qui contient l'image"))
        return None
    file = asked.file_of(found.get("src") or found.get("data") or "")
    if file is None:
        return None
    alt = " ".join((found.get("alt") or "".join(found.itertext())).split())
    sides = [number(found.get(side, "").removesuffix("px")) for side in ("width", "height")]
    content = asked.reading.media.get(file, b"")
    width, height = (int(side) if side else 0 for side in sides)
    if not (width and height) and suffix_of(content) == ".png":
        width, height = png_size(content)
    return {"file": file, "alt": alt, "width": width, "height": height}


def middle(zone: Element) -> Point | None:
    """The middle of a zone of any shape; None when it says none."""
    found = [number(each) for each in zone.get("coords", "").split(",")]
    at = [float(each) for each in found if each is not None]
    shape = zone.get("shape", "rect")
    if len(at) < len(found) or len(at) < (2 if shape in ("circle", "ellipse") else 4) or len(at) > 400:
        return None
    if shape in ("circle", "ellipse"):
        return round(at[0]), round(at[1])
    across, down = at[0::2], at[1::2]
    return round(sum(across) / len(across)), round(sum(down) / len(down))


def worded(asked: Asked, zones: Sequence[Element], places: Sequence[Point], size: Point) -> list[str]:
    """The words of each zone: those it has, or where it is."""
    said = [zone.get("hotspot-label") or zone.get("aria-label") or "" for zone in zones]
    if all(said):
        return said
    asked.note(message("des zones sans texte : leur place est dite à peu près, à revoir"))
    made: list[str] = []
    for text, place in zip(said, places, strict=True):
        here = text or where(place, size)
        made.append(here if here not in made else f"{here} ({len(made) + 1})")
    return made


def where(place: Point, size: Point) -> str:
    """A ninth of the picture, in words."""
    across, down = (min(2, max(0, 3 * at // max(1, side))) for at, side in zip(place, size, strict=True))
    return ", ".join((LINES[down], COLUMNS[across]))
