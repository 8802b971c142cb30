"""The rows of a CSV or XLSX file as questions: headings in any order, every fault at its line and in its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.table_columns import BY_NAME, COLUMNS
from assessment.interchange.formats.table_rows import Row, question, row_of
from assessment.interchange.rows import Bounds, at_line, column_letters
from assessment.interchange.rows import Row as Cells
from assessment.items.item import Item
from assessment.items.wording import loose
from assessment.messages import joined, message

BOUNDS = Bounds(bytes=10_000_000, rows=5001, columns=120, cell=32_767)
BLANK, MOST_BLANKS = "[[", 60
FEWEST = 3  # headings that make a line the line of headings
# Fields of a form that one column holds under another name.
COLUMN_OF = {
    "key-value": "key",
    "accepted": "key",
    "key-tolerance": "tolerance",
    "pairs": "answer-1",
    "blanks-text": "to-complete",
    "table-rows": "to-complete",
    "picture-width": "picture-size",
    "picture-height": "picture-size",
}


def read_table(name: str, rows: Sequence[Cells], reading: Reading) -> None:
    at = next((at for at, row in enumerate(rows) if len(known(row)) >= FEWEST), None)
    if at is None:
        if rows:
            expected = joined(", ", (column.heading for column in COLUMNS[:6]))
            reading.fault(name, message("aucune ligne de titres"), message("une ligne avec %(names)s…", names=expected))
        return
    columns = headings(name, rows[at], reading)
    for cells in rows[at + 1 :]:
        row: Row = {column: cells.cell(place) for column, place in columns.items() if cells.cell(place)}
        where = at_line(name, cells.number)
        if any(cell.count(BLANK) > MOST_BLANKS for cell in row.values()):
            found = message("une case avec plus de %(most)s « [[ »", most=MOST_BLANKS)
            reading.fault(where, found, message("quelques cases à compléter"))
            continue
        place = joined(", ", (where, row["code"])) if row.get("code") else where
        reading.questions.append(replace(question(row, place, reading), where=column_for))
    if not reading.questions:
        reading.fault(name, message("aucune question sous les titres"), message("au moins une ligne"))


def known(row: Cells) -> list[str]:
    names = {loose(column.heading): column.name for column in COLUMNS} | {loose(name): name for name in BY_NAME}
    return [names[loose(cell)] for cell in row.cells if loose(cell) in names]


def headings(name: str, row: Cells, reading: Reading) -> dict[str, int]:
    """The place of each column; what is not one of ours is said."""
    names = {loose(column.heading): column.name for column in COLUMNS} | {loose(each): each for each in BY_NAME}
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        place = message(
            "%(line)s, case %(cell)s", line=at_line(name, row.number), cell=f"{column_letters(at)}{row.number}"
        )
        column = names.get(loose(cell)) if cell else None
        if cell and column is None:
            reading.fault(place, message("la colonne « %(cell)s »", cell=cell[:60]), message("une colonne du modèle"))
        elif column in found:
            reading.fault(
                place, message("deux fois la colonne « %(cell)s »", cell=cell), message("chaque colonne une fois")
            )
        elif column is not None:
            found[column] = at
    return found


def column_for(field: str) -> str:
    """The heading of the column where a field of the form is filled in."""
    name = COLUMN_OF.get(field, field)
    part = name.split("-")
    if part[0] in ("option", "element", "zone") and len(part) == 3:
        name = {"mistake": "mistakes", "credit": "key", "x": "places", "y": "places"}.get(part[2], f"answer-{part[1]}")
    elif part[0] == "support" and len(part) == 3:
        shown = {"rows": "text", "columns": "text", "alt": "text", "transcript": "text", "caption": "title"}
        name = f"support-{part[1]}-{shown.get(part[2], part[2])}"
    column = BY_NAME.get(name)
    return column.heading if column else ""


def table_of(items: Sequence[Item]) -> Iterator[list[str]]:
    """The headings, then a row per question; columns nobody uses are there too, as in the model."""
    yield [column.heading for column in COLUMNS]
    for item in items:
        row = row_of(item)
        yield [row.get(column.name, "") for column in COLUMNS]
