"""Reads one mapping of an input key by key; whatever is wrong with it becomes a fault, never an exception."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from assessment.errors import Faults

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
        return "rien"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str):
        return f"« {value[:60]}{'…' if len(value) > 60 else ''} »"
    if isinstance(value, int | float | Fraction):
        return f"le nombre {value}"
    if isinstance(value, list | tuple):
        return f"une liste de {len(value)} éléments"
    if isinstance(value, Mapping):
        return f"un ensemble de champs ({', '.join(str(key) for key in list(value)[:5])})"
    return f"« {str(value)[:60]} »"


@dataclass(frozen=True)
class Fields:
    """One mapping, its place in the input, and where its faults go."""

    data: Mapping[str, object]
    place: str
    faults: Faults

    def at(self, key: str) -> str:
        return f"{self.place} › {key}"

    def fault(self, key: str, found: str, expected: str) -> None:
        self.faults.add(self.at(key), found, expected)

    def only(self, allowed: Collection[str]) -> None:
        """Every key outside `allowed` is a fault: a misspelt key would otherwise be silently forgotten."""
        for key in self.data:
            if key not in allowed:
                self.fault(str(key), "un champ inconnu", "un des champs " + ", ".join(sorted(allowed)))

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
        self.fault(key, describe(value), "un identifiant court comme a, b ou x1")
        return ""

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.data.get(key)
        if isinstance(value, str) and value in allowed:
            return value
        self.fault(key, describe(value), "une valeur parmi " + ", ".join(sorted(allowed)))
        return ""

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault(key, describe(value), "true ou false")
        return False

    def number(self, key: str, low: float, high: float) -> Fraction:
        """A required finite number in [low, high], exactly as written; 0 after a fault."""
        value = self.data.get(key)
        exact = exact_number(value)
        if exact is not None and low <= exact <= high:
            return exact
        self.fault(key, describe(value), f"un nombre entre {low:g} et {high:g}")
        return Fraction(0)

    def listing(self, key: str, least: int, most: int) -> list[object]:
        """A required list whose length is in [least, most]; the list found, or [] when it is no list."""
        value = self.data.get(key)
        if not isinstance(value, list | tuple):
            self.fault(key, describe(value), f"une liste de {least} à {most} éléments")
            return []
        if not least <= len(value) <= most:
            self.fault(key, describe(value), f"de {least} à {most} éléments")
        return list(value[:most])

    def within(self, key: str) -> Fields | None:
        """The mapping under `key`, or None after a fault."""
        return fields(self.data.get(key), self.at(key), self.faults)


def fields(value: object, place: str, faults: Faults) -> Fields | None:
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return Fields(value, place, faults)
    faults.add(place, describe(value), "un ensemble de champs « nom: valeur »")
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
        hint = "un texte" if value is None else "un texte (mettez-le entre guillemets)"
        faults.add(place, describe(value), hint)
        return ""
    text = value.strip()
    if not text:
        faults.add(place, "un texte vide", "un texte")
    elif len(text) > limit:
        faults.add(place, f"{len(text)} caractères", f"au plus {limit} caractères")
    elif CONTROL.search(text):
        faults.add(place, "un caractère invisible", "du texte simple, sans caractère de contrôle")
    elif TAG.search(text):
        faults.add(place, f"la balise {describe(TAG.search(text)[0])}", "du texte simple, sans HTML")  # type: ignore[index]
    else:
        return text
    return ""
