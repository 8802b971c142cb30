"""Options, elements and zones as numbered rows of a form, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assessment.interchange.form_values import Entries, Form, mapping, number_or_text, one, put, written

LETTERS = "abcdefghijkl"
KEPT = ("id", "text", "mistake")  # of every row; `also` names what a kind adds, as numbers


def rows_entries(prefix: str, rows: Sequence[object], also: Sequence[str] = ()) -> Entries:
    """The fields of options or elements, numbered as displayed."""
    return {
        f"{prefix}-{number}-{key}": [written(mapping(row).get(key))]
        for number, row in enumerate(rows, 1)
        for key in (*KEPT, *also)
    }


def rows_from(form: Form, prefix: str, also: Sequence[str] = ()) -> list[tuple[int, dict[str, object]]]:
    """The rows that hold something, with their number; a new one gets the first free letter."""
    found = numbers(form, prefix, "text")
    free = free_letters({one(form, f"{prefix}-{number}-id") for number in found})
    rows = []
    for number in found:
        text, mistake = one(form, f"{prefix}-{number}-text"), one(form, f"{prefix}-{number}-mistake")
        if text or mistake:
            row: dict[str, object] = {
                "id": one(form, f"{prefix}-{number}-id") or next(free, f"z{number}"),
                "text": text,
            }
            put(row, "mistake", mistake)
            for key in also:
                put(row, key, number_or_text(one(form, f"{prefix}-{number}-{key}")))
            rows.append((number, row))
    return rows


def free_letters(taken: set[str]) -> Iterator[str]:
    return iter(letter for letter in LETTERS if letter not in taken)


def numbers(form: Form, prefix: str, key: str) -> list[int]:
    """The numbers of the rows of the form, in order."""
    pattern = re.compile(rf"{prefix}-([1-9][0-9]?)-{key}")
    return sorted(int(found[1]) for name in form if (found := pattern.fullmatch(name)))
