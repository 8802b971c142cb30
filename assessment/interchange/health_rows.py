"""Rows of the files of a bank's health: each with its place, every fault listed, nothing guessed."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from assessment.errors import Faults
from assessment.interchange.rows import at_line, number_in
from assessment.messages import message

MOST_FAULTS = 50

Row = Mapping[str, str]


def rows_of(path: Path, columns: Sequence[str], faults: Faults) -> list[tuple[str, Row]]:
    """Place and cells of each line; commas, or semicolons when the first line has more of them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        faults.add(path.name, str(problem), message("un fichier CSV lisible, en UTF-8"))
        return []
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    if any(name not in header for name in columns):
        found = ", ".join(header) or message("rien")
        faults.add(at_line(path.name, 1), found, message("les colonnes %(names)s", names=",".join(columns)))
        return []
    rows: list[tuple[str, Row]] = []
    for row in reader:
        place = at_line(path.name, reader.line_num)
        if None in row or None in row.values():
            faults.add(place, message("une ligne coupée ou trop longue"), message("%(n)s cases", n=len(header)))
        else:
            rows.append((place, {name: cell.strip() for name, cell in row.items()}))
        if len(faults.found) >= MOST_FAULTS:
            break
    if not rows and not faults:
        faults.add(path.name, message("aucune ligne"), message("au moins une ligne"))
    return rows


def number_of(text: str, usual: float, place: str, faults: Faults) -> float:
    """`usual` for an empty cell."""
    if not text:
        return usual
    value = number_in(text)
    if not math.isfinite(value):
        faults.add(place, text, message("un nombre, ou rien"))
    return value
