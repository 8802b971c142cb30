"""Reads one mapping of an input key by key; whatever is wrong with it becomes a fault, never an exception."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from assessment.errors import Faults
from assessment.items.numbers_fr import THIN
from assessment.messages import Message, counted, joined, message

LABEL = 200  # characters of a title, an option, a cell
TEXT = 1200  # characters of a question or a paragraph of a support
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]"
)
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|<!--")
IDENTIFIER = re.compile(r"[a-z][a-z0-9]{0,7}")


def describe(value: object) -> str:  # noqa: PLR0911 (one return per type)
    """What a reader would call this value, short enough for a message."""
    if value is None:
        return message("rien")
    if isinstance(value, bool):
        return message("oui") if value else message("non")
    if isinstance(value, str):
        return quoted(value if len(value) <= 60 else f"{value[:60]}…")
    if isinstance(value, int | float | Fraction):
        return message("le nombre %(value)s", value=value)
    if isinstance(value, list | tuple):
        return counted("une liste de %(n)s élément", "une liste de %(n)s éléments", len(value))
    if isinstance(value, Mapping):
        return message("un ensemble de champs (%(names)s)", names=", ".join(str(key) for key in list(value)[:5]))
    return quoted(str(value)[:60])


def bound(value: float) -> str:
    """A limit as a reader writes it: `0.6`, `1 000 000`; never `1e+06`."""
    return f"{value:,.0f}".replace(",", THIN) if abs(value) >= 1e6 else f"{value:g}"


def quoted(text: str) -> str:
    return message("« %(text)s »", text=text)


def alternatives(texts: Iterable[str]) -> str:
    """`« a » ou « b »`."""
    return joined(message(" ou "), map(quoted, texts))


@dataclass(frozen=True)
class Fields:
    """One mapping, its place in the input, and where its faults go."""

    data: Mapping[str, object]
    place: str
    faults: Faults

    def at(self, key: str) -> str:
        if isinstance(self.place, Message):
            return joined(" › ", (self.place, key))
        return f"{self.place} › {key}"

    def fault(self, key: str, found: str, expected: str) -> None:
        self.faults.add(self.at(key), found, expected)

    def only(self, allowed: Collection[str]) -> None:
        """Every key outside `allowed` is a fault: a misspelt key would otherwise be silently forgotten."""
        for key in self.data:
            if key not in allowed:
                self.fault(
                    str(key),
                    message("un champ inconnu"),
                    message("un des champs %(known)s", known=", ".join(sorted(allowed))),
                )

    def text(self, key: str, limit: int = LABEL) -> str:
        """A required text on one line; '' after a fault."""
        return checked_text(self.data.get(key), self.at(key), self.faults, limit).replace("\n", " ")

    def paragraphs(self, key: str, limit: int = TEXT) -> str:
        """A required text that may hold several lines; '' after a fault."""
        return checked_text(self.data.get(key), self.at(key), self.faults, limit)

    def optional_text(self, key: str, limit: int = LABEL) -> str | None:
        return None if self.data.get(key) is None else self.text(key, limit)

    def optional_paragraphs(self, key: str, limit: int = TEXT) -> str | None:
        return None if self.data.get(key) is None else self.paragraphs(key, limit)

    def identifier(self, key: str) -> str:
        value = self.data.get(key)
        if isinstance(value, str) and IDENTIFIER.fullmatch(value):
            return value
        self.fault(key, describe(value), message("un identifiant court comme a, b ou x1"))
        return ""

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.data.get(key)
        if isinstance(value, str) and value in allowed:
            return value
        self.fault(key, describe(value), message("une valeur parmi %(known)s", known=", ".join(sorted(allowed))))
        return ""

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault(key, describe(value), message("true ou false"))
        return False

    def number(self, key: str, low: float, high: float) -> Fraction:
        """A required finite number in [low, high], exactly as written; 0 after a fault."""
        value = self.data.get(key)
        exact = exact_number(value)
        if exact is not None and low <= exact <= high:
            return exact
        self.fault(
            key, describe(value), message("un nombre entre %(low)s et %(high)s", low=bound(low), high=bound(high))
        )
        return Fraction(0)

    def listing(self, key: str, least: int, most: int) -> list[object]:
        """A required list whose length is in [least, most]; the list found, or [] when it is no list."""
        value = self.data.get(key)
        if not isinstance(value, list | tuple):
            self.fault(
                key, describe(value), message("une liste de %(least)s à %(most)s éléments", least=least, most=most)
            )
            return []
        if not least <= len(value) <= most:
            self.fault(key, describe(value), message("de %(least)s à %(most)s éléments", least=least, most=most))
        return list(value[:most])

    def within(self, key: str) -> Fields | None:
        """The mapping under `key`, or None after a fault."""
        return fields(self.data.get(key), self.at(key), self.faults)


def fields(value: object, place: str, faults: Faults) -> Fields | None:
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return Fields(value, place, faults)
    faults.add(place, describe(value), message("un ensemble de champs « nom: valeur »"))
    return None


def exact_number(value: object) -> Fraction | None:
    """0.1 in a file means one tenth, not the nearest binary number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, float) and isfinite(value):
        return Fraction(repr(value))
    return None


def checked_text(value: object, place: str, faults: Faults, limit: int = LABEL) -> str:
    """Plain text of at most `limit` characters, without its outer spaces; '' after a fault."""
    if not isinstance(value, str):
        hint = message("un texte") if value is None else message("un texte (mettez-le entre guillemets)")
        faults.add(place, describe(value), hint)
        return ""
    text = value.strip()
    if not text:
        faults.add(place, message("un texte vide"), message("un texte"))
    elif len(text) > limit:
        faults.add(
            place,
            counted("%(n)s caractère", "%(n)s caractères", len(text)),
            message("au plus %(limit)s caractères", limit=limit),
        )
    elif CONTROL.search(text):
        faults.add(place, message("un caractère invisible"), message("du texte simple, sans caractère de contrôle"))
    elif (tag := TAG.search(text)) is not None:
        found = message("la balise %(tag)s", tag=describe(tag[0]))
        faults.add(place, found, message("du texte simple, sans HTML"))
    else:
        return text
    return ""
