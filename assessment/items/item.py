"""One question with its content, its key and what its author expects of it."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from assessment.errors import Faults, InvalidInput
from assessment.items.fields import TEXT, Fields, describe, fields
from assessment.items.kinds import KINDS
from assessment.items.kinds.kind import Kind
from assessment.items.patterns import FIELD, Family, family_from_data
from assessment.items.support import Block, block_to_data, support_from_data
from assessment.messages import message, shaped

CODE = re.compile(r"([A-Z0-9]{1,3}(?:\.[0-9]{1,2}){1,3})-([0-9]{2})")
AUTHORED = frozenset({"code", "kind", "title", "trade", "support", "question", "how", "explanation", "spoken"})
COMMON = AUTHORED | {"difficulty", "slope", "guessing", "seconds", "family", "needs", "enemies"}
TRADES = (
    "aide à la personne",
    "bâtiment",
    "logistique",
    "propreté",
    "restauration",
    "commerce",
    "bureau",
    "agriculture",
    "industrie",
    "quotidien",
)
SOURCES = ("author", "calibration")
NEEDS = ("hearing", "sight")
MOST_ENEMIES = 20
EXAMPLE = "example"  # the seed of the variant a family's item shows as itself


@dataclass(frozen=True)
class Estimate:
    """A value on the scale of ability (mean 0, standard deviation 1), its standard error, and who says so."""

    value: float
    se: float
    source: str = "author"


@dataclass(frozen=True)
class Item:
    """A question. When it has a family, its texts and content are those of the example variant."""

    code: str
    certificate: str
    criterion: str
    kind: str
    title: str
    trade: str
    support: tuple[Block, ...]
    question: str
    how: str
    content: Any  # the frozen record of its kind
    family: Family | None
    explanation: str
    difficulty: Estimate
    slope: Estimate | None
    guessing: float | None
    seconds: int
    spoken: str | None
    needs: tuple[str, ...] = ()
    """What one must be able to do, whatever the accommodation: such a question is not asked of who cannot."""
    enemies: tuple[str, ...] = ()
    """Codes of the questions that give its answer away, or ask the same: a person meets one of them only."""

    @property
    def behaviour(self) -> Kind[Any]:
        """What this kind of question can do."""
        return KINDS[self.kind]


def item_from_data(data: object, certificate: str, place: str, faults: Faults) -> Item | None:
    """The item in a mapping (docs/item-format.md), or None when it has faults, all of them then in `faults`."""
    item = fields(data, place, faults)
    if item is None:
        return None
    before = len(faults.found)
    kind = KINDS.get(item.one_of("kind", KINDS))
    if kind is None:
        return None
    item.only(COMMON | kind.own_fields)
    family = None
    if "family" in item.data:
        family = family_from_data(item)
        example = None if family is None else example_of(family, item)
        if example is None:
            return None
        item = Fields(example, place, faults)
    else:
        fault_forgotten_fields(item)
    found = read_item(item, kind, certificate, family)
    if len(faults.found) > before:
        return None
    if found.guessing is not None and kind.highest(found.content) > 1:
        item.fault("guessing", describe(found.guessing), message("rien : une réponse à plusieurs degrés n'en a pas"))
        return None
    return found


def example_of(family: Family, item: Fields) -> dict[str, object] | None:
    try:
        return family.filled(family.draw(EXAMPLE))
    except InvalidInput as error:
        item.fault(
            "family", shaped(error.message, without_stop), message("une famille dont chaque variante peut être écrite")
        )
        return None


def without_stop(sentence: str) -> str:
    """What was found stands within another sentence, which has a full stop of its own."""
    return sentence.removesuffix(".")


def read_item(item: Fields, kind: Kind[Any], certificate: str, family: Family | None) -> Item:
    code = item.data.get("code")
    matched = CODE.fullmatch(code) if isinstance(code, str) else None
    if matched is None:
        item.fault("code", describe(code), message("un critère, un tiret, deux chiffres, comme 2.1.1-01"))
    return Item(
        code=str(code),
        certificate=certificate,
        criterion=matched[1] if matched else "",
        kind=kind.name,
        title=item.text("title", 120),
        trade=item.one_of("trade", TRADES),
        support=support_from_data(item.data.get("support"), item.at("support"), item.faults),
        question=item.paragraphs("question", TEXT),
        how=item.optional_text("how", 160) or kind.default_how,
        content=kind.from_data(item.data, item.place, item.faults),
        family=family,
        explanation=item.paragraphs("explanation", TEXT),
        difficulty=estimate_from(item, "difficulty", -4, 4) or Estimate(0.0, 1.0),
        slope=estimate_from(item, "slope", 0.2, 4) if "slope" in item.data else None,
        guessing=float(item.number("guessing", 0, 0.6)) if "guessing" in item.data else None,
        seconds=seconds_from(item),
        spoken=item.optional_paragraphs("spoken", TEXT),
        needs=needs_from(item),
        enemies=enemies_from(item),
    )


def needs_from(item: Fields) -> tuple[str, ...]:
    said = item.listing("needs", 1, len(NEEDS)) if "needs" in item.data else []
    for value in said:
        if value not in NEEDS:
            item.fault("needs", describe(value), message("une valeur parmi %(known)s", known=", ".join(NEEDS)))
    return tuple(dict.fromkeys(str(value) for value in said))


def enemies_from(item: Fields) -> tuple[str, ...]:
    said = item.listing("enemies", 1, MOST_ENEMIES) if "enemies" in item.data else []
    for value in said:
        if not isinstance(value, str) or not CODE.fullmatch(value) or value == item.data.get("code"):
            item.fault("enemies", describe(value), message("le code d'une autre question, comme 2.1.1-01"))
    return tuple(dict.fromkeys(str(value) for value in said))


def estimate_from(item: Fields, key: str, low: float, high: float) -> Estimate | None:
    one = item.within(key)
    if one is None:
        return None
    one.only(("value", "se", "source"))
    source = one.one_of("source", SOURCES) if "source" in one.data else "author"
    return Estimate(float(one.number("value", low, high)), float(one.number("se", 0.01, 2)), source)


def seconds_from(item: Fields) -> int:
    seconds = item.number("seconds", 5, 900)
    if seconds.denominator != 1:
        item.fault("seconds", describe(seconds), message("un nombre entier de secondes"))
    return int(seconds)


def fault_forgotten_fields(item: Fields) -> None:
    """A `{name}` field in an item without a family would be shown as it is."""
    for key in ("question", "explanation", "spoken", "how"):
        value = item.data.get(key)
        if isinstance(value, str) and (found := FIELD.search(value)):
            item.fault(
                key,
                message("le champ %(found)s", found=found[0]),
                message("du texte sans champ, ou une famille (family)"),
            )


def item_to_data(item: Item) -> dict[str, object]:
    """The mapping `item_from_data` reads back into the same item."""
    if item.family is not None:
        return copy.deepcopy(dict(item.family.pattern))
    data: dict[str, object] = {"code": item.code, "kind": item.kind, "title": item.title, "trade": item.trade}
    if item.support:
        data["support"] = [block_to_data(block) for block in item.support]
    data["question"] = item.question
    if item.how != item.behaviour.default_how:
        data["how"] = item.how
    data |= item.behaviour.to_data(item.content)
    data["explanation"] = item.explanation
    data["difficulty"] = estimate_to_data(item.difficulty)
    if item.slope is not None:
        data["slope"] = estimate_to_data(item.slope)
    if item.guessing is not None:
        data["guessing"] = item.guessing
    data["seconds"] = item.seconds
    if item.spoken is not None:
        data["spoken"] = item.spoken
    if item.needs:
        data["needs"] = list(item.needs)
    if item.enemies:
        data["enemies"] = list(item.enemies)
    return data


def estimate_to_data(estimate: Estimate) -> dict[str, object]:
    source = {} if estimate.source == "author" else {"source": estimate.source}
    return {"value": estimate.value, "se": estimate.se, **source}
