"""Tables as lines of text: cells parted by `|`, and `[[16]]` or `[[16 h | 16h00]]` for a cell to fill in.

`[[16 ± 0,5]]` gives a tolerance, `[[= total]]` a computed value, `[[texte : 16]]` a text that looks like a number,
`[[exact : Bonjour]]` a text whose case and accents count. A bar inside a cell is written `\\|`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assessment.interchange.form_values import is_number, number_or_text, written

BAR = " | "
PIECES = re.compile(r"\[\[(?:\\.|[^\\])*?\]\]|\\.|[^|\\]|\\|\|", re.DOTALL)
BLANK = re.compile(r"\[\[(.*)\]\]", re.DOTALL)
COMPUTED, TEXT, EXACT, MARGIN = "=", "texte :", "exact :", "±"


def cells_of(line: str) -> list[str]:
    """The cells of a line; bars inside `[[ ]]` part nothing."""
    cells = [""]
    for piece in PIECES.findall(line):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece
    return [cell.strip() for cell in cells]


def plain_cell(cell: str) -> str:
    return cell.replace("\\|", "|")


def line_of(cells: Sequence[str]) -> str:
    return BAR.join(cell.replace("|", "\\|") for cell in cells)


def lines_of(rows: object) -> str:
    """Rows of texts as lines."""
    if not isinstance(rows, list | tuple):
        return ""
    return "\n".join(line_of([str(cell) for cell in row]) for row in rows)


def blank_text(key: object) -> str:
    """A cell to fill in, with what is expected there."""
    if not isinstance(key, Mapping):
        return "[[]]"
    if "accepted" in key:
        return f"[[{accepted_text(key)}]]"
    value, tolerance = key.get("value"), key.get("tolerance")
    shown = f"{COMPUTED} {value}" if isinstance(value, str) and not is_number(value) else written(value)
    return f"[[{shown} {MARGIN} {written(tolerance)}]]" if tolerance else f"[[{shown}]]"


def accepted_text(key: Mapping[str, object]) -> str:
    forms = key["accepted"]
    text = line_of([str(form) for form in forms]) if isinstance(forms, list | tuple) else str(forms)
    if key.get("exact"):
        return f"{EXACT} {text}"
    ambiguous = is_number(text) or MARGIN in text or text.startswith((COMPUTED, TEXT, EXACT))
    return f"{TEXT} {text}" if ambiguous else text


def blank_key(text: str) -> dict[str, object]:
    """What is expected in a cell to fill in."""
    text = text.strip()
    for prefix in (TEXT, EXACT):
        if text.startswith(prefix):
            return accepted(text[len(prefix) :]) | ({"exact": True} if prefix == EXACT else {})
    value, _, tolerance = text.partition(MARGIN)
    if value.startswith(COMPUTED):
        return {"value": value[1:].strip(), "tolerance": number_or_text(tolerance) or 0}
    if is_number(value):
        return {"value": number_or_text(value), "tolerance": number_or_text(tolerance) or 0}
    return accepted(text)


def accepted(text: str) -> dict[str, object]:
    return {"accepted": [plain_cell(form) for form in cells_of(text) if form]}


def table_lines(rows: object, key: object) -> str:
    """The rows of a table to complete as lines."""
    if not isinstance(rows, list | tuple):
        return ""
    keys = key if isinstance(key, Mapping) else {}

    def shown(cell: object) -> str:
        return blank_text(keys.get(cell.get("blank"))) if isinstance(cell, Mapping) else str(cell).replace("|", "\\|")

    return "\n".join(BAR.join(shown(cell) for cell in row) for row in rows)


def table_of(text_lines: Sequence[str], names: Sequence[str]) -> tuple[list[list[object]], dict[str, object]]:
    """Rows and keys; `names` are those the cells to fill in had, when there are as many of them."""
    rows: list[list[object]] = [list(cells_of(line)) for line in text_lines]
    places = [(row, at) for row in rows for at, cell in enumerate(row) if BLANK.fullmatch(str(cell))]
    ids = list(names) if len(set(names)) == len(places) else [f"x{number}" for number in range(1, len(places) + 1)]
    key: dict[str, object] = {}
    for (row, at), name in zip(places, ids, strict=True):
        found = BLANK.fullmatch(str(row[at]))
        key[name] = blank_key(found[1] if found else "")
        row[at] = {"blank": name}
    return [[plain_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows], key


def blank_names(rows: object) -> list[str]:
    """The names of the cells to fill in, in reading order."""
    if not isinstance(rows, list | tuple):
        return []
    return [str(cell.get("blank")) for row in rows for cell in row if isinstance(cell, Mapping)]
