"""XLSX: the same rows as CSV in a workbook with drop-down lists, and a sheet that explains each column."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessment.errors import Faults
from assessment.interchange.form_values import is_number, number_or_text
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.port import Media, Reading, Written
from assessment.interchange.formats.table_columns import COLUMNS
from assessment.interchange.formats.table_read import BOUNDS, read_table, table_of
from assessment.interchange.formats.yaml_format import apart
from assessment.interchange.rows import column_letters, harmless
from assessment.interchange.xlsx_rows import xlsx_rows
from assessment.items.item import TRADES, Item
from assessment.items.kinds import KINDS
from assessment.items.kinds.screen import FRAMES
from assessment.messages import message

NUMBERS = frozenset({"difficulty", "difficulty-se", "seconds", "guessing"})
SHEET, HELP, LISTS = message("Questions"), message("Mode d'emploi"), message("Listes")
ROWS_WITH_LISTS = 5001
SOFT = PatternFill("solid", fgColor="EFE9F2")
Criteria = Mapping[str, Mapping[str, str]]  # by certificate: code, label


class XlsxFormat:
    name = "xlsx"
    label: str = message("XLSX (classeur)")
    suffixes: tuple[str, ...] = (".xlsx",)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def recognises(self, content: bytes) -> bool:
        return True

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        reading = Reading(faults)
        read_table(name, xlsx_rows(content, name, faults, BOUNDS), reading)
        return reading

    def write(self, items: Sequence[Item], media: Media) -> Written:
        notes = tuple(apart(item, name) for item in items for name in files_of(item))
        return Written(workbook(items, {}), notes)


def template(criteria: Criteria) -> bytes:
    """An empty workbook to fill in: lists to choose from, and what each column is for."""
    return workbook((), criteria)


def workbook(items: Sequence[Item], criteria: Criteria) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(SHEET)
    for number, row in enumerate(table_of(items), 1):
        fill_row(sheet, number, row)
    sheet.freeze_panes = "B2"
    for at, column in enumerate(COLUMNS):
        sheet.column_dimensions[column_letters(at)].width = column.width
    explain(book.create_sheet(str(HELP)), criteria)
    add_lists(book, sheet, criteria)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_row(sheet: Worksheet, number: int, row: Sequence[str]) -> None:
    """Texts stay texts, never formulas; a difficulty is a number one can sort by."""
    for at, (column, text) in enumerate(zip(COLUMNS, row, strict=True), 1):
        if not text and number > 1:
            continue
        cell = sheet.cell(number, at)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        value = number_or_text(text) if column.name in NUMBERS and is_number(text) else None
        if isinstance(value, int | float):
            cell.value = value
            continue
        cell.value = harmless(text)
        cell.data_type, cell.number_format = "s", "@"
        if number == 1:
            cell.font, cell.fill = Font(bold=True), SOFT


def explain(sheet: Worksheet, criteria: Criteria) -> None:
    rows = [(str(column.heading), str(column.help)) for column in COLUMNS]
    rows += [("", ""), (str(message("Sortes")), str(message("à choisir dans la liste")))]
    rows += [(str(kind.label), str(kind.default_how)) for kind in KINDS.values()]
    for certificate, codes in criteria.items():
        rows += [("", ""), (certificate, str(message("critères")))]
        rows += list(codes.items())
    for number, (left, right) in enumerate(rows, 1):
        for at, text in enumerate((left, right), 1):
            cell = sheet.cell(number, at, harmless(text))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=at == 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90


def add_lists(book: Workbook, sheet: Worksheet, criteria: Criteria) -> None:
    """Lists stand in a hidden sheet: those written in the cell itself are limited to 255 characters."""
    yes = str(message("oui"))
    codes = sorted({code for codes in criteria.values() for code in codes}, key=len)
    lists = {
        "kind": [str(kind.label) for kind in KINDS.values()],
        "trade": list(TRADES),
        "certificate": list(criteria),
        "criterion": sorted(codes),
        "exact": [yes],
        "fixed-order": [yes],
        "screen-frame": list(FRAMES),
    } | {f"support-{number}-type": ["text", "table", "picture", "audio"] for number in range(1, 5)}
    hidden = book.create_sheet(str(LISTS))
    hidden.sheet_state = "hidden"
    places = {column.name: column_letters(at) for at, column in enumerate(COLUMNS)}
    for at, (name, words) in enumerate((name, words) for name, words in lists.items() if words):
        letter = column_letters(at)
        for number, word in enumerate(words, 1):
            cell = hidden.cell(number, at + 1, word)
            cell.data_type, cell.number_format = "s", "@"
        source = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=name != "criterion")
        sheet.add_data_validation(choice)
        choice.add(f"{places[name]}2:{places[name]}{ROWS_WITH_LISTS}")
