"""The values of a form: numbers as French people type them, texts as they are; what cannot be read stays as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite

Form = Mapping[str, Sequence[str]]
Entries = dict[str, list[str]]
Data = dict[str, object]
NUMBER = re.compile(r"[-−+]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?")
SPACES = str.maketrans("", "", " \u00a0\u202f")


def one(form: Form, name: str) -> str:
    """The text of a field, without outer spaces; '' when it is absent."""
    values = form.get(name) or ("",)
    return values[0].replace("\r\n", "\n").replace("\r", "\n").strip()


def lines(form: Form, name: str) -> list[str]:
    """The lines of a field that hold something."""
    return [line.strip() for line in one(form, name).split("\n") if line.strip()]


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip()) is not None


def number_or_text(text: str) -> int | float | str | None:
    """7.5 for « 7,5 »; nothing for an empty field; the text itself when it is no number, or one too large to hold."""
    text = text.strip()
    if not text:
        return None
    if not is_number(text):
        return text
    value = float(text.translate(SPACES).replace("−", "-").replace(",", "."))
    if not isfinite(value):
        return text
    return int(value) if value.is_integer() else value


def written(value: object) -> str:
    """A value of a mapping as it is shown in a field."""
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:.10f}".rstrip("0").rstrip(".") if "e" in repr(value) else repr(value).removesuffix(".0")
        return text.replace(".", ",")
    return str(value)


def put(data: dict[str, object], key: str, value: object) -> None:
    """Set a key that has a value; an empty field leaves no trace."""
    if value not in (None, "", [], {}):
        data[key] = value


def mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def listing(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
