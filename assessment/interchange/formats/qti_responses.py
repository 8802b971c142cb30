"""What an item expects: each declared response with its right values, what each is worth, and how near a number must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessment.interchange.formats.choices import Choice, accepted
from assessment.interchange.formats.gift_answers import key_of, number
from assessment.interchange.formats.port import Data, Reading
from assessment.messages import message

NUMBERS = ("float", "integer")
MAP_NEAR = "qti-map-tol-response"  # of the ONYX editor: a mapping whose numbers may be a little off
SCORE, BOUNDS = "SCORE", frozenset(["MINSCORE", "MAXSCORE"])
SIMPLE = frozenset(
    f"qti-{name}"
    for name in [
        "response-processing",
        "response-condition",
        "response-if",
        "response-else-if",
        "response-else",
        "match",
        "variable",
        "correct",
        "base-value",
        "equal",
        "gt",
        "set-outcome-value",
        "map-response",
        MAP_NEAR.removeprefix("qti-"),
        "and",
        "is-null",
        "not",
        "sum",
    ]
)


@dataclass(frozen=True)
class Response:
    """A declared response; `weights` say the share of the credit that each value earns."""

    name: str
    cardinality: str = "single"
    base_type: str = "identifier"
    weights: Mapping[str, float] = field(default_factory=dict)
    exact: bool = False  # every accepted form says that capitals count
    margin: str = "0"
    relative: bool = False  # the margin is a share of the value, in hundredths

    def weight(self, value: str) -> float:
        return self.weights.get(value, 0.0)

    @property
    def right(self) -> list[str]:
        """The values that earn something, those of a list in their order."""
        return [value for value, weight in self.weights.items() if weight > 0]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        found = (value.partition(" ") for value in self.right)
        return [(left, right) for left, between, right in found if between]

    @property
    def is_number(self) -> bool:
        return self.base_type in NUMBERS

    def text_key(self, place: str, reading: Reading) -> Data | None:
        """The accepted forms of something typed; None after a fault."""
        choices = [Choice(value.replace("*", "\\*"), weight) for value, weight in self.weights.items()]
        forms = accepted(choices, place, reading)
        return None if forms is None else {"accepted": forms} | ({"exact": True} if self.exact else {})

    def number_key(self, place: str, reading: Reading) -> Data | None:
        """The value of a number and its tolerance; None after a fault."""
        best = [value for value, weight in self.weights.items() if weight == 1]
        values = [number(value) for value in best]
        margin = number(self.margin)
        if len(values) != 1 or values[0] is None or margin is None:
            found = ", ".join(best)[:60] or message("aucune valeur")
            reading.fault(place, found, message("un nombre, et un seul, dans correctResponse"))
            return None
        return key_of(values[0], abs(values[0]) * margin / 100 if self.relative else margin)


@dataclass(frozen=True)
class Processing:
    """Which responses are worth what their mapping says, and how near each number must be (relative or not)."""

    all_mapped: bool = False
    mapped: frozenset[str] = frozenset()
    margins: Mapping[str, tuple[str, bool]] = field(default_factory=dict)


def responses_of(item: Element) -> dict[str, Response]:
    """The responses by name, as the item declares and processes them."""
    processing = processed(item.find("qti-response-processing"))
    found = (response_of(each, processing) for each in item.findall("qti-response-declaration"))
    return {each.name: each for each in found}


def response_of(declared: Element, processing: Processing) -> Response:
    name = declared.get("identifier", "")
    right = [spaced(each.text) for each in declared.findall("qti-correct-response/qti-value")]
    entries = declared.findall("qti-mapping/qti-map-entry")
    mapped = {spaced(each.get("map-key")): fraction(each.get("mapped-value")) for each in entries}
    top = max(mapped.values(), default=Fraction(0))
    weights = dict.fromkeys(right, 1.0)
    if top > 0 and (not right or processing.all_mapped or name in processing.mapped):
        weights = {value: float(weight / top) for value, weight in mapped.items()}
    margin, relative = processing.margins.get(name, ("0", False))
    return Response(
        name,
        declared.get("cardinality", "single"),
        declared.get("base-type", "string"),
        weights,
        bool(entries) and all(each.get("case-sensitive") == "true" for each in entries),
        margin,
        relative,
    )


def spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def fraction(text: str | None) -> Fraction:
    return number(text or "") or Fraction(0)


def processed(processing: Element | None) -> Processing:
    """What a response processing says of each response."""
    if processing is None:
        return Processing()
    margins: dict[str, tuple[str, bool]] = {}
    for equal in processing.iter("qti-equal"):
        mode = equal.get("tolerance-mode", "exact")
        if mode in ("absolute", "relative"):
            margin = max(equal.get("tolerance", "0").split(), key=fraction, default="0")
            margins |= {each.get("identifier", ""): (margin, mode == "relative") for each in equal.iter("qti-variable")}
    near = list(processing.iter(MAP_NEAR))
    margins |= {
        each.get("identifier", ""): (each.get("tolerance", "0"), False)
        for each in near
        if each.get("tolerance-mode") == "absolute"
    }
    mapped = frozenset(each.get("identifier", "") for each in (*processing.iter("qti-map-response"), *near))
    return Processing("map_response" in processing.get("template", ""), mapped, margins)


def unusual(item: Element) -> Iterator[str]:
    """The parts of a response processing of its own that we do not follow."""
    processing = item.find("qti-response-processing")
    if processing is not None and not processing.get("template"):
        followed = (each for part in processing if scores(part) for each in part.iter())
        tags = dict.fromkeys(str(each.tag) for each in followed)
        yield from (tag for tag in tags if tag not in SIMPLE)


def scores(part: Element) -> bool:
    """Whether a part of a processing decides of points: comments do not, nor does keeping them between two bounds."""
    made = [each for each in part.iter("qti-set-outcome-value") if SCORE in each.get("identifier", "").upper()]
    return any(not bounded(each) for each in made)


def bounded(made: Element) -> bool:
    """Whether the points become the least or the most there are."""
    return len(made) == 1 and made[0].tag == "qti-variable" and made[0].get("identifier") in BOUNDS
