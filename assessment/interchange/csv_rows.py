"""Rows of a CSV file as spreadsheets write them: comma, semicolon or tab; UTF-8 or the French Windows encoding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from assessment.errors import Faults
from assessment.interchange.rows import ORDINARY, Bounds, Row, as_written, at_line, bytes_of, harmless
from assessment.messages import counted, message

SEPARATORS = ";,\t"
QUOTED = re.compile('"[^"]*"')
LOOKED_AT = 200_000  # characters from which the separator is told
Say = Callable[[str], str]


def read_csv_rows(path: Path, faults: Faults) -> list[Row]:
    raw = bytes_of(path, path.name, faults)
    return [] if raw is None else csv_rows(raw, path.name, faults)


def csv_rows(raw: bytes, place: str, faults: Faults, bounds: Bounds = ORDINARY) -> list[Row]:
    """The rows of a file's bytes; `place` is how the file is called."""
    if len(raw) > bounds.bytes:
        too_much = counted("%(n)s octet", "%(n)s octets", len(raw))
        faults.add(place, too_much, message("au plus %(most)s octets", most=bounds.bytes))
        return []
    if b"\0" in raw:
        faults.add(place, message("un fichier qui n'est pas du texte"), message("un tableau enregistré en CSV"))
        return []
    text = decoded(raw)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            rows.append(Row(line, tuple(as_written(cell.strip()) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(at_line(place, line), str(error), message("des cases bien fermées par des guillemets"))
        return []
    return bounded(rows, place, faults, bounds)


def bounded(rows: list[Row], place: str, faults: Faults, bounds: Bounds = ORDINARY) -> list[Row]:
    """The rows that are not empty, if the table has a human size."""
    kept = [row for row in rows if not row.empty]
    if not kept:
        faults.add(place, message("un tableau vide"), message("au moins une ligne"))
    if len(kept) > bounds.rows:
        faults.add(
            place, counted("%(n)s ligne", "%(n)s lignes", len(kept)), message("au plus %(most)s", most=bounds.rows)
        )
        return []
    for row in kept:
        if len(row.cells) > bounds.columns and any(row.cells[bounds.columns :]):
            faults.add(
                at_line(place, row.number),
                counted("%(n)s colonne", "%(n)s colonnes", len(row.cells)),
                message("au plus %(most)s", most=bounds.columns),
            )
        if any(len(cell) > bounds.cell for cell in row.cells):
            faults.add(
                at_line(place, row.number),
                message("une case trop longue"),
                message("au plus %(most)s caractères", most=bounds.cell),
            )
    return kept


def decoded(raw: bytes) -> str:
    """UTF-8, with or without its mark; otherwise what Excel writes in France."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def separator(text: str) -> str:
    """The sign that cuts most lines outside quotation marks, a semicolon when none does."""
    bare = QUOTED.sub("", text[:LOOKED_AT])
    lines = bare.splitlines()[:50]
    return max(
        SEPARATORS, key=lambda sign: sum(sign in line for line in lines) * 1000 + bare.count(sign) / len(bare or " ")
    )


def csv_text(rows: Iterable[Iterable[str]], say: Say = str) -> str:
    """Semicolons, and the mark that makes a French Excel read UTF-8. `say` puts each cell into the reader's language."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(
        [[harmless(say(cell)) for cell in row] for row in rows]
    )
    return "\ufeff" + out.getvalue()
