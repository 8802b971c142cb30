"""A question whose elements are to be put in order, by giving each its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, UnreadableAnswer, single_value
from assessment.items.kinds.options import Option, ids_from, in_order, options_from, options_to_data, shuffled, text_of
from assessment.items.kinds.presented import PresentedElement, PresentedRanking
from assessment.items.typesetting import typeset
from assessment.messages import message

GUESSING = 0.05  # one order out of 6 to 720, most questions having four elements
EACH_ONCE = message("Donnez un numéro différent à chaque élément, ou choisissez « Je ne sais pas ».")


@dataclass(frozen=True)
class OrderingContent:
    elements: tuple[Option, ...]
    key: tuple[str, ...]  # first to last


class Ordering:
    name = "ordering"
    label: str = message("Mise en ordre")
    default_how: str = message("Donnez un numéro à chaque élément : 1 pour le premier.")
    own_fields = frozenset({"elements", "key"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> OrderingContent | None:
        item = Fields(data, place, faults)
        elements = options_from(item, "elements", 3, 6)
        return OrderingContent(elements, ids_from(item, "key", elements, len(elements), len(elements)))

    def to_data(self, content: OrderingContent) -> dict[str, object]:
        return {"elements": options_to_data(content.elements), "key": list(content.key)}

    def guessing(self, content: OrderingContent) -> float:
        return GUESSING

    def highest(self, content: OrderingContent) -> int:
        return 1

    def order(self, content: OrderingContent, rng: Random) -> Order:
        """Never the right order itself: it would give the answer away."""
        order = shuffled(content.elements, rng)
        return order if order != content.key else (*order[1:], order[0])

    def present(self, content: OrderingContent, order: Order) -> PresentedRanking:
        elements = enumerate(in_order(content.elements, order), 1)
        return PresentedRanking(tuple(PresentedElement(f"rank-{at}", typeset(each.text)) for at, each in elements))

    def read(self, content: OrderingContent, order: Order, form: Form) -> Response:
        typed = {name: single_value(form, f"rank-{position}") for position, name in enumerate(order, 1)}
        ranks = [rank for rank in typed.values() if rank]
        allowed = {str(rank) for rank in range(1, len(order) + 1)}
        for rank in ranks:
            if rank not in allowed:
                raise UnreadableAnswer(message("Choisissez des numéros de 1 à %(n)s.", n=len(order)), found=rank[:40])
        if len(set(ranks)) < len(order):
            raise EmptyAnswer(EACH_ONCE)
        return {"order": sorted(typed, key=lambda name: int(typed[name]))}

    def score(self, content: OrderingContent, response: Response) -> int:
        return int(tuple(response["order"]) == content.key)

    def say_response(self, content: OrderingContent, response: Response) -> str:
        return self._ranked(content, response["order"])

    def say_key(self, content: OrderingContent) -> str:
        return self._ranked(content, content.key)

    def form_for(self, content: OrderingContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        answer = list(content.key)
        if not earned:
            at = rng.randrange(len(answer) - 1)
            answer[at], answer[at + 1] = answer[at + 1], answer[at]
        return {f"rank-{position}": [str(answer.index(name) + 1)] for position, name in enumerate(order, 1)}

    def _ranked(self, content: OrderingContent, names: list[str] | tuple[str, ...]) -> str:
        return " ; ".join(f"{rank}. {text_of(content.elements, name)}" for rank, name in enumerate(names, 1))
