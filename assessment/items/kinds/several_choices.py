"""A question with several options of which several are right: all of them, and only them, are expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, UnreadableAnswer, displayed
from assessment.items.kinds.options import (
    Option,
    fixed_to_data,
    ids_from,
    numbered,
    options_from,
    options_to_data,
    order_of,
    text_of,
)
from assessment.items.kinds.presented import PresentedChoices
from assessment.messages import message

GUESSING = 0.05  # a blind ticking rarely meets the exact set


@dataclass(frozen=True)
class SeveralChoicesContent:
    options: tuple[Option, ...]
    key: tuple[str, ...]
    fixed_order: bool = False


class SeveralChoices:
    name = "several_choices"
    label: str = message("Choix de plusieurs réponses")
    default_how: str = message("Choisissez toutes les réponses qui conviennent.")
    own_fields = frozenset({"options", "key", "fixed_order"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> SeveralChoicesContent | None:
        item = Fields(data, place, faults)
        options = options_from(item, "options", 3, 6)
        key = ids_from(item, "key", options, 2, max(2, len(options) - 1))
        return SeveralChoicesContent(options, key, item.flag("fixed_order"))

    def to_data(self, content: SeveralChoicesContent) -> dict[str, object]:
        return {
            "options": options_to_data(content.options),
            **fixed_to_data(content.fixed_order),
            "key": list(content.key),
        }

    def guessing(self, content: SeveralChoicesContent) -> float:
        return GUESSING

    def highest(self, content: SeveralChoicesContent) -> int:
        return 1

    def order(self, content: SeveralChoicesContent, rng: Random) -> Order:
        return order_of(content.options, content.fixed_order, rng)

    def present(self, content: SeveralChoicesContent, order: Order) -> PresentedChoices:
        return PresentedChoices(numbered(content.options, order), several=True)

    def read(self, content: SeveralChoicesContent, order: Order, form: Form) -> Response:
        typed = [value.strip() for value in form.get("choice", ()) if value.strip()]
        if not typed:
            raise EmptyAnswer(message("Choisissez une ou plusieurs réponses, ou « Je ne sais pas »."))
        if len(typed) > len(order):
            raise UnreadableAnswer(message("Cette réponse n'a pas pu être lue. Répondez encore une fois."))
        return {"choices": sorted({displayed(order, each) for each in typed})}

    def score(self, content: SeveralChoicesContent, response: Response) -> int:
        return int(set(response["choices"]) == set(content.key))

    def say_response(self, content: SeveralChoicesContent, response: Response) -> str:
        return self._texts(content, response["choices"])

    def say_key(self, content: SeveralChoicesContent) -> str:
        return self._texts(content, content.key)

    def form_for(self, content: SeveralChoicesContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        chosen = set(content.key)
        if not earned:
            chosen ^= {rng.choice(order)}
        return {"choice": [str(position) for position, name in enumerate(order, 1) if name in chosen]}

    def _texts(self, content: SeveralChoicesContent, names: list[str] | tuple[str, ...]) -> str:
        return " ; ".join(text_of(content.options, name) for name in names)
