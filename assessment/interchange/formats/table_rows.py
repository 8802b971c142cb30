"""A question as one row of a table, and back: what the sheet cannot say of it goes along in its last cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assessment.interchange.form_rows import LETTERS
from assessment.interchange.form_values import Entries, lines, mapping, number_or_text, one, put, written
from assessment.interchange.formats.port import Data, Incoming, Reading
from assessment.interchange.formats.seal import opened, sealed
from assessment.interchange.formats.table_columns import MOST_ANSWERS
from assessment.interchange.item_form import data_of, form_of
from assessment.items.item import Item, item_to_data
from assessment.items.kinds import KINDS
from assessment.items.support import MOST_BLOCKS

Row = dict[str, str]
PLAIN = [
    "title",
    "trade",
    "question",
    "how",
    "explanation",
    "spoken",
    "seconds",
    "difficulty",
    "difficulty-se",
    "enemies",
    "unit",
    "exact",
    "fixed-order",
    "choices",
    "table-caption",
    "table-columns",
    "picture-file",
    "picture-alt",
    "screen-frame",
    "screen-title",
    "screen-address",
    "screen-fields",
    "family-parameters",
    "family-derived",
    "family-constraints",
]
FLAGS = ("exact", "fixed-order")
YES = "oui"
ROWS = {"ordering": "element", "placing": "zone"}  # what the rows of the form are called; options otherwise
BLOCKS = {"text": "text", "table": "rows", "picture": "alt", "audio": "transcript"}
TITLES = {"table": "caption"}
HIDDEN = ("elements-order", "blank-names", "element-ids", "choice-ids", "field-ids")
NEEDS = {"hearing": "entendre", "sight": "voir"}
ESTIMATE = re.compile(r"([-−]?[\d.,]+)\s*±\s*([\d.,]+)\s*(\w*)")
IDS = "ids"


def row_of(item: Item) -> Row:
    """The cells of a question; marks when the cells alone would not give it back."""
    data = item_to_data(item)
    row = shown(data) | {"certificate": item.certificate}
    if incoming(row, "").data == data:
        return row
    row |= {"marks": marks_of(data)}
    found = incoming(row, "").data
    return row if found == data else row | {"marks": sealed(item, incoming(row | {"marks": ""}, "").data)}


def question(row: Row, place: str, reading: Reading) -> Incoming:
    """A question as its row says it; `reading` hears what its seal has to say."""
    marks = row.get("marks", "")
    if marks.startswith("{"):
        return opened(marks, incoming(row | {"marks": ""}, place), reading)
    return incoming(row, place)


def shown(data: Mapping[str, object]) -> Row:
    entries = form_of(data)
    row = {name: "\n".join(entries.get(name, [])) for name in PLAIN}
    row |= {name: YES if entries.get(name) else "" for name in FLAGS}
    kind = str(data.get("kind"))
    row |= {"code": written(data.get("code")), "kind": str(KINDS[kind].label), "criterion": ""}
    row |= answers_of(kind, entries) | block_cells(entries)
    row["needs"] = " ".join(NEEDS.get(need, need) for need in entries.get("needs", []))
    slope = mapping(data.get("slope"))
    if slope:
        row["slope"] = " ".join(
            [written(slope.get("value")), "±", written(slope.get("se")), str(slope.get("source", ""))]
        ).strip()
    row["guessing"] = written(data.get("guessing"))
    row["to-complete"] = one(entries, "blanks-text") or one(entries, "table-rows")
    row["picture-size"] = " ".join(one(entries, f"picture-{side}") for side in ("width", "height")).strip()
    return {name: value for name, value in row.items() if value}


def answers_of(kind: str, entries: Entries) -> Row:
    """The numbered answers with the key; each kind fills the cells that mean something for it."""
    if kind == "matching":
        return {f"answer-{at}": line for at, line in enumerate(lines(entries, "pairs"), 1)}
    if kind == "number":
        return {"key": one(entries, "key-value"), "tolerance": one(entries, "key-tolerance")}
    if kind == "short_text":
        return {"key": one(entries, "accepted")}
    prefix = ROWS.get(kind, "option")
    numbers = [n for n in range(1, MOST_ANSWERS + 1) if one(entries, f"{prefix}-{n}-text")]
    row = {f"answer-{n}": one(entries, f"{prefix}-{n}-text") for n in numbers}
    named = [f"{n} : {one(entries, f'{prefix}-{n}-mistake')}" for n in numbers if one(entries, f"{prefix}-{n}-mistake")]
    credits = [one(entries, f"{prefix}-{n}-credit") for n in numbers]
    places = [f"{one(entries, f'{prefix}-{n}-x')} {one(entries, f'{prefix}-{n}-y')}" for n in numbers]
    row["mistakes"] = "\n".join(named)
    row["key"] = " ".join(credits if kind == "situational" else entries.get("key", []))
    row["places"] = "\n".join(places) if kind == "placing" else ""
    return row


def block_cells(entries: Entries) -> Row:
    row: Row = {}
    for number in range(1, MOST_BLOCKS + 1):
        at = f"support-{number}"
        type_ = one(entries, f"{at}-type")
        content = one(entries, f"{at}-{BLOCKS.get(type_, 'text')}")
        row[f"{at}-type"], row[f"{at}-file"] = type_, one(entries, f"{at}-file")
        row[f"{at}-title"] = one(entries, f"{at}-{TITLES.get(type_, 'title')}")
        row[f"{at}-text"] = f"{one(entries, f'{at}-columns')}\n{content}" if type_ == "table" else content
    return row


def incoming(row: Row, place: str) -> Incoming:
    """The mapping a row stands for; its faults are those of the mapping."""
    kind = kind_of(row.get("kind", ""))
    before: Data = {"kind": kind}
    put(before, "code", row.get("code", ""))
    slope = ESTIMATE.fullmatch(row.get("slope", ""))
    if slope:
        source: Data = {"source": slope[3]} if slope[3] else {}
        before["slope"] = {"value": number_or_text(slope[1]), "se": number_or_text(slope[2]), **source}
    elif row.get("slope"):
        before["slope"] = row["slope"]
    put(before, "guessing", number_or_text(row.get("guessing", "")))
    form = entries_of(row, kind) | marks_from(row.get("marks", ""))
    data = data_of(form, before)
    if not data.get("difficulty"):
        data.pop("difficulty", None)
    return Incoming(data, place, row.get("certificate", ""), row.get("criterion", ""), foreign="code" not in data)


def kind_of(said: str) -> str:
    labels = {str(kind.label).lower(): name for name, kind in KINDS.items()}
    return labels.get(said.strip().lower(), said.strip())


def entries_of(row: Row, kind: str) -> Entries:
    entries: Entries = {name: [row[name]] for name in PLAIN if row.get(name)}
    for name in FLAGS:
        entries[name] = ["1"] if row.get(name, "").lower() in (YES, "1", "vrai", "true", "x") else []
    words = {word: need for need, word in NEEDS.items()}
    entries["needs"] = [words.get(word, word) for word in row.get("needs", "").replace(",", " ").split()]
    entries |= block_entries(row) | answer_entries(row, kind)
    width, _, height = row.get("picture-size", "").replace("x", " ").partition(" ")
    entries |= {"picture-width": [width], "picture-height": [height]}
    to_complete = "table-rows" if kind == "fill_table" else "blanks-text"
    return entries | {to_complete: [row.get("to-complete", "")]}


def answer_entries(row: Row, kind: str) -> Entries:
    texts = {n: row[f"answer-{n}"] for n in range(1, MOST_ANSWERS + 1) if row.get(f"answer-{n}")}
    key = row.get("key", "")
    if kind == "matching":
        return {"pairs": ["\n".join(" ".join(text.split("\n")) for text in texts.values())]}
    if kind == "number":
        return {"key-value": [key], "key-tolerance": [row.get("tolerance", "") or "0"]}
    if kind == "short_text":
        return {"accepted": [key]}
    prefix = ROWS.get(kind, "option")
    entries = {f"{prefix}-{n}-text": [text] for n, text in texts.items()}
    for line in row.get("mistakes", "").split("\n"):
        number, _, text = line.partition(":")
        if number.strip().isdigit():
            entries[f"{prefix}-{int(number)}-mistake"] = [text.strip()]
    said = re.split(r"[\s,;]+", key.strip()) if key.strip() else []
    if kind == "situational":
        return entries | {f"{prefix}-{n}-credit": [credit] for n, credit in zip(texts, said, strict=False)}
    if kind == "placing":
        for n, line in zip(texts, row.get("places", "").split("\n"), strict=False):
            x, _, y = line.strip().partition(" ")
            entries |= {f"{prefix}-{n}-x": [x], f"{prefix}-{n}-y": [y.strip()]}
    return entries | {"key": [ranked(word) for word in said]}


def ranked(word: str) -> str:
    """`b` is the second answer too."""
    return str(LETTERS.index(word.lower()) + 1) if len(word) == 1 and word.lower() in LETTERS else word


def block_entries(row: Row) -> Entries:
    entries: Entries = {}
    for number in range(1, MOST_BLOCKS + 1):
        at = f"support-{number}"
        type_ = row.get(f"{at}-type", "")
        content = row.get(f"{at}-text", "")
        if type_ or content:
            entries[f"{at}-type"] = [type_ or "text"]
            entries[f"{at}-file"] = [row.get(f"{at}-file", "")]
            entries[f"{at}-{TITLES.get(type_, 'title')}"] = [row.get(f"{at}-title", "")]
            if type_ == "table":
                columns, _, content = content.partition("\n")
                entries[f"{at}-columns"] = [columns]
            entries[f"{at}-{BLOCKS.get(type_, 'text')}"] = [content]
    return entries


def marks_of(data: Mapping[str, object]) -> str:
    """The identifiers a sheet does not show, and the order elements were written in."""
    entries = form_of(data)
    prefix = ROWS.get(str(data.get("kind")), "option")
    ids = [one(entries, f"{prefix}-{n}-id") for n in range(1, MOST_ANSWERS + 1)]
    said = {IDS: " ".join(filter(None, ids))} | {name: one(entries, name) for name in HIDDEN}
    return " ; ".join(f"{name} = {value}" for name, value in said.items() if value)


def marks_from(text: str) -> Entries:
    entries: Entries = {}
    for part in text.split(";"):
        name, _, value = (side.strip() for side in part.partition("="))
        if name == IDS:
            for at, each in enumerate(value.split()[:MOST_ANSWERS], 1):
                entries |= {f"{prefix}-{at}-id": [each] for prefix in ("option", "element", "zone")}
        elif name in HIDDEN:
            entries[name] = [value]
    return entries
