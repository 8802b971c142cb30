"""A question in which one of the proposed choices is to be found for each element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import perm
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, describe
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, displayed, single_value
from assessment.items.kinds.options import (
    IDENTIFIER,
    Option,
    fault_if_doubled,
    fixed_to_data,
    in_order,
    numbered,
    options_from,
    options_to_data,
    order_of,
    text_of,
)
from assessment.items.kinds.presented import PresentedElement, PresentedMatching
from assessment.items.typesetting import typeset
from assessment.messages import message

ATTRACTION = 0.8  # as for one choice: good wrong answers attract more than chance
LEAST_GUESSING = 0.02
INCOMPLETE = message("Choisissez une réponse pour chaque ligne, ou « Je ne sais pas ».")


@dataclass(frozen=True)
class MatchingContent:
    elements: tuple[Option, ...]
    choices: tuple[Option, ...]
    key: tuple[tuple[str, str], ...]  # element, its choice; in the order of the elements
    fixed_order: bool = False


class Matching:
    name = "matching"
    label: str = message("Éléments à relier")
    default_how: str = message("Choisissez ce qui va avec chaque ligne.")
    own_fields = frozenset({"elements", "choices", "key", "fixed_order"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> MatchingContent | None:
        item = Fields(data, place, faults)
        elements, choices = options_from(item, "elements", 3, 6), options_from(item, "choices", 2, 9)
        fault_if_doubled(item, "choices", [one.id for one in (*elements, *choices)], IDENTIFIER)
        key = item.within("key")
        if key is None:
            return None
        names, known = [one.id for one in elements], [one.id for one in choices]
        if set(key.data) != set(names):
            faults.add(
                key.place, describe(key.data), message("un choix par élément : %(known)s", known=", ".join(names))
            )
        for name, choice in key.data.items():
            if choice not in known:
                key.fault(
                    name, describe(choice), message("un identifiant de choix parmi %(known)s", known=", ".join(known))
                )
        pairs = tuple((name, str(key.data[name])) for name in names if name in key.data)
        if len({choice for _, choice in pairs}) < 2:
            faults.add(
                key.place, message("le même choix pour tous les éléments"), message("au moins deux choix différents")
            )
        return MatchingContent(elements, choices, pairs, item.flag("fixed_order"))

    def to_data(self, content: MatchingContent) -> dict[str, object]:
        lists = {"elements": options_to_data(content.elements), "choices": options_to_data(content.choices)}
        return {**lists, **fixed_to_data(content.fixed_order), "key": dict(content.key)}

    def guessing(self, content: MatchingContent) -> float:
        """Chance of a person who uses each choice once, or any of them when there are too few for that."""
        elements, choices = len(content.elements), len(content.choices)
        ways = perm(choices, elements) if choices >= elements else choices**elements
        return max(LEAST_GUESSING, round(ATTRACTION / ways, 2))

    def highest(self, content: MatchingContent) -> int:
        return 1

    def order(self, content: MatchingContent, rng: Random) -> Order:
        """The elements as displayed, then the choices as displayed."""
        fixed = content.fixed_order
        return (*order_of(content.elements, fixed, rng), *order_of(content.choices, fixed, rng))

    def present(self, content: MatchingContent, order: Order) -> PresentedMatching:
        names, choices = self._parts(content, order)
        elements = enumerate(in_order(content.elements, names), 1)
        return PresentedMatching(
            tuple(PresentedElement(f"match-{at}", typeset(one.text)) for at, one in elements),
            numbered(content.choices, choices),
        )

    def read(self, content: MatchingContent, order: Order, form: Form) -> Response:
        names, choices = self._parts(content, order)
        typed = {name: single_value(form, f"match-{at}") for at, name in enumerate(names, 1)}
        if not all(typed.values()):
            raise EmptyAnswer(INCOMPLETE)
        return {"pairs": {name: displayed(choices, typed[name]) for name, _ in content.key}}

    def score(self, content: MatchingContent, response: Response) -> int:
        return int(response["pairs"] == dict(content.key))

    def say_response(self, content: MatchingContent, response: Response) -> str:
        return self._paired(content, response["pairs"])

    def say_key(self, content: MatchingContent) -> str:
        return self._paired(content, dict(content.key))

    def form_for(self, content: MatchingContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        names, choices = self._parts(content, order)
        answer = dict(content.key)
        if not earned:
            slip = rng.choice(names)
            answer[slip] = rng.choice([each for each in choices if each != answer[slip]])
        return {f"match-{at}": [str(choices.index(answer[name]) + 1)] for at, name in enumerate(names, 1)}

    def _parts(self, content: MatchingContent, order: Order) -> tuple[Order, Order]:
        return order[: len(content.elements)], order[len(content.elements) :]

    def _paired(self, content: MatchingContent, pairs: Mapping[str, str]) -> str:
        return " ; ".join(
            f"{one.text} : {text_of(content.choices, pairs[one.id])}" for one in content.elements if one.id in pairs
        )
