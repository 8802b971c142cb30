"""ITEMS.csv: the questions of a calibration, and what is known of them beforehand.

`highest` is the highest score of a partial-credit question, whose thresholds stand in `thresholds`, space between them.
`anchor` (1 or 0) tells which questions are held where `a` and `b` say; without that column, all that have both are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from assessment.engine.calibration.answers import Indices
from assessment.engine.calibration.curves import FARTHEST
from assessment.engine.calibration.given import Anchors, Given
from assessment.engine.calibration.priors import Told
from assessment.engine.models import Floats
from assessment.errors import Faults
from assessment.interchange.calibration_rows import lines_of
from assessment.interchange.item_columns import HIGHEST, THRESHOLDS, check_names, degrees, in_rows
from assessment.interchange.rows import at_line, number_in
from assessment.messages import message

NUMBERS: Mapping[str, tuple[float, float]] = {
    "a": (1e-9, 10.0),
    "b": (-FARTHEST, FARTHEST),
    "c": (0.0, 0.999),
    "d": (0.001, 1.0),
    "se_a": (0.0, math.inf),
    "se_b": (0.0, math.inf),
}
"""Columns of ITEMS.csv that may be empty, with their limits."""

ANCHOR = "anchor"
MORE = (HIGHEST, ANCHOR, THRESHOLDS)


@dataclass(frozen=True)
class CalibrationItems:
    """Names and lines, criteria in order of first appearance, and what is known beforehand."""

    names: tuple[str, ...]
    lines: tuple[int, ...]
    codes: tuple[str, ...]
    criterion: Indices
    given: Given
    highest: ArrayLike = 1
    """Highest score of each question, or of all."""


@dataclass(frozen=True)
class _More:
    """The cells beyond the numbers, of one question."""

    highest: int
    anchor: str
    thresholds: tuple[float, ...]


def read_items(path: Path, faults: Faults, anchored: bool = False) -> CalibrationItems:
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    criterion: list[int] = []
    numbers: dict[str, list[float]] = {name: [] for name in NUMBERS}
    more: list[_More] = []
    for line, (first, second, *rest) in lines_of(path, ("item", "criterion", *NUMBERS, *MORE), 2, faults):
        name, code = first.strip(), second.strip()
        place = at_line(path.name, line)
        check_names(name, code, names, place, faults)
        names[name] = line
        criterion.append(codes.setdefault(code, len(codes)))
        for (column, values), cell in zip(numbers.items(), rest[: len(NUMBERS)], strict=True):
            values.append(number_of(cell.strip(), column, place, faults))
        more.append(_more([cell.strip() for cell in rest[len(NUMBERS) :]], place, faults))
        if numbers["c"][-1] >= numbers["d"][-1]:
            faults.add(
                f"{place}, d",
                numbers["d"][-1],
                message("plus que c, qui vaut %(numbers)s", numbers=f"{numbers['c'][-1]:g}"),
            )
    if not names and not faults:
        faults.add(path.name, message("aucune ligne"), message("au moins une question"))
    columns = {name: np.array(values) for name, values in numbers.items()}
    given = _given(columns)
    found = CalibrationItems(
        tuple(names), tuple(names.values()), tuple(codes), np.array(criterion, dtype=np.intp), given
    )
    found = replace(found, highest=np.array([each.highest for each in more], dtype=np.intp))
    return _anchored(found, columns, more, (path.name, faults)) if anchored else found


def number_of(text: str, column: str, place: str, faults: Faults) -> float:
    """NaN for an empty cell."""
    if not text:
        return math.nan
    low, high = NUMBERS[column]
    value = number_in(text)
    if not low <= value <= high:
        faults.add(
            f"{place}, {column}",
            text,
            message("rien, ou un nombre de %(low)s à %(high)s", low=f"{low:g}", high=f"{high:g}"),
        )
    return value


def _given(columns: Mapping[str, Floats]) -> Given:
    """Asymptotes as written; a difficulty with a standard error is an author's estimate, without one it is not used."""
    told = np.where(columns["se_b"] > 0, columns["b"], np.nan)
    c = np.nan_to_num(columns["c"], nan=0.0)
    return Given(c, np.nan_to_num(columns["d"], nan=1.0), Told(told, columns["se_b"]))


def _more(cells: list[str], place: str, faults: Faults) -> _More:
    highest, anchor, thresholds = cells
    if anchor not in ("", "0", "1"):
        faults.add(f"{place}, {ANCHOR}", anchor, message("rien, 0 ou 1"))
    top, steps = degrees(highest, thresholds, place, faults)
    return _More(top, anchor, steps)


def _anchored(
    items: CalibrationItems, columns: Mapping[str, Floats], more: list[_More], told: tuple[str, Faults]
) -> CalibrationItems:
    """The items with their anchors; none at all is a fault, as is one whose parameters are not given."""
    file, faults = told
    written = any(each.anchor for each in more)
    known = np.isfinite(columns["a"]) & np.isfinite(columns["b"])
    graded = np.array([each.highest > 1 for each in more], dtype=bool)
    known &= ~graded | np.array([bool(each.thresholds) for each in more], dtype=bool)
    held = np.array([each.anchor == "1" for each in more], dtype=bool) if written else known
    for i in np.flatnonzero(held & ~known):
        place = f"{at_line(file, items.lines[i])}, {ANCHOR}"
        faults.add(place, message("une ancre sans paramètres"), message("a et b, et les seuils d'une question graduée"))
    if not held.any() and not faults:
        faults.add(file, message("aucune ancre"), message("au moins une question dont a et b sont donnés"))
    steps = in_rows([each.thresholds for each in more], max((each.highest for each in more), default=1))
    kept = np.where(held & known, 1.0, np.nan)
    errors = {name: np.nan_to_num(columns[name], nan=0.0) * kept for name in ("se_a", "se_b")}
    anchors = Anchors(columns["a"] * kept, columns["b"] * kept, **errors, steps=steps * kept[:, None])
    return replace(items, given=replace(items.given, anchors=anchors))
