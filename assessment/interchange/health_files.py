"""Files of a bank's health: LONG.csv and ITEMS.csv of a calibration, with more columns when they are known.

LONG.csv: person,item,score in the order of answering, and if known seconds, option (the one chosen), period, and what
people may be compared by: language, age, device. A score goes from 0 to the `highest` of its question, 1 when nothing is
said. ITEMS.csv: item,criterion,a,b,c,d and if known se_a, se_b, seconds, highest, thresholds, key (the right option), needs
(sound picture keyboard: what a person must be able to use). Parameters left empty are measured on the answers themselves.
Every fault is listed with file and line.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assessment.engine.health.examine import Gathered
from assessment.engine.health.responses import Indices, Responses
from assessment.errors import Faults
from assessment.interchange.calibration_files import SCORES
from assessment.interchange.health_items import Items, bank_of, read_items
from assessment.interchange.health_rows import MOST_FAULTS, number_of, rows_of
from assessment.interchange.health_words import GROUPS
from assessment.interchange.item_columns import MOST_SCORES
from assessment.messages import joined, message

ANSWER_COLUMNS = ("person", "item", "score")


@dataclass
class _Answered:
    """Columns of LONG.csv as they are read."""

    person: list[int] = field(default_factory=list)
    item: list[int] = field(default_factory=list)
    score: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    option: list[str] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    said: dict[str, dict[int, str]] = field(default_factory=lambda: {name: {} for name in GROUPS})


def read_health(answers_path: Path, items_path: Path) -> Gathered:
    """Both files; InvalidInput listing every fault."""
    faults = Faults()
    items = read_items(items_path, faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=items_path.name))
    read = _answers(answers_path, items, faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=answers_path.name))
    responses = Responses.of(read.person, read.item, read.score, (len(read.people), len(items.names)), read.seconds)
    periods = tuple(sorted({name for name in read.period if name}))
    return Gathered(
        bank=bank_of(items, responses),
        responses=responses,
        sitting=responses.person,
        period=np.array([periods.index(name) if name else -1 for name in read.period], dtype=np.intp),
        periods=periods,
        groups=_groups(read),
        takers=_takers(read),
        keys={at: (key,) for at, key in enumerate(items.keys) if key},
    )


def _answers(path: Path, items: Items, faults: Faults) -> _Answered:
    read, met = _Answered(), set()
    for place, row in rows_of(path, ANSWER_COLUMNS, faults):
        item, score = items.names.get(row["item"], -1), SCORES.get(row["score"], -1)
        top = items.highest[item] if item >= 0 else MOST_SCORES
        if not row["person"]:
            faults.add(f"{place}, person", message("rien"), message("le nom d'une personne"))
        if item < 0:
            faults.add(
                f"{place}, item", row["item"] or message("rien"), message("une question du fichier des questions")
            )
        if not 0 <= score <= top:
            expected = message("0 ou 1") if top == 1 else message("un entier de 0 à %(most)s", most=top)
            faults.add(f"{place}, score", row["score"] or message("rien"), expected)
        person = read.people.setdefault(row["person"], len(read.people))
        if (person, item) in met:
            faults.add(place, f"{row['person']}, {row['item']}", message("une réponse d'une personne à une question"))
        met.add((person, item))
        read.person.append(person)
        read.item.append(item)
        read.score.append(score)
        read.seconds.append(number_of(row.get("seconds", ""), math.nan, f"{place}, seconds", faults))
        read.period.append(row.get("period", ""))
        read.option.append(row.get("option", ""))
        for name, said in read.said.items():
            value = row.get(name, "")
            if said.setdefault(person, value) != value:
                faults.add(f"{place}, {name}", value, message("la même valeur sur toutes les lignes d'une personne"))
        if len(faults.found) >= MOST_FAULTS:
            break
    return read


def _groups(read: _Answered) -> dict[str, Indices]:
    """One comparison for each value that people have: these against all the others whose value is known."""
    found: dict[str, Indices] = {}
    for name, said in read.said.items():
        values = [said.get(person, "") for person in range(len(read.people))]
        for value in sorted(set(values) - {""}):
            if len(set(values) - {""}) > 1:
                marks = [-1 if not one else int(one == value) for one in values]
                found[joined(" ", (GROUPS[name], value))] = np.array(marks, dtype=np.intp)
    return found


def _takers(read: _Answered) -> dict[int, dict[str, Indices]]:
    rows: dict[int, dict[str, list[int]]] = {}
    for row, (item, option) in enumerate(zip(read.item, read.option, strict=True)):
        if option:
            rows.setdefault(item, {}).setdefault(option, []).append(row)
    return {
        item: {name: np.array(found[name], dtype=np.intp) for name in sorted(found)} for item, found in rows.items()
    }
