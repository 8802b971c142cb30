"""Our questions as QTI items: for each kind, its interactions, what they expect, and how they are scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assessment.interchange.formats.qti_body import above, blanks_table, blanks_text, source_of
from assessment.interchange.formats.qti_names import Dialect, document, node
from assessment.interchange.formats.qti_scoring import (
    ALONE,
    MAP,
    MATCH,
    Expected,
    all_met,
    expected_of,
    met,
    score,
    standard,
    word_name,
)
from assessment.interchange.formats.qti_task import task
from assessment.items.item import Item
from assessment.items.kinds.fill_blanks import BlankKey, FillBlanksContent, WordKey
from assessment.items.kinds.fill_table import FillTableContent
from assessment.items.kinds.matching import MatchingContent
from assessment.items.kinds.number import NumberContent
from assessment.items.kinds.options import Option
from assessment.items.kinds.ordering import OrderingContent
from assessment.items.kinds.placing import PlacingContent
from assessment.items.kinds.several_choices import SeveralChoicesContent
from assessment.items.kinds.short_text import ShortTextContent
from assessment.items.kinds.single_choice import SingleChoiceContent
from assessment.items.kinds.situational import SituationalContent
from assessment.items.kinds.task import TaskContent

PICTURES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
DISC = 0.07  # radius of a zone, as a share of the picture's width


@dataclass(frozen=True)
class Asking:
    """The responses an item declares, what collects them, and their processing."""

    expected: dict[str, Expected]
    fields: Sequence[Element]
    processing: Element


def item_xml(item: Item, dialect: Dialect) -> bytes:
    """The file of one question."""
    asking = asking_of(item, dialect)
    unit = item.content.unit if isinstance(item.content, NumberContent) else None
    given = {
        "identifier": f"q-{item.certificate}-{item.code}",
        "title": item.title,
        "adaptive": "false",
        "time-dependent": "false",
        "xml:lang": "fr",
    }
    root = node(
        "qti-assessment-item",
        given,
        *(expected.declared(name) for name, expected in asking.expected.items()),
        score(item.behaviour.highest(item.content)),
        node("qti-item-body", {}, *above(item, unit), *asking.fields),
        asking.processing,
    )
    return document(root, dialect)


def asking_of(item: Item, dialect: Dialect) -> Asking:
    content = item.content
    match content:
        case TaskContent():
            return Asking(*task(content))
        case FillBlanksContent(text=text, keys=keys):
            fields = {name: field(name_of(name), key) for name, key in keys}
            return typed_in(keys, blanks_text(text, fields))
        case FillTableContent(keys=keys):
            cells = {name: field(name_of(name), key) for name, key in keys}
            return typed_in(keys, blanks_table(content, cells))
        case NumberContent(key=number):
            return Asking({ALONE: expected_of(number)}, [entry_line(number)], all_met([met(ALONE, number)]))
        case ShortTextContent(key=text_key):
            return Asking({ALONE: expected_of(text_key)}, [entry_line(text_key)], standard(MAP, dialect))
    expected, interaction = interaction_of(content, dialect)
    template = MAP if isinstance(content, SituationalContent) else MATCH
    return Asking({ALONE: expected}, [interaction], standard(template, dialect))


def interaction_of(content: object, dialect: Dialect) -> tuple[Expected, Element]:
    """The one block of a kind that has one."""
    match content:
        case SingleChoiceContent(options=options, key=right, fixed_order=fixed):
            return Expected("single", "identifier", [right]), choice(options, "1", fixed)
        case SeveralChoicesContent(options=options, key=several, fixed_order=fixed):
            return Expected("multiple", "identifier", several), choice(options, "0", fixed)
        case SituationalContent(options=options, fixed_order=fixed):
            worth = {option.id: credit for option, credit in content.pairs}
            return Expected("single", "identifier", [content.key], worth), choice(options, "1", fixed)
        case OrderingContent(elements=elements, key=order):
            given = asked({"shuffle": "true"})
            return Expected("ordered", "identifier", order), node("qti-order-interaction", given, *simple(elements))
        case MatchingContent():
            pairs = [f"{one} {other}" for one, other in content.key]
            return Expected("multiple", "directedPair", pairs), matched(content)
        case PlacingContent(key=zone):
            return Expected("single", "identifier", [zone]), placed(content, dialect)
    raise TypeError(type(content).__name__)


def asked(given: dict[str, str]) -> dict[str, str]:
    return {"response-identifier": ALONE, **given}


def simple(options: Sequence[Option]) -> list[Element]:
    return [node("qti-simple-choice", {"identifier": one.id}, one.text) for one in options]


def choice(options: Sequence[Option], most: str, fixed: bool) -> Element:
    given = asked({"shuffle": "false" if fixed else "true", "max-choices": most})
    return node("qti-choice-interaction", given, *simple(options))


def matched(content: MatchingContent) -> Element:
    """A choice may serve every element."""
    most = str(len(content.elements))
    given = asked({"shuffle": "false" if content.fixed_order else "true", "max-associations": most})
    sets = [(content.elements, "1"), (content.choices, most)]
    return node("qti-match-interaction", given, *(match_set(options, times) for options, times in sets))


def match_set(options: Sequence[Option], times: str) -> Element:
    choices = (
        node("qti-simple-associable-choice", {"identifier": one.id, "match-max": times}, one.text) for one in options
    )
    return node("qti-simple-match-set", {}, *choices)


def placed(content: PlacingContent, dialect: Dialect) -> Element:
    picture, radius = content.picture, round(content.picture.width * DISC)
    size = {"width": str(picture.width), "height": str(picture.height)}
    source = source_of(picture.file)
    if dialect.picture == "img":
        shown = node("img", {"src": source, "alt": picture.alt, **size})
    else:
        kind = PICTURES[picture.file.rpartition(".")[2]]
        shown = node("object", {"data": source, "type": kind, **size}, picture.alt)
    zones = (
        node(
            "qti-hotspot-choice",
            {"identifier": zone.id, "shape": "circle", "coords": f"{x},{y},{radius}", "hotspot-label": zone.text},
        )
        for zone, (x, y) in zip(content.zones, content.places, strict=True)
    )
    return node("qti-hotspot-interaction", asked({"max-choices": "1"}), shown, *zones)


def name_of(blank: str) -> str:
    return f"{ALONE}_{blank}"


def typed_in(keys: Sequence[tuple[str, BlankKey]], holder: Element) -> Asking:
    expected = {name_of(name): expected_of(key) for name, key in keys}
    return Asking(expected, [holder], all_met([met(name_of(name), key) for name, key in keys]))


def field(name: str, key: BlankKey) -> Element:
    """A field within a text, or a list of words."""
    if isinstance(key, WordKey):
        words = (node("qti-inline-choice", {"identifier": word_name(at)}, word) for at, word in enumerate(key.words))
        return node("qti-inline-choice-interaction", {"response-identifier": name, "shuffle": "true"}, *words)
    return node("qti-text-entry-interaction", {"response-identifier": name})


def entry_line(key: BlankKey) -> Element:
    return node("p", {}, field(ALONE, key))
