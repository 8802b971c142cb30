"""What stands between the braces of a GIFT question, as the fields of one of our kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessment.interchange.formats.choices import Choice, accepted, chosen, pairs, pick
from assessment.interchange.formats.foreign_words import IS_IT_SO, NO, YES
from assessment.interchange.formats.gift_text import split_format, told_plain
from assessment.interchange.formats.port import Data, Reading
from assessment.items.kinds.typed_key import plain_number
from assessment.messages import message

ANSWER = re.compile(r"([=~])([^=~]*)")
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,10})?)%")
TRUE_FALSE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
NUMBER = re.compile(r"[-+−]?\d{1,12}(?:[.,]\d{1,12})?(?:[eE][-+]?\d{1,2})?")


@dataclass(frozen=True)
class Between:
    """The text between the braces, the format of the question it belongs to, and where what is wrong is said."""

    text: str
    style: str
    place: str
    reading: Reading

    def plain(self, text: str) -> str:
        style, rest = split_format(text, self.style)
        said = told_plain(rest, style)
        for dropped in said.dropped:
            self.reading.note(self.place, message("laissé : %(what)s", what=dropped))
        return said.text

    def choices(self) -> Iterator[tuple[str, Choice]]:
        """Each answer with the sign before it; a right one without weight earns everything."""
        for sign, text in ANSWER.findall(self.text):
            weighted = WEIGHT.match(text)
            weight = float(weighted[1]) / 100 if weighted else float(sign == "=")
            answer, _, feedback = (text[weighted.end() :] if weighted else text).partition("#")
            yield sign, Choice(self.plain(answer), weight, self.plain(feedback))


def answer_of(between: Between) -> Data | None:
    """The fields of the answer; None after a fault."""
    text = between.text.strip()
    if not text:
        found = message("une question à développer (essay)")
        between.reading.fault(between.place, found, message("une question dont la réponse peut être vérifiée"))
        return None
    if text.startswith("#"):
        return number_of(between)
    if "~" in text:
        choices = [choice for _, choice in between.choices()]
        return chosen(choices, "=" not in text, between.place, between.reading)
    if "=" in text and "->" in text:
        return pairs_of(between)
    word = text.partition("#")[0].strip()
    if word in TRUE_FALSE:
        if "#" in text:
            between.reading.note(between.place, message("les commentaires des réponses sont laissés"))
        return pick(IS_IT_SO, [YES, NO], YES if TRUE_FALSE[word] else NO)
    found_choices = [choice for _, choice in between.choices()] or [Choice(between.plain(text), 1.0)]
    forms = accepted(found_choices, between.place, between.reading)
    return None if forms is None else {"kind": "short_text", "key": {"accepted": forms}}


def pairs_of(between: Between) -> Data | None:
    found = []
    for text in filter(None, (part.strip() for part in between.text.split("="))):
        left, arrow, right = text.partition("->")
        if not arrow:
            between.reading.fault(between.place, message("une ligne sans flèche"), message("élément -> choix"))
            return None
        found.append((between.plain(left), between.plain(right)))
    return pairs(found)


def number_of(between: Between) -> Data | None:
    """The first value that earns everything; others, and what they earn, are said and left."""
    inner = between.text.strip()[1:]
    text, wrong, _ = inner.partition("~")
    if wrong and "#" in inner:
        between.reading.note(between.place, message("le commentaire des réponses inexactes est laissé"))
    parts = [part for part in text.split("=") if part.strip()]
    keys = []
    for part in parts:
        weighted = WEIGHT.match(part)
        value = (part[weighted.end() :] if weighted else part).partition("#")[0]
        if weighted is None or float(weighted[1]) >= 100:
            keys.append(value.strip())
    if len(keys) < len(parts) or len(keys) > 1:
        between.reading.note(between.place, message("une seule valeur est gardée, celle qui vaut tous les points"))
    key = value_of(split_format(keys[0], "plain")[1]) if keys else None
    if key is None:
        found = message("« %(text)s »", text=" ".join(text.split())[:60])
        between.reading.fault(between.place, found, message("un nombre, sa tolérance (3:2) ou ses bornes (1..5)"))
        return None
    return {"kind": "number", "key": key}


def value_of(text: str) -> Data | None:
    """`3`, `3:2` or `1..5` as a value with its tolerance."""
    low, between, high = text.partition("..")
    if between:
        ends = number(low), number(high)
        if ends[0] is None or ends[1] is None or ends[1] < ends[0]:
            return None
        return key_of((ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2)
    value, _, margin = text.partition(":")
    middle, tolerance = number(value), number(margin or "0")
    return None if middle is None or tolerance is None else key_of(middle, abs(tolerance))


def key_of(value: Fraction, tolerance: Fraction) -> Data:
    return {"value": plain_number(value), "tolerance": plain_number(tolerance)}


def number(text: str) -> Fraction | None:
    text = text.strip()
    if not NUMBER.fullmatch(text):
        return None
    return Fraction(text.replace("−", "-").replace(",", "."))
