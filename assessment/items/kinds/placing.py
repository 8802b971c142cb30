"""A question whose answer is a place on a picture, chosen by its letter; each place is also said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, describe
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, displayed, single_value
from assessment.items.kinds.options import Option, options_from, options_to_data
from assessment.items.kinds.presented import PresentedPlan, PresentedZone
from assessment.items.support import ALT, picture_name
from assessment.items.typesetting import typeset
from assessment.messages import message

ATTRACTION = 0.8  # as for one choice
LETTERS = "ABCDEFGH"
SMALLEST, LARGEST = 100, 2000  # units of a picture's side


@dataclass(frozen=True)
class Picture:
    file: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class PlacingContent:
    picture: Picture
    zones: tuple[Option, ...]
    places: tuple[tuple[int, int], ...]  # the middle of each zone, in units of the picture
    key: str

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(zone.id for zone in self.zones)

    def said(self, name: str) -> str:
        at = self.ids.index(name)
        return f"{LETTERS[at]} : {self.zones[at].text}"


class Placing:
    name = "placing"
    label: str = message("Endroit à montrer sur une image")
    default_how: str = message("Choisissez un endroit : sur l'image, ou dans la liste.")
    own_fields = frozenset({"picture", "zones", "key"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> PlacingContent | None:
        item = Fields(data, place, faults)
        picture = picture_from(item)
        zones = options_from(item, "zones", 3, len(LETTERS), also=("x", "y"))
        places = places_from(item, picture)
        key = data.get("key")
        if key not in [zone.id for zone in zones]:
            item.fault("key", describe(key), message("l'identifiant de la bonne zone"))
        return PlacingContent(picture, zones, places, str(key)) if picture else None

    def to_data(self, content: PlacingContent) -> dict[str, object]:
        rows = zip(options_to_data(content.zones), content.places, strict=True)
        zones = [{**zone, "x": x, "y": y} for zone, (x, y) in rows]
        return {"picture": asdict(content.picture), "zones": zones, "key": content.key}

    def guessing(self, content: PlacingContent) -> float:
        return round(ATTRACTION / len(content.zones), 2)

    def highest(self, content: PlacingContent) -> int:
        return 1

    def order(self, content: PlacingContent, rng: Random) -> Order:
        """Letters follow the picture: nothing is shuffled."""
        return ()

    def present(self, content: PlacingContent, order: Order) -> PresentedPlan:
        picture = content.picture
        zones = tuple(
            PresentedZone(str(at + 1), LETTERS[at], typeset(zone.text), *content.places[at])
            for at, zone in enumerate(content.zones)
        )
        return PresentedPlan(picture.file, typeset(picture.alt), picture.width, picture.height, zones)

    def read(self, content: PlacingContent, order: Order, form: Form) -> Response:
        typed = single_value(form, "choice")
        if not typed:
            raise EmptyAnswer(message("Choisissez un endroit, ou « Je ne sais pas »."))
        return {"choice": displayed(content.ids, typed)}

    def score(self, content: PlacingContent, response: Response) -> int:
        return int(response["choice"] == content.key)

    def say_response(self, content: PlacingContent, response: Response) -> str:
        return content.said(response["choice"])

    def say_key(self, content: PlacingContent) -> str:
        return content.said(content.key)

    def form_for(self, content: PlacingContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        name = content.key if earned else rng.choice([each for each in content.ids if each != content.key])
        return {"choice": [str(content.ids.index(name) + 1)]}


def picture_from(item: Fields) -> Picture | None:
    picture = item.within("picture")
    if picture is None:
        return None
    picture.only(("file", "alt", "width", "height"))
    width, height = (whole(picture, side, SMALLEST, LARGEST) for side in ("width", "height"))
    return Picture(picture_name(picture), picture.paragraphs("alt", ALT), width, height)


def places_from(item: Fields, picture: Picture | None) -> tuple[tuple[int, int], ...]:
    found = item.data.get("zones")
    places = []
    for number, one in enumerate(found if isinstance(found, list | tuple) else [], 1):
        if isinstance(one, Mapping):
            zone = Fields(one, f"{item.at('zones')} {number}", item.faults)
            width, height = (picture.width, picture.height) if picture else (LARGEST, LARGEST)
            places.append((whole(zone, "x", 0, width), whole(zone, "y", 0, height)))
    return tuple(places)


def whole(one: Fields, key: str, low: int, high: int) -> int:
    value = one.number(key, low, high)
    if value.denominator != 1:
        one.fault(key, describe(value), message("un nombre entier de %(low)s à %(high)s", low=low, high=high))
    return int(value)
