"""One row of a table file, whatever its format, and how its places are named."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from assessment.errors import Faults
from assessment.messages import message

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take the cell for a formula
NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,15})?")


@dataclass(frozen=True)
class Bounds:
    """How much a table may hold."""

    bytes: int = 2_000_000
    rows: int = 2000
    columns: int = 40
    cell: int = 2000  # characters


ORDINARY = Bounds()


@dataclass(frozen=True)
class Row:
    """The texts of a row; `number` is its line in the file."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """The text in a column counted from 0; '' when the row is shorter, or the column does not exist."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def empty(self) -> bool:
        return not any(self.cells)


def bytes_of(path: Path, place: str, faults: Faults) -> bytes | None:
    """What a file holds, or None after a fault."""
    try:
        return path.read_bytes()
    except OSError as error:
        faults.add(place, error.strerror or str(error), message("un fichier lisible"))
        return None


def at_line(place: str, line: int) -> str:
    """`grille.csv, ligne 12`."""
    return message("%(place)s, ligne %(line)s", place=place, line=line)


def number_in(text: str) -> float:
    """The number a cell says; NaN when it says none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def harmless(text: str) -> str:
    """A text no spreadsheet computes: a leading apostrophe says that it is a text; a number is harmless by itself."""
    return "'" + text if text.startswith((*RISKY, "'")) and not NUMBER.fullmatch(text) else text


def as_written(cell: str) -> str:
    """The text before `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*RISKY, "'")) else cell
