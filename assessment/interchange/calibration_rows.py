"""Rows of the files of a calibration: line by line, faults with their place, nothing kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from assessment.errors import Faults
from assessment.interchange.rows import at_line
from assessment.messages import counted, message

MOST_FAULTS = 50
"""Faults read out before the rest of a file is left alone."""


def lines_of(
    path: Path, columns: Sequence[str], required: int, faults: Faults
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and cells of the columns wanted, the first `required` of which must be there ("" for absent ones).

    Commas, or semicolons when the first line has more of them.
    """
    read = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            separator = ";" if first.count(";") > first.count(",") else ","
            header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
            wanted = columns[:required]
            if any(name not in header for name in wanted):
                faults.add(
                    f"{path.name}, ligne 1",
                    ", ".join(header) or message("rien"),
                    message("les colonnes %(known)s", known=",".join(wanted)),
                )
                return
            pick = itemgetter(*(header.index(name) if name in header else -1 for name in columns))
            reader = csv.reader(file, delimiter=separator, strict=True)
            for cells in reader:
                read = reader.line_num + 1
                if len(faults.found) >= MOST_FAULTS:
                    return
                if len(cells) == len(header):
                    cells.append("")
                    yield read, pick(cells)
                elif cells:
                    faults.add(
                        at_line(path.name, read),
                        counted("%(n)s case", "%(n)s cases", len(cells)),
                        counted("%(n)s case", "%(n)s cases", len(header)),
                    )
    except UnicodeDecodeError:
        found = message("un texte qui n'est pas en UTF-8, ou coupé, après la ligne %(line)s", line=read)
        faults.add(path.name, found, message("un fichier CSV lisible, en UTF-8"))
    except csv.Error:
        found = message("des guillemets qui ne se ferment pas, après la ligne %(line)s", line=read)
        faults.add(path.name, found, message("un fichier CSV entier"))
    except OSError as problem:
        faults.add(path.name, str(problem), message("un fichier CSV lisible, en UTF-8"))
