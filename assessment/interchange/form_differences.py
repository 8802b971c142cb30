"""What changed between two versions of a question, field by field and word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from assessment.interchange.form_places import HIDDEN, label_of, order_of
from assessment.interchange.form_values import Entries, Form
from assessment.interchange.item_form import form_of
from assessment.messages import joined, message

WORD = re.compile(r"\s+|[\w'’]+|[^\w\s]")
NEEDS: dict[str, str] = {"hearing": message("entendre"), "sight": message("voir")}
SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Change:
    """One field that differs: pieces of text, each the same, removed or added."""

    field: str
    label: str
    before: str
    after: str
    pieces: tuple[tuple[str, str], ...]


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """The fields that differ between two mappings of one question."""
    return form_differences(readable(form_of(before)), readable(form_of(after)))


def form_differences(before: Form, after: Form) -> list[Change]:
    """The fields that differ between two filled forms."""
    names = sorted({*before, *after}, key=order_of)
    pairs = [(name, joined("\n", before.get(name, ())), joined("\n", after.get(name, ()))) for name in names]
    return [
        Change(name, label_of(name), old, new, pieces(old, new))
        for name, old, new in pairs
        if old != new and not HIDDEN.fullmatch(name)
    ]


def readable(entries: Entries) -> Entries:
    """The key of a choice by its texts rather than by the numbers of its rows; a ticked box as a word."""
    shown = dict(entries)
    if "key" in shown:
        rows = [
            shown.get(f"option-{number}-text", shown.get(f"zone-{number}-text", [number])) for number in shown["key"]
        ]
        shown["key"] = [" ".join(row) for row in rows]
    if shown.get("needs"):
        shown["needs"] = [NEEDS.get(need, need) for need in shown["needs"]]
    for name in ("exact", "fixed-order"):
        if name in shown:
            shown[name] = [message("oui") if shown[name] else message("non")]
    return shown


def pieces(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Word by word; a text that changed entirely is shown as removed, then added."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((SAME, "".join(old[i1:i2])))
            continue
        found += [(REMOVED, "".join(old[i1:i2]))] if i2 > i1 else []
        found += [(ADDED, "".join(new[j1:j2]))] if j2 > j1 else []
    return tuple(found)
