"""The files that leave with questions: each question with the bytes it shows, two files of one name under two names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assessment.interchange.formats.media_files import beside
from assessment.interchange.formats.port import Note
from assessment.items.lifecycle import EDITABLE, State
from assessment.items.media_names import named, renamed
from assessment.messages import message
from assessment.services.media_sources import BodyMedia, media_of
from assessment.storage.item_contents import Latest

Shown = tuple[str, str | None]  # a name, and the hash of the library's file; none for a file the product ships


def leaving(body_id: str, rows: Sequence[Latest]) -> tuple[list[dict[str, Any]], BodyMedia, list[Note]]:
    """The mapping of each question, the bytes they show by name, and what is said of each name that changed.

    A question that left its author shows what it was frozen with; a draft, what the library holds now.
    """
    now = media_of(body_id).hashes
    shown = [_shown(one, now) for one in rows]
    names = _names({each for some in shown for each in some})
    data, notes = [], []
    for row, some in zip(rows, shown, strict=True):
        changed = {name: names[name, sha] for name, sha in some if names[name, sha] != name}
        data.append(renamed(row.data, changed) if changed else row.data)
        notes += [_note(row.code, name, other) for name, other in changed.items()]
    return data, media_of(body_id, {name: sha for (_, sha), name in names.items() if sha is not None}), notes


def _shown(one: Latest, now: Mapping[str, str]) -> list[Shown]:
    hashes = now if State(one.state) in EDITABLE else one.media or {}
    return [(name, hashes.get(name)) for name in dict.fromkeys(named(one.data))]


def _names(shown: set[Shown]) -> dict[Shown, str]:
    """The name each file leaves under: its own for the first of a name (a shipped one before), else one of its own."""
    given: dict[Shown, str] = {}
    taken = dict(sorted(shown, key=lambda one: one[1] or "", reverse=True))
    for name, sha in sorted(shown, key=lambda one: (one[0], one[1] or "")):
        found, digits = name, 8
        while taken.setdefault(found, sha) != sha:
            found, digits = beside(name, sha or "", digits), digits + 8
        given[name, sha] = found
    return given


def _note(code: str, name: str, other: str) -> Note:
    return Note(
        code,
        message(
            "%(name)s s'appelle ici %(other)s\u00a0: une autre question montre un autre fichier du même nom",
            name=name,
            other=other,
        ),
    )
