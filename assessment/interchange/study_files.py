"""Files of a simulation study: the bank (ITEMS.csv) in, the tables of results out (answers: `study_answers`).

Reading collects every fault with file, line, found and expected. Writing puts everything beside the target first and
moves it there at the end, so that a failure leaves nothing half written.
"""

from __future__ import annotations

import csv
import math
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessment.engine import ItemParameters
from assessment.errors import Fault, Faults, InvalidInput
from assessment.interchange.rows import at_line
from assessment.messages import counted, joined, message

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
        place = at_line(path.name, line)
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
        faults.add(
            f"{path.name}, ligne 1",
            ", ".join(header) or message("rien"),
            message("les colonnes %(known)s", known=",".join(REQUIRED)),
        )
        return []
    rows = []
    for row in reader:
        if row.get(None) is not None:
            faults.add(
                at_line(path.name, reader.line_num),
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
        raise InvalidInput(joined(" : ", (path.name, refused.message)), named) from refused


def _at_line(path: Path, lines: Sequence[int], place: str) -> str:
    rank, _, column = place.removeprefix("question n° ").partition(", ")
    return joined(", ", (at_line(path.name, lines[int(rank) - 1]), column)) if rank.isdigit() else place


@dataclass(frozen=True)
class Table:
    """A CSV file to write."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[object]]


def write_study(target: Path, tables: Iterable[Table], texts: Mapping[str, str]) -> None:
    """All files of a study, or none; `texts` are whole files by their name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".study-") as room:
        ready = Path(room)
        for table in tables:
            with (ready / table.name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.header)
                writer.writerows(table.rows)
        for name, text in texts.items():
            (ready / name).write_text(text, encoding="utf-8")
        target.mkdir(exist_ok=True)
        for file_ in sorted(ready.iterdir()):
            shutil.move(str(file_), target / file_.name)


def write_page(path: Path, text: str) -> None:
    """A whole file, or the one that was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".study-") as room:
        ready = Path(room) / path.name
        ready.write_text(text, encoding="utf-8")
        ready.replace(path)
