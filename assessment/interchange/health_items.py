"""ITEMS.csv of a bank's health: the questions, what is known of them, and what is measured when it is left empty.

`highest` is the highest score of a partial-credit question; `thresholds`, space between them, are where each score becomes
likelier than the one below (what `assessment calibrate` writes in parameters.csv).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from assessment.engine import ItemParameters, Measure
from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.joint import fit_joint
from assessment.engine.health.examine import Bank
from assessment.engine.health.responses import Responses
from assessment.errors import Faults
from assessment.interchange.health_rows import number_of, rows_of
from assessment.interchange.health_words import NEEDS
from assessment.interchange.item_columns import HIGHEST, THRESHOLDS, check_names, degrees, in_rows

COLUMNS = ("item", "criterion")
USUAL = {"a": math.nan, "b": math.nan, "c": 0.0, "d": 1.0, "se_a": 0.0, "se_b": 0.0, "seconds": 60.0}
"""Parameters with their value when the cell is empty."""


@dataclass
class Items:
    """Columns of ITEMS.csv as they are read; `codes` are the criteria in order of first appearance."""

    names: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    criterion: list[int] = field(default_factory=list)
    numbers: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in USUAL})
    highest: list[int] = field(default_factory=list)
    thresholds: list[tuple[float, ...]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


def read_items(path: Path, faults: Faults) -> Items:
    items = Items()
    for place, row in rows_of(path, COLUMNS, faults):
        check_names(row["item"], row["criterion"], items.names, place, faults)
        items.names[row["item"]] = len(items.names)
        items.criterion.append(items.codes.setdefault(row["criterion"], len(items.codes)))
        for column, usual in USUAL.items():
            items.numbers[column].append(number_of(row.get(column, ""), usual, f"{place}, {column}", faults))
        highest, thresholds = degrees(row.get(HIGHEST, ""), row.get(THRESHOLDS, ""), place, faults)
        items.highest.append(highest)
        items.thresholds.append(thresholds)
        items.keys.append(row.get("key", ""))
        items.needs.append(row.get("needs", ""))
    return items


def bank_of(items: Items, responses: Responses) -> Bank:
    """The questions with their parameters; those left empty are measured on the answers, all criteria at once."""
    codes = tuple(items.codes)
    parameters = ItemParameters.of(_table(items, responses), len(codes))
    measure = Measure.of(codes, parameters)
    words = [set(each.replace(",", " ").replace("+", " ").split()) for each in items.needs]
    filters = {name: np.array([name not in each for each in words], dtype=bool) for name in NEEDS}
    return Bank(
        codes=codes,
        names=tuple(items.names),
        items=parameters,
        cut=measure.cuts,
        usable=np.ones(len(items.names), dtype=bool),
        filters={name: left for name, left in filters.items() if not left.all()},
    )


def _table(items: Items, responses: Responses) -> Mapping[str, ArrayLike]:
    table = {name: np.array(values) for name, values in items.numbers.items()}
    highest = np.array(items.highest, dtype=np.intp)
    steps = in_rows(items.thresholds, int(highest.max(initial=1)))
    without = (highest > 1) & np.isnan(steps).all(axis=1)
    empty = np.isnan(table["a"]) | np.isnan(table["b"]) | without
    if empty.any():
        shape = (responses.persons, responses.items)
        answers = Answers.of(responses.person, responses.item, responses.score, shape, highest)
        fit = fit_joint(answers, (tuple(items.codes), np.array(items.criterion, dtype=np.intp)))
        for name, values in (("a", fit.curves.a), ("b", fit.curves.b), ("se_a", fit.se_a), ("se_b", fit.se_b)):
            table[name] = np.where(empty, np.nan_to_num(values, nan=1.0), table[name])
        width = min(steps.shape[1], fit.curves.steps.shape[1])
        steps[empty, :width] = fit.curves.steps[empty, :width] if width else np.nan
    degrees = {"thresholds": steps} if (highest > 1).any() else {}
    return {"criterion": items.criterion, **table, **degrees}
