"""What an item declares it expects, and how it turns an answer into points: a standard template wherever one will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assessment.interchange.formats.qti_names import Dialect, node
from assessment.items.kinds.fill_blanks import BlankKey, WordKey
from assessment.items.kinds.typed_key import NumberKey, TextKey, plain_number

ALONE = "RESPONSE"
MATCH, MAP = "match_correct", "map_response"


@dataclass(frozen=True)
class Expected:
    """One response: its type, its right values, and what each value earns when they do not all earn the same."""

    cardinality: str
    base_type: str
    correct: Sequence[str] = ()
    mapped: Mapping[str, int] | None = None
    exact: bool = False
    start: str = ""  # what the field holds at first

    def declared(self, name: str) -> Element:
        made = node(
            "qti-response-declaration",
            {"identifier": name, "cardinality": self.cardinality, "base-type": self.base_type},
        )
        if self.start:
            made.append(node("qti-default-value", {}, value(self.start)))
        if self.correct:
            made.append(node("qti-correct-response", {}, *map(value, self.correct)))
        if self.mapped is not None:
            made.append(node("qti-mapping", {"default-value": "0"}, *self.entries(self.mapped)))
        return made

    def entries(self, mapped: Mapping[str, int]) -> list[Element]:
        typed = {"case-sensitive": "true" if self.exact else "false"} if self.base_type == "string" else {}
        return [
            node("qti-map-entry", {"map-key": key, "mapped-value": str(points), **typed})
            for key, points in mapped.items()
        ]


def expected_of(key: BlankKey) -> Expected:
    """The response of something typed, or of a word of a list."""
    if isinstance(key, WordKey):
        return Expected("single", "identifier", [word_name(key.words.index(key.right))])
    if isinstance(key, NumberKey):
        return Expected("single", "float", [str(plain_number(key.value))])
    return typed_text(key)


def typed_text(key: TextKey) -> Expected:
    return Expected("single", "string", key.accepted[:1], dict.fromkeys(key.accepted, 1), key.exact)


def word_name(at: int) -> str:
    return f"w{at}"


def met(name: str, key: BlankKey) -> Element:
    """The condition under which one response is right."""
    if isinstance(key, WordKey):
        return node("qti-match", {}, variable(name), correct(name))
    if isinstance(key, TextKey):
        return node("qti-gt", {}, node("qti-map-response", {"identifier": name}), points("0"))
    margin = str(plain_number(key.tolerance))
    mode = {"tolerance-mode": "absolute", "tolerance": f"{margin} {margin}"} if key.tolerance else None
    return node("qti-equal", mode or {"tolerance-mode": "exact"}, variable(name), correct(name))


def standard(name: str, dialect: Dialect) -> Element:
    return node("qti-response-processing", {"template": dialect.template_of(name)})


def all_met(conditions: Sequence[Element]) -> Element:
    """One point when every condition holds, none otherwise."""
    test = conditions[0] if len(conditions) == 1 else node("qti-and", {}, *conditions)
    right = node("qti-response-if", {}, test, scored("1"))
    return node("qti-response-processing", {}, node("qti-response-condition", {}, right, wrong()))


def wrong() -> Element:
    return node("qti-response-else", {}, scored("0"))


def scored(number: str) -> Element:
    return node("qti-set-outcome-value", {"identifier": "SCORE"}, points(number))


def points(number: str) -> Element:
    return node("qti-base-value", {"base-type": "float"}, number)


def variable(name: str) -> Element:
    return node("qti-variable", {"identifier": name})


def correct(name: str) -> Element:
    return node("qti-correct", {"identifier": name})


def value(text: str) -> Element:
    return node("qti-value", {}, text)


def score(most: int) -> Element:
    zero = node("qti-default-value", {}, value("0"))
    given = {"identifier": "SCORE", "cardinality": "single", "base-type": "float"}
    return node("qti-outcome-declaration", {**given, "normal-maximum": str(most), "normal-minimum": "0"}, zero)
