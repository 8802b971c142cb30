"""A question whose answer is one number, with its tolerance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, quoted
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, single_value
from assessment.items.kinds.presented import PresentedEntry
from assessment.items.kinds.typed_key import (
    NumberKey,
    key_to_data,
    number_key_from,
    read_typed,
    say_typed_key,
    score_typed,
    typed_for,
)
from assessment.messages import message


@dataclass(frozen=True)
class NumberContent:
    key: NumberKey
    unit: str | None = None


class Number:
    name = "number"
    label: str = message("Nombre à écrire")
    default_how: str = message("Écrivez un nombre.")
    own_fields = frozenset({"unit", "key"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> NumberContent | None:
        item = Fields(data, place, faults)
        unit = item.optional_text("unit", 20)
        key = item.within("key")
        return None if key is None else NumberContent(number_key_from(key), unit)

    def to_data(self, content: NumberContent) -> dict[str, object]:
        unit = {} if content.unit is None else {"unit": content.unit}
        return {**unit, "key": key_to_data(content.key)}

    def guessing(self, content: NumberContent) -> float:
        return 0.0

    def highest(self, content: NumberContent) -> int:
        return 1

    def order(self, content: NumberContent, rng: Random) -> Order:
        return ()

    def present(self, content: NumberContent, order: Order) -> PresentedEntry:
        return PresentedEntry(numeric=True, unit=content.unit)

    def read(self, content: NumberContent, order: Order, form: Form) -> Response:
        typed = single_value(form, "value")
        if not typed:
            raise EmptyAnswer(message("Écrivez un nombre, ou choisissez « Je ne sais pas »."))
        return read_typed(content.key, typed, content.unit)

    def score(self, content: NumberContent, response: Response) -> int:
        return score_typed(content.key, response)

    def say_response(self, content: NumberContent, response: Response) -> str:
        return quoted(response["typed"])

    def say_key(self, content: NumberContent) -> str:
        return say_typed_key(content.key, content.unit)

    def form_for(self, content: NumberContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        return {"value": [typed_for(content.key, bool(earned), rng)]}
