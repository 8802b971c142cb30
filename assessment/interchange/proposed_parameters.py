"""A parameters.csv about to be proposed for a bank: every row that was calibrated, by code of question."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from assessment.errors import Faults
from assessment.interchange.calibration_items import NUMBERS, number_of
from assessment.interchange.calibration_rows import lines_of
from assessment.interchange.rows import at_line
from assessment.messages import message

COLUMNS = ("item", *NUMBERS, "answers", "flag", "thresholds")
NEEDED = len(COLUMNS) - 2


@dataclass(frozen=True)
class Proposed:
    """One row: a, b, c, d, se_a, se_b, what it rests on, and where it stands in the file."""

    place: str
    numbers: tuple[float, ...]
    answers: int
    flag: str
    thresholds: tuple[float, ...]


def read_proposed(path: Path) -> dict[str, Proposed]:
    """Rows without standard errors or answers were not calibrated and are left out; InvalidInput listing every fault."""
    faults = Faults()
    found: dict[str, Proposed] = {}
    for line, (item, *cells) in lines_of(path, COLUMNS, NEEDED, faults):
        place, code = at_line(path.name, line), item.strip()
        if not code or code in found:
            faults.add(f"{place}, item", code or message("rien"), message("un code de question présent une seule fois"))
        numbers = [number_of(cell.strip(), name, place, faults) for cell, name in zip(cells, NUMBERS, strict=False)]
        answers, flag, thresholds = cells[len(NUMBERS) :]
        if not answers.strip().isdecimal():
            faults.add(f"{place}, answers", answers or message("rien"), message("un nombre de réponses"))
            continue
        steps = tuple(number_of(each, "b", place, faults) for each in thresholds.split())
        found[code] = Proposed(place, tuple(numbers), int(answers), flag.strip(), steps)
    if not found and not faults:
        faults.add(path.name, message("aucune ligne"), message("au moins une question"))
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    return {code: row for code, row in found.items() if row.answers and all(math.isfinite(n) for n in row.numbers)}
