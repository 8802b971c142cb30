"""The options of a choice and the elements of a ranking: reading, shuffling, naming."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from assessment.items.fields import Fields, describe, fields
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, displayed, single_value
from assessment.items.kinds.presented import PresentedOption
from assessment.items.typesetting import typeset
from assessment.items.wording import loose
from assessment.messages import message

LIST_FIELDS = ("id", "text", "mistake")
IDENTIFIER, TEXT = message("identifiant"), message("texte")  # of which each is different


@dataclass(frozen=True)
class Option:
    """One option; `mistake` names the error of reasoning that leads to it, for authors only."""

    id: str
    text: str
    mistake: str | None = None


def options_from(item: Fields, key: str, least: int, most: int, also: Collection[str] = ()) -> tuple[Option, ...]:
    """The options under `key`; doubled ids and texts that read the same are faults. `also`: fields of the kind itself."""
    found = []
    for number, one in enumerate(item.listing(key, least, most), 1):
        option = fields(one, f"{item.at(key)} {number}", item.faults)
        if option is not None:
            option.only((*LIST_FIELDS, *also))
            found.append(Option(option.identifier("id"), option.text("text"), option.optional_text("mistake")))
    options = tuple(found)
    fault_if_doubled(item, key, [option.id for option in options], IDENTIFIER)
    fault_if_doubled(item, key, [loose(option.text) for option in options if option.text], TEXT)
    return options


def fault_if_doubled(item: Fields, key: str, names: Sequence[str], what: str) -> None:
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        item.fault(
            key,
            message("deux fois le même %(what)s (%(known)s)", what=what, known=", ".join(doubled)),
            message("un %(what)s différent pour chacun", what=what),
        )


def ids_from(item: Fields, key: str, options: Sequence[Option], least: int, most: int) -> tuple[str, ...]:
    """A list of distinct ids, each of them one of the options."""
    known = [option.id for option in options]
    ids = item.listing(key, least, most)
    for one in ids:
        if one not in known:
            item.fault(key, describe(one), message("un identifiant parmi %(known)s", known=", ".join(known)))
    fault_if_doubled(item, key, [str(one) for one in ids], IDENTIFIER)
    return tuple(str(one) for one in ids)


def options_to_data(options: Sequence[Option]) -> list[dict[str, str]]:
    return [
        {"id": option.id, "text": option.text} | ({} if option.mistake is None else {"mistake": option.mistake})
        for option in options
    ]


def shuffled(options: Sequence[Option], rng: Random) -> Order:
    ids = [option.id for option in options]
    rng.shuffle(ids)
    return tuple(ids)


def order_of(options: Sequence[Option], fixed: bool, rng: Random) -> Order:
    """As the file has them when their order has a meaning, shuffled otherwise."""
    return tuple(option.id for option in options) if fixed else shuffled(options, rng)


def fixed_to_data(fixed: bool) -> dict[str, bool]:
    return {"fixed_order": True} if fixed else {}


def one_chosen(order: Order, form: Form) -> Response:
    """The option of a page with one choice."""
    typed = single_value(form, "choice")
    if not typed:
        raise EmptyAnswer(message("Choisissez une réponse, ou « Je ne sais pas »."))
    return {"choice": displayed(order, typed)}


def in_order(options: Sequence[Option], order: Order) -> tuple[Option, ...]:
    """The options as displayed; the order must name each of them once."""
    by_id = {option.id: option for option in options}
    if sorted(order) != sorted(by_id):
        raise ValueError(f"order {order} is not a permutation of {sorted(by_id)}")
    return tuple(by_id[name] for name in order)


def numbered(options: Sequence[Option], order: Order) -> tuple[PresentedOption, ...]:
    return tuple(
        PresentedOption(str(at), typeset(option.text)) for at, option in enumerate(in_order(options, order), 1)
    )


def text_of(options: Sequence[Option], name: str) -> str:
    return next(option.text for option in options if option.id == name)
