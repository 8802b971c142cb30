"""A situation in which several ways to act are more or less good: one is the best, others earn half or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, alternatives, describe, quoted
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
from assessment.messages import counted, message

BEST = 2  # credit of the one best option; 1 for an acceptable one, 0 for the others


@dataclass(frozen=True)
class SituationalContent:
    options: tuple[Option, ...]
    credits: tuple[int, ...]  # of each option
    fixed_order: bool = False

    def credit(self, name: str) -> int:
        return next(credit for option, credit in self.pairs if option.id == name)

    def earning(self, credit: int) -> tuple[Option, ...]:
        return tuple(option for option, earned in self.pairs if earned == credit)

    @property
    def pairs(self) -> tuple[tuple[Option, int], ...]:
        return tuple(zip(self.options, self.credits, strict=True))

    @property
    def key(self) -> str:
        """The best option."""
        return self.earning(BEST)[0].id


class Situational:
    name = "situational"
    label: str = message("Situation : choisir que faire")
    default_how: str = message("Choisissez ce qu'il vaut mieux faire.")
    own_fields = frozenset({"options", "fixed_order"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> SituationalContent | None:
        item = Fields(data, place, faults)
        before = len(faults.found)
        options = options_from(item, "options", 3, 5, also=("credit",))
        credits = credits_from(item)
        if len(faults.found) > before:
            return None
        if credits.count(BEST) != 1:
            found = counted(
                "%(n)s option à %(best)s points", "%(n)s options à %(best)s points", credits.count(BEST), best=BEST
            )
            item.fault("options", found, message("une option, et une seule, avec credit: %(best)s", best=BEST))
        if 0 not in credits:
            item.fault("options", message("aucune option à 0 point"), message("au moins une option avec credit: 0"))
        return SituationalContent(options, credits, item.flag("fixed_order"))

    def to_data(self, content: SituationalContent) -> dict[str, object]:
        rows = zip(options_to_data(content.options), content.credits, strict=True)
        return {
            "options": [{**option, "credit": credit} for option, credit in rows],
            **fixed_to_data(content.fixed_order),
        }

    def guessing(self, content: SituationalContent) -> float:
        return 0.0

    def highest(self, content: SituationalContent) -> int:
        return BEST

    def order(self, content: SituationalContent, rng: Random) -> Order:
        return order_of(content.options, content.fixed_order, rng)

    def present(self, content: SituationalContent, order: Order) -> PresentedChoices:
        return PresentedChoices(numbered(content.options, order), several=False)

    def read(self, content: SituationalContent, order: Order, form: Form) -> Response:
        return one_chosen(order, form)

    def score(self, content: SituationalContent, response: Response) -> int:
        return content.credit(response["choice"])

    def say_response(self, content: SituationalContent, response: Response) -> str:
        return text_of(content.options, response["choice"])

    def say_key(self, content: SituationalContent) -> str:
        best, partly = text_of(content.options, content.key), content.earning(1)
        if not partly:
            return quoted(best)
        also = alternatives(option.text for option in partly)
        return message("%(best)s ; en partie : %(also)s", best=quoted(best), also=also)

    def form_for(self, content: SituationalContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        """The nearest credit below when no option earns exactly this one."""
        credit = max(each for each in content.credits if each <= earned)
        option = rng.choice(content.earning(credit))
        return {"choice": [str(order.index(option.id) + 1)]}


def credits_from(item: Fields) -> tuple[int, ...]:
    found = item.data.get("options")
    credits = []
    for number, one in enumerate(found if isinstance(found, list | tuple) else [], 1):
        credit = one.get("credit") if isinstance(one, Mapping) else None
        if isinstance(credit, bool) or credit not in (0, 1, BEST):
            item.fault(f"options {number} › credit", describe(credit), message("0, 1 ou %(best)s", best=BEST))
            credit = 0
        credits.append(int(credit))
    return tuple(credits)
