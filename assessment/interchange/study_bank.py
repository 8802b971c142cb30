"""ITEMS.csv of a simulation study: the questions, every one with its parameters; all faults by line, found and expected."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from numpy.typing import ArrayLike

from assessment.engine import ItemParameters
from assessment.errors import Fault, Faults, InvalidInput
from assessment.interchange.calibration_rows import lines_of
from assessment.interchange.item_columns import HIGHEST, THRESHOLDS, check_names, degrees, in_rows
from assessment.interchange.rows import at_line, number_in
from assessment.messages import joined, message

REQUIRED = ("item", "criterion", "a", "b", "c", "d", "seconds")
OPTIONAL = ("se_a", "se_b")
MAY_BE_EMPTY = {"c": 0.0, "d": 1.0, "se_a": 0.0, "se_b": 0.0}
"""Columns whose empty cell has an obvious meaning."""

NUMBERS = (*REQUIRED[2:], *OPTIONAL)


@dataclass(frozen=True)
class StudyBank:
    """The items of a study, and the criteria in the order of their first appearance."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    items: ItemParameters


@dataclass
class _Columns:
    """The file as it is read; `names` with their lines."""

    names: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    criterion: list[int] = field(default_factory=list)
    numbers: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in NUMBERS})
    steps: list[tuple[float, ...]] = field(default_factory=list)


def read_bank(path: Path) -> StudyBank:
    """InvalidInput listing the faults of the file."""
    faults, found = Faults(), _Columns()
    for line, cells in lines_of(path, (*REQUIRED, *OPTIONAL, HIGHEST, THRESHOLDS), len(REQUIRED), faults):
        name, code, *numbers, highest, thresholds = (cell.strip() for cell in cells)
        place = at_line(path.name, line)
        check_names(name, code, found.names, place, faults)
        found.names[name] = line
        found.criterion.append(found.codes.setdefault(code, len(found.codes)))
        for column, cell in zip(NUMBERS, numbers, strict=True):
            found.numbers[column].append(_number(cell, column, place, faults))
        top, steps = degrees(highest, thresholds, place, faults)
        if top > 1 and not steps:
            expected = message("un seuil par point, séparés par une espace : %(n)s nombres", n=top)
            faults.add(f"{place}, {THRESHOLDS}", message("rien"), expected)
        found.steps.append(steps)
    if not found.names and not faults:
        faults.add(path.name, message("aucune ligne"), message("au moins une question"))
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    return StudyBank(tuple(found.names), tuple(found.codes), _checked(path, found))


def _number(text: str, column: str, place: str, faults: Faults) -> float:
    if not text and column in MAY_BE_EMPTY:
        return MAY_BE_EMPTY[column]
    value = number_in(text)
    if not math.isfinite(value):
        faults.add(f"{place}, {column}", text or message("rien"), message("un nombre"))
    return value


def _checked(path: Path, found: _Columns) -> ItemParameters:
    """Item parameters, their faults told by line of the file instead of by rank."""
    wide = max(len(each) for each in found.steps)
    table: dict[str, ArrayLike] = {"criterion": found.criterion, **found.numbers}
    if wide:
        table["thresholds"] = in_rows(found.steps, wide)
    try:
        return ItemParameters.of(table)
    except InvalidInput as refused:
        lines = list(found.names.values())
        named = tuple(Fault(_at_line(path, lines, f.place), f.found, f.expected) for f in refused.faults)
        raise InvalidInput(joined(" : ", (path.name, refused.message)), named) from refused


def _at_line(path: Path, lines: Sequence[int], place: str) -> str:
    rank, _, column = place.removeprefix("question n° ").partition(", ")
    return joined(", ", (at_line(path.name, lines[int(rank) - 1]), column)) if rank.isdigit() else place
