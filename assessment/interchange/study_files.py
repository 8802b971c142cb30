"""Files of a simulation study: the bank (ITEMS.csv) and the answers (ANSWERS.npz) in, the tables of results out.

Reading collects every fault with file, line, found and expected. Writing puts everything beside the target first and
moves it there at the end, so that a failure leaves nothing half written.
"""

from __future__ import annotations

import csv
import json
import math
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assessment.engine import ItemParameters
from assessment.errors import Fault, Faults, InvalidInput
from assessment.messages import counted, message

REQUIRED = ("item", "criterion", "a", "b", "c", "d", "seconds")
OPTIONAL = ("se_a", "se_b")
MAY_BE_EMPTY = {"c": 0.0, "d": 1.0, "se_a": 0.0, "se_b": 0.0}
"""Columns whose empty cell has an obvious meaning."""

MOST_FAULTS = 50
"""Faults read out before the rest of a file is left alone."""


@dataclass(frozen=True)
class StudyBank:
    """The items of a study, and the criteria in the order of their first appearance."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    items: ItemParameters


def read_bank(path: Path) -> StudyBank:
    """ITEMS.csv; InvalidInput listing the faults of the file."""
    faults = Faults()
    rows = _rows(path, faults)
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    columns: dict[str, list[float]] = {name: [] for name in (*REQUIRED[2:], *OPTIONAL)}
    criterion: list[int] = []
    for line, row in rows:
        if len(faults.found) >= MOST_FAULTS:
            break
        name, code = row["item"], row["criterion"]
        place = f"{path.name}, ligne {line}"
        if not name or name in names:
            faults.add(f"{place}, item", name or message("rien"), message("un nom de question présent une seule fois"))
        if not code:
            faults.add(f"{place}, criterion", message("rien"), message("le code d'un critère"))
        names[name] = line
        criterion.append(codes.setdefault(code, len(codes)))
        for column, values in columns.items():
            values.append(_number(row.get(column, ""), column, place, faults))
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    lines = [line for line, _ in rows]
    return StudyBank(tuple(names), tuple(codes), _checked(path, lines, criterion, columns))


def _rows(path: Path, faults: Faults) -> list[tuple[int, Mapping[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        faults.add(path.name, str(problem), message("un fichier CSV lisible, en UTF-8"))
        return []
    reader = csv.DictReader(text.splitlines())
    header = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        faults.add(f"{path.name}, ligne 1", ", ".join(header) or message("rien"), "les colonnes " + ",".join(REQUIRED))
        return []
    rows = []
    for row in reader:
        if row.get(None) is not None:
            faults.add(
                f"{path.name}, ligne {reader.line_num}",
                message("trop de cases"),
                counted("%(n)s case", "%(n)s cases", len(header)),
            )
        rows.append((reader.line_num, {key: (cell or "").strip() for key, cell in row.items() if key is not None}))
    if not rows:
        faults.add(path.name, message("aucune ligne"), message("au moins une question"))
    return [(line, {key: cell if isinstance(cell, str) else "" for key, cell in row.items()}) for line, row in rows]


def _number(text: str, column: str, place: str, faults: Faults) -> float:
    if not text and column in MAY_BE_EMPTY:
        return MAY_BE_EMPTY[column]
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        faults.add(f"{place}, {column}", text or message("rien"), message("un nombre"))
    return value


def _checked(
    path: Path, lines: Sequence[int], criterion: list[int], columns: Mapping[str, list[float]]
) -> ItemParameters:
    """Item parameters, their faults told by line of the file instead of by rank."""
    try:
        return ItemParameters.of({"criterion": criterion, **columns})
    except InvalidInput as refused:
        named = tuple(Fault(_at_line(path, lines, f.place), f.found, f.expected) for f in refused.faults)
        raise InvalidInput(f"{path.name} : {refused.message}", named) from refused


def _at_line(path: Path, lines: Sequence[int], place: str) -> str:
    rank, _, column = place.removeprefix("question n° ").partition(", ")
    return f"{path.name}, ligne {lines[int(rank) - 1]}, {column}" if rank.isdigit() else place


def read_answers(path: Path, items: int) -> NDArray[np.int8]:
    """ANSWERS.npz: `scores`, whole numbers, persons x items in the order of ITEMS.csv, -1 unknown."""
    faults = Faults()
    try:
        with np.load(path, allow_pickle=False) as archive:
            if "scores" not in archive.files:
                found = ", ".join(archive.files) or "rien"
                raise InvalidInput(
                    message("%(name)s ne peut pas être lu.", name=path.name),
                    (Fault(path.name, found, message("un tableau scores")),),
                )
            scores = np.asarray(archive["scores"])
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, AttributeError) as problem:
        faults.add(path.name, str(problem), message("un fichier .npz avec un tableau scores"))
        faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    if scores.dtype.kind not in "iu":
        faults.add(f"{path.name}, scores", scores.dtype, message("des nombres entiers (int8)"))
    elif scores.ndim != 2 or scores.shape[1] != items or not scores.shape[0]:
        faults.add(
            f"{path.name}, scores",
            message("un tableau %(shape)s", shape=scores.shape),
            message("(personnes, %(items)s), comme la banque", items=items),
        )
    elif scores.min() < -1 or scores.max() > np.iinfo(np.int8).max:
        faults.add(
            f"{path.name}, scores",
            message("de %(min)s à %(max)s", min=scores.min(), max=scores.max()),
            message("-1 (inconnu), 0, 1..."),
        )
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    return scores.astype(np.int8)


@dataclass(frozen=True)
class Table:
    """A CSV file to write."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[object]]


def write_study(target: Path, tables: Iterable[Table], summary: Mapping[str, object]) -> None:
    """All files of a study, or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".study-") as room:
        ready = Path(room)
        for table in tables:
            with (ready / table.name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.header)
                writer.writerows(table.rows)
        (ready / "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        target.mkdir(exist_ok=True)
        for file_ in sorted(ready.iterdir()):
            shutil.move(str(file_), target / file_.name)
