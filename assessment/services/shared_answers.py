"""From stored answers to what the guards of the bank take: whose they are is left behind, only numbers go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np

from assessment.engine.health.examine import Bank, Gathered
from assessment.engine.health.responses import Indices, Responses
from assessment.items.item import Item
from assessment.items.parameters import highest
from assessment.items.support import AudioBlock, PictureBlock
from assessment.messages import message
from assessment.services.measures import pool_for
from assessment.services.releases import current_release
from assessment.services.shared_facts import SEVERAL
from assessment.sittings.pool import Pool
from assessment.storage import shared_answers as stored
from assessment.storage.database import db
from assessment.storage.shared_answers import SharedAnswer

WRITTEN = frozenset({"number", "short_text", "fill_blanks", "fill_table"})
"""Kinds of question that a person answers by writing."""

AGES = ((0, 30, message("moins de 30 ans")), (30, 50, message("de 30 à 49 ans")), (50, 200, message("50 ans et plus")))
ARRANGED = message("avec un aménagement")
AT_HOME = {
    "french": message("français à la maison"),
    "both": message("français et autre langue à la maison"),
    "other": message("autre langue à la maison"),
}
ON = {"phone": message("sur téléphone"), "tablet": message("sur tablette"), "computer": message("sur ordinateur")}
LONGEST_OPTION = 60
"""Characters of an option kept as its name."""


def gathered(body_id: str, certificate: str) -> Gathered:
    """The body's own bank, and the answers shared by the people it received."""
    rows = stored.shared_answers(db.session(), body_id, certificate)
    current = current_release(body_id, certificate).id
    pool = pool_for(current, *{row.release_id for row in rows})
    item = _items(pool, rows)
    people = {file_id: rank for rank, file_id in enumerate(dict.fromkeys(row.file_id for row in rows))}
    person = np.array([people[row.file_id] for row in rows], dtype=np.intp)
    first = _first_time(person, item, len(pool.items))
    rows, person, item = [rows[at] for at in first], person[first], item[first]
    sittings = {name: rank for rank, name in enumerate(dict.fromkeys(row.sitting_id for row in rows))}
    halves = sorted({_half(row.answered_at) for row in rows})
    return Gathered(
        bank=bank_of(pool),
        responses=_responses(rows, person, item, (len(people), len(pool.items))),
        sitting=np.array([sittings[row.sitting_id] for row in rows], dtype=np.intp),
        period=np.array([halves.index(_half(row.answered_at)) for row in rows], dtype=np.intp),
        periods=tuple(f"{year}-{half}" for year, half in halves),
        groups=_groups(rows, person, len(people)),
        takers=_takers(pool, rows, item),
        keys={at: names for at, one in enumerate(pool.items) if (names := _keys(one))},
    )


def bank_of(pool: Pool) -> Bank:
    """The questions of a release, with what each accessibility filter leaves of them."""
    items = pool.items
    sound = [any(isinstance(block, AudioBlock) for block in one.support) for one in items]
    picture = [one.kind == "placing" or any(isinstance(b, PictureBlock) for b in one.support) for one in items]
    keyboard = [one.kind in WRITTEN for one in items]
    needs = {"sound": sound, "picture": picture, "keyboard": keyboard}
    return Bank(
        codes=pool.measure.codes,
        names=tuple(one.code for one in items),
        items=pool.measure.items,
        cut=pool.measure.cuts,
        usable=~pool.outside,
        filters={name: ~np.array(found, dtype=bool) for name, found in needs.items() if any(found)},
    )


def _items(pool: Pool, rows: Sequence[SharedAnswer]) -> Indices:
    """The same wording is the same question in every release: the current one's parameters are looked at."""
    known: dict[str, int] = {}
    for at, version in enumerate(pool.version_ids):
        if version not in known or not pool.outside[at]:
            known[version] = at
    return np.array([known[row.item_version_id] for row in rows], dtype=np.intp)


def _first_time(person: Indices, item: Indices, items: int) -> Indices:
    """Rows that are a person's first answer to a question, in their order."""
    _, first = np.unique(person * max(items, 1) + item, return_index=True)
    return np.sort(first)


def _responses(rows: Sequence[SharedAnswer], person: Indices, item: Indices, shape: tuple[int, int]) -> Responses:
    made = Responses.of(person, item, [row.score for row in rows], shape, [row.seconds for row in rows])
    return replace(made, counted=np.array([row.scored for row in rows], dtype=bool))


def _half(at: datetime) -> tuple[int, int]:
    """Year, and first or second half of it."""
    return at.year, 1 if at.month <= 6 else 2


def _groups(rows: Sequence[SharedAnswer], person: Indices, people: int) -> dict[str, Indices]:
    ages, arranged = np.full(people, -1, dtype=np.intp), np.zeros(people, dtype=np.intp)
    for row, who in zip(rows, person, strict=True):
        arranged[who] = int(any(row.accommodations.values()))
        if row.birth_date is not None:
            ages[who] = _age(row.birth_date, row.answered_at)
    found: dict[str, Indices] = {}
    for low, high, name in AGES:
        found[name] = np.where(ages < 0, -1, (ages >= low) & (ages < high)).astype(np.intp)
    return found | {ARRANGED: arranged} | _said(rows, person, people)


def _said(rows: Sequence[SharedAnswer], person: Indices, people: int) -> dict[str, Indices]:
    """By language at home and by device, where somebody's is known; who used several devices is compared with nobody."""
    languages, devices = np.full((2, people), "", dtype=object)
    for row, who in zip(rows, person, strict=True):
        languages[who] = row.home_language or ""
        if row.device:
            devices[who] = row.device if devices[who] in ("", row.device) else SEVERAL
    devices[devices == SEVERAL] = ""
    pairs = [(languages, key, name) for key, name in AT_HOME.items()] + [
        (devices, key, name) for key, name in ON.items()
    ]
    known = [(values, key, name) for values, key, name in pairs if (values == key).any()]
    return {name: np.where(values == "", -1, values == key).astype(np.intp) for values, key, name in known}


def _age(born: date, at: datetime) -> int:
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def _takers(pool: Pool, rows: Sequence[SharedAnswer], item: Indices) -> dict[int, Mapping[str, Indices]]:
    """Rows of those who took each option, of the questions that have options; "je ne sais pas" takes none."""
    taken: dict[int, dict[str, list[int]]] = {}
    for at, row in enumerate(rows):
        named = _options(pool.items[item[at]])
        if not named:
            continue
        of_item = taken.setdefault(int(item[at]), {label: [] for label in named.values()})
        response = row.response or {}
        for one in [response["choice"]] if "choice" in response else response.get("choices", ()):
            if one in named:
                of_item[named[one]].append(at)
    return {
        at: {label: np.array(found, dtype=np.intp) for label, found in options.items()} for at, options in taken.items()
    }


def _options(item: Item) -> dict[str, str]:
    """Identifier -> text of the options of a choice; empty for other kinds."""
    if item.kind not in ("single_choice", "several_choices", "situational"):
        return {}
    return {option.id: option.text[:LONGEST_OPTION] for option in item.content.options}


def _keys(item: Item) -> tuple[str, ...]:
    """Texts of the right options: all of them, or those that earn the most."""
    named = _options(item)
    if not named:
        return ()
    if item.kind == "situational":
        return tuple(named[option.id] for option in item.content.earning(highest(item)))
    right = item.content.key
    return tuple(named[one] for one in ([right] if isinstance(right, str) else right))
