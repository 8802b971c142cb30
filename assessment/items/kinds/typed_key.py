"""The key of something typed: a value with its tolerance, or the accepted forms of a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from assessment.errors import InvalidInput
from assessment.items.fields import Fields, alternatives, checked_text, fields
from assessment.items.kinds.kind import Response, UnreadableAnswer
from assessment.items.kinds.options import TEXT, fault_if_doubled
from assessment.items.numbers_fr import format_number, parse_number
from assessment.items.wording import exact, loose
from assessment.messages import message

LARGEST = 1e9
MOST_FORMS = 30
LONGEST_ANSWER = 300  # characters a candidate may type


@dataclass(frozen=True)
class NumberKey:
    value: Fraction
    tolerance: Fraction = Fraction(0)


@dataclass(frozen=True)
class TextKey:
    accepted: tuple[str, ...]
    exact: bool = False


def number_key_from(key: Fields) -> NumberKey:
    key.only(("value", "tolerance"))
    value = key.number("value", -LARGEST, LARGEST)
    return NumberKey(value, key.number("tolerance", 0, LARGEST) if "tolerance" in key.data else Fraction(0))


def text_key_from(key: Fields) -> TextKey:
    key.only(("accepted", "exact"))
    forms = key.listing("accepted", 1, MOST_FORMS)
    accepted = tuple(checked_text(form, f"{key.at('accepted')} {at}", key.faults) for at, form in enumerate(forms, 1))
    found = TextKey(accepted, key.flag("exact"))
    if found.exact:
        fault_if_doubled(key, "accepted", [exact(form) for form in accepted], TEXT)
    return found


def typed_key_from(keys: Fields, name: str) -> NumberKey | TextKey:
    """The key of one blank: a value with a tolerance, or accepted forms."""
    one = fields(keys.data[name], keys.at(name), keys.faults)
    if one is None:
        return TextKey(())
    return text_key_from(one) if "accepted" in one.data else number_key_from(one)


def key_to_data(key: NumberKey | TextKey) -> dict[str, object]:
    if isinstance(key, NumberKey):
        return {"value": plain_number(key.value), "tolerance": plain_number(key.tolerance)}
    return {"accepted": list(key.accepted)} | ({"exact": True} if key.exact else {})


def plain_number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def read_typed(key: NumberKey | TextKey, typed: str, unit: str | None = None) -> Response:
    """The answer as typed, and the exact number in it when one is expected."""
    if len(typed) > LONGEST_ANSWER:
        raise UnreadableAnswer(message("Cette réponse est trop longue. Écrivez une réponse plus courte."))
    if isinstance(key, TextKey):
        return {"typed": typed}
    try:
        return {"typed": typed, "value": str(parse_number(typed, unit))}
    except InvalidInput as unreadable:
        raise UnreadableAnswer(unreadable.message, found=typed[:40]) from unreadable


def score_typed(key: NumberKey | TextKey, response: Response) -> int:
    if isinstance(key, NumberKey):
        return int(abs(Fraction(response["value"]) - key.value) <= key.tolerance)
    same = exact if key.exact else loose
    return int(same(response["typed"]) in {same(form) for form in key.accepted})


def say_typed_key(key: NumberKey | TextKey, unit: str | None = None) -> str:
    if isinstance(key, TextKey):
        return alternatives(key.accepted)
    suffix = f"\u00a0{unit}" if unit else ""
    value = format_number(key.value) + suffix
    if not key.tolerance:
        return value
    return message("%(value)s (à %(margin)s près)", value=value, margin=format_number(key.tolerance) + suffix)


def typed_for(key: NumberKey | TextKey, right: bool, rng: Random) -> str:
    """What a person types who knows, or who slips: a neighbouring number, a word left out."""
    if isinstance(key, NumberKey):
        return format_number(key.value if right else slipped(key, rng))
    if right:
        return key.accepted[0]
    same = exact if key.exact else loose
    accepted = {same(form) for form in key.accepted}
    words = key.accepted[0].split()
    slips = [" ".join(words[1:]), " ".join(words[:-1]), key.accepted[0][:-1], key.accepted[0] + "s", "autre chose"]
    return rng.choice([slip for slip in slips if slip and same(slip) not in accepted])


def slipped(key: NumberKey, rng: Random) -> Fraction:
    """A wrong value a slip would give: ten times too much or too little, or one step beyond the tolerance."""
    step = max(Fraction(1), 2 * key.tolerance)
    near = [key.value + step, key.value + 2 * step, abs(key.value - step)]
    wrong = [value for value in [*near, key.value * 10] if abs(value - key.value) > key.tolerance]
    return rng.choice(wrong)
