"""A parameter set as a calibration writes it (parameters.csv): item, criterion, a, b, c, d, se_a, se_b; more columns are left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessment.engine.parameters import STEEPEST
from assessment.errors import Faults
from assessment.interchange.csv_rows import read_csv_rows
from assessment.interchange.rows import Row, at_line, number_in
from assessment.messages import message

NUMBERS: dict[str, tuple[float, float]] = {
    "a": (0.01, STEEPEST),
    "b": (-10.0, 10.0),
    "c": (0.0, 0.99),
    "d": (0.01, 1.0),
    "se_a": (0.0, 10.0),
    "se_b": (0.0, 10.0),
}
"""Columns with their limits; an item without a and b was not calibrated and keeps what it had."""

WANTED = ("item", "criterion", *NUMBERS)


@dataclass(frozen=True)
class NewParameters:
    """What a file says of one item, and where."""

    line: int
    criterion: str
    values: tuple[float, float, float, float, float, float]
    """a, b, c, d, se_a, se_b"""


def read_parameters(path: Path) -> dict[str, NewParameters]:
    """By code of item; InvalidInput listing every fault of the file."""
    faults = Faults()
    rows = read_csv_rows(path, faults)
    found: dict[str, NewParameters] = {}
    header = [cell.strip() for cell in rows[0].cells] if rows else []
    missing = [name for name in WANTED if name not in header]
    if rows and missing:
        told = ", ".join(header) or message("rien")
        faults.add(at_line(path.name, rows[0].number), told, message("les colonnes %(known)s", known=",".join(WANTED)))
        rows = []
    for row in rows[1:]:
        _read_row(row, header, at_line(path.name, row.number), (found, faults))
    if not faults.found and not found:
        faults.add(path.name, message("aucune question calibrée"), message("au moins une ligne avec a et b"))
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    return found


def _read_row(row: Row, header: Sequence[str], place: str, into: tuple[dict[str, NewParameters], Faults]) -> None:
    found, faults = into
    cells = {name: cell.strip() for name, cell in zip(header, row.cells, strict=False)}
    code, criterion = cells.get("item", ""), cells.get("criterion", "")
    if not code or code in found:
        faults.add(f"{place}, item", code or message("rien"), message("un code de question présent une seule fois"))
    if not cells.get("a") and not cells.get("b"):
        return
    a, b, c, d, se_a, se_b = (_number(cells, name, place, faults) for name in NUMBERS)
    if c >= d:
        faults.add(f"{place}, d", d, message("plus que c, qui vaut %(c)s", c=f"{c:g}"))
    found[code] = NewParameters(row.number, criterion, (a, b, c, d, se_a, se_b))


def _number(cells: Mapping[str, str], name: str, place: str, faults: Faults) -> float:
    text, (low, high) = cells.get(name, ""), NUMBERS[name]
    value = number_in(text.replace(",", "."))
    if low <= value <= high:
        return value
    expected = message("un nombre de %(low)s à %(high)s", low=f"{low:g}", high=f"{high:g}")
    faults.add(f"{place}, {name}", text or message("rien"), expected)
    return low if name != "d" else high
