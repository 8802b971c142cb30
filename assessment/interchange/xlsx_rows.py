"""Rows of the first sheet of an XLSX file, opened only after its archive has shown a reasonable size."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from assessment.errors import Faults
from assessment.interchange.csv_rows import bounded
from assessment.interchange.rows import Bounds, Row, as_written, bytes_of, column_letters, harmless
from assessment.messages import message

WORKBOOK = Bounds(bytes=5_000_000)
MOST_UNPACKED = 40_000_000
MOST_PARTS = 200
UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    SyntaxError,
    OSError,
    EOFError,
    AttributeError,
    RuntimeError,
    OverflowError,
    struct.error,
    zlib.error,
)
WIDTHS = (16, 40, 18, 40, 14, 70, 12, 30, 14, 40, 12, 14, 40)


def read_xlsx_rows(path: Path, faults: Faults) -> list[Row]:
    raw = bytes_of(path, path.name, faults)
    return [] if raw is None else xlsx_rows(raw, path.name, faults)


def xlsx_rows(raw: bytes, place: str, faults: Faults, bounds: Bounds = WORKBOOK) -> list[Row]:
    """The rows of a workbook's bytes; `place` is how the file is called."""
    if not reasonable(raw, place, faults, bounds):
        return []
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(max_row=bounds.rows + 1, max_col=bounds.columns + 1, values_only=True)
        rows = [Row(at, tuple(text_of(value) for value in row)) for at, row in enumerate(cells, 1)]
        book.close()
    except UNREADABLE as error:
        faults.add(
            place,
            message("un classeur illisible (%(name)s)", name=type(error).__name__),
            message("un classeur .xlsx enregistré par un tableur"),
        )
        return []
    return bounded(rows, place, faults, bounds)


def reasonable(raw: bytes, place: str, faults: Faults, bounds: Bounds) -> bool:
    """A small archive can unpack into gigabytes: the sizes it announces are read first, and zipfile holds it to them."""
    if len(raw) > bounds.bytes:
        faults.add(place, message("%(size)s octets", size=len(raw)), message("au plus %(most)s", most=bounds.bytes))
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except UNREADABLE:
        faults.add(
            place,
            message("un fichier qui n'est pas un classeur"),
            message("un classeur .xlsx enregistré par un tableur"),
        )
        return False
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        faults.add(
            place,
            message("un classeur de %(unpacked)s octets une fois ouvert", unpacked=unpacked),
            message("au plus %(most)s", most=MOST_UNPACKED),
        )
        return False
    return True


def text_of(value: object) -> str:
    """A cell as a person typed it: 7.0 is « 7 »."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return as_written(str(value).strip())


def xlsx_bytes(title: str, rows: Iterable[Iterable[str]]) -> bytes:
    """One sheet of texts, never of formulas."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, harmless(text))
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=column == 1)
    for column, width in enumerate(WIDTHS):
        sheet.column_dimensions[column_letters(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
