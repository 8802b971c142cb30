"""A question whose answer is written in the blank cells of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, describe, quoted
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, UnreadableAnswer, single_value
from assessment.items.kinds.options import IDENTIFIER, fault_if_doubled
from assessment.items.kinds.presented import PresentedCell, PresentedTable
from assessment.items.kinds.typed_key import (
    NumberKey,
    TextKey,
    key_to_data,
    read_typed,
    say_typed_key,
    score_typed,
    typed_for,
    typed_key_from,
)
from assessment.items.support import cell_text, columns_of
from assessment.items.typesetting import typeset
from assessment.messages import counted, joined, message

MOST_ROWS = 12
MOST_BLANKS = 12
BLANK = re.compile(r"[a-z][0-9]{0,2}")


@dataclass(frozen=True)
class Blank:
    id: str


Cell = str | Blank


@dataclass(frozen=True)
class FillTableContent:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[tuple[str, NumberKey | TextKey], ...]  # by blank, in reading order

    def label(self, blank: str) -> str:
        """Which cell this is, for who does not see the table: its row's name, its column's heading."""
        for line, row in enumerate(self.rows, 1):
            for column, cell in zip(self.columns, row, strict=True):
                if cell == Blank(blank):
                    name = row[0] if isinstance(row[0], str) and row[0] else f"ligne {line}"
                    return f"{name}, {column}" if column else name
        raise KeyError(blank)


class FillTable:
    name = "fill_table"
    label: str = message("Tableau à compléter")
    default_how: str = message("Remplissez chaque case vide.")
    own_fields = frozenset({"table", "key"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> FillTableContent | None:
        item = Fields(data, place, faults)
        table, key = item.within("table"), item.within("key")
        if table is None or key is None:
            return None
        table.only(("caption", "columns", "rows"))
        columns, rows = columns_of(table), cells_from(table)
        blanks = [cell.id for row in rows for cell in row if isinstance(cell, Blank)]
        fault_if_doubled(table, "rows", blanks, IDENTIFIER)
        if not 1 <= len(blanks) <= MOST_BLANKS:
            table.fault(
                "rows",
                counted("%(n)s case à remplir", "%(n)s cases à remplir", len(blanks)),
                message("de 1 à %(most)s cases {blank: x1}", most=MOST_BLANKS),
            )
        if set(blanks) != set(key.data):
            key.faults.add(
                key.place,
                describe(key.data),
                message("une clé par case à remplir : %(known)s", known=", ".join(blanks)),
            )
        keys = tuple((blank, typed_key_from(key, blank)) for blank in blanks if blank in key.data)
        return FillTableContent(table.text("caption"), columns, rows, keys)

    def to_data(self, content: FillTableContent) -> dict[str, object]:
        rows = [[{"blank": cell.id} if isinstance(cell, Blank) else cell for cell in row] for row in content.rows]
        table = {"caption": content.caption, "columns": list(content.columns), "rows": rows}
        return {"table": table, "key": {blank: key_to_data(key) for blank, key in content.keys}}

    def guessing(self, content: FillTableContent) -> float:
        return 0.0

    def highest(self, content: FillTableContent) -> int:
        return 1

    def order(self, content: FillTableContent, rng: Random) -> Order:
        return ()

    def present(self, content: FillTableContent, order: Order) -> PresentedTable:
        numeric = {blank for blank, key in content.keys if isinstance(key, NumberKey)}

        def shown(cell: Cell) -> PresentedCell:
            if isinstance(cell, str):
                return PresentedCell(typeset(cell))
            return PresentedCell("", f"cell-{cell.id}", content.label(cell.id), cell.id in numeric)

        rows = tuple(tuple(shown(cell) for cell in row) for row in content.rows)
        columns = tuple(typeset(heading) for heading in content.columns)
        return PresentedTable(typeset(content.caption), columns, rows)

    def read(self, content: FillTableContent, order: Order, form: Form) -> Response:
        typed = {blank: single_value(form, f"cell-{blank}") for blank, _ in content.keys}
        if not all(typed.values()):
            raise EmptyAnswer(message("Remplissez chaque case, ou choisissez « Je ne sais pas »."))
        cells = {}
        for blank, key in content.keys:
            try:
                cells[blank] = read_typed(key, typed[blank])
            except UnreadableAnswer as unreadable:
                case = message("Case « %(label)s ». %(said)s", label=content.label(blank), said=unreadable.message)
                raise UnreadableAnswer(case, field=f"cell-{blank}") from unreadable
        return {"cells": cells}

    def score(self, content: FillTableContent, response: Response) -> int:
        return int(all(score_typed(key, response["cells"][blank]) for blank, key in content.keys))

    def say_response(self, content: FillTableContent, response: Response) -> str:
        typed = ((blank, response["cells"][blank]["typed"]) for blank, _ in content.keys)
        return joined(" ; ", (joined(" : ", (content.label(blank), quoted(answer))) for blank, answer in typed))

    def say_key(self, content: FillTableContent) -> str:
        keys = content.keys
        return joined(" ; ", (joined(" : ", (content.label(blank), say_typed_key(key))) for blank, key in keys))

    def form_for(self, content: FillTableContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        slip = None if earned else rng.choice([blank for blank, _ in content.keys])
        return {f"cell-{blank}": [typed_for(key, blank != slip, rng)] for blank, key in content.keys}


def cells_from(table: Fields) -> tuple[tuple[Cell, ...], ...]:
    found = table.data.get("columns")
    width = len(found) if isinstance(found, list | tuple) else 0
    rows = []
    for number, row in enumerate(table.listing("rows", 1, MOST_ROWS), 1):
        if not isinstance(row, list | tuple) or len(row) != width:
            table.fault(
                f"rows {number}",
                describe(row),
                message("une liste de %(width)s cases, comme les colonnes", width=width),
            )
            continue
        rows.append(tuple(cell_from(cell, f"{table.at('rows')} {number}", table) for cell in row))
    return tuple(rows)


def cell_from(cell: object, place: str, table: Fields) -> Cell:
    if not isinstance(cell, Mapping):
        return cell_text(cell, place, table.faults)
    blank = cell.get("blank")
    if len(cell) == 1 and isinstance(blank, str) and BLANK.fullmatch(blank):
        return Blank(blank)
    table.faults.add(place, describe(cell), message("une case à remplir écrite {blank: x1}"))
    return ""
