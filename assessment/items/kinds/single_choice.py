"""A question with several options of which one is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, describe
from assessment.items.kinds.kind import Form, Order, Response
from assessment.items.kinds.options import (
    Option,
    fixed_to_data,
    numbered,
    one_chosen,
    options_from,
    options_to_data,
    order_of,
    text_of,
)
from assessment.items.kinds.presented import PresentedChoices
from assessment.messages import message

ATTRACTION = 0.8  # good distractors attract more than chance: a blind guess succeeds 0.8 times as often as a die


@dataclass(frozen=True)
class SingleChoiceContent:
    options: tuple[Option, ...]
    key: str
    fixed_order: bool = False


class SingleChoice:
    name = "single_choice"
    label: str = message("Choix d'une réponse")
    default_how: str = message("Choisissez une réponse.")
    own_fields = frozenset({"options", "key", "fixed_order"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> SingleChoiceContent | None:
        item = Fields(data, place, faults)
        options = options_from(item, "options", 3, 5)
        key, given = data.get("key"), data.get("options")
        cut = isinstance(given, list | tuple) and len(given) > len(options)  # too long a list: a fault already
        if not cut and key not in [option.id for option in options]:
            item.fault("key", describe(key), message("l'une des options de la question"))
        return SingleChoiceContent(options, str(key), item.flag("fixed_order"))

    def to_data(self, content: SingleChoiceContent) -> dict[str, object]:
        return {"options": options_to_data(content.options), **fixed_to_data(content.fixed_order), "key": content.key}

    def guessing(self, content: SingleChoiceContent) -> float:
        return round(ATTRACTION / len(content.options), 2)

    def highest(self, content: SingleChoiceContent) -> int:
        return 1

    def order(self, content: SingleChoiceContent, rng: Random) -> Order:
        return order_of(content.options, content.fixed_order, rng)

    def present(self, content: SingleChoiceContent, order: Order) -> PresentedChoices:
        return PresentedChoices(numbered(content.options, order), several=False)

    def read(self, content: SingleChoiceContent, order: Order, form: Form) -> Response:
        return one_chosen(order, form)

    def score(self, content: SingleChoiceContent, response: Response) -> int:
        return int(response["choice"] == content.key)

    def say_response(self, content: SingleChoiceContent, response: Response) -> str:
        return text_of(content.options, response["choice"])

    def say_key(self, content: SingleChoiceContent) -> str:
        return text_of(content.options, content.key)

    def form_for(self, content: SingleChoiceContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        name = content.key if earned else rng.choice([each for each in order if each != content.key])
        return {"choice": [str(order.index(name) + 1)]}
