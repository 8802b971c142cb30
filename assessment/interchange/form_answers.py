"""Situations, pairs, texts with blanks and places on a picture as the fields of a form, and back.

Pairs are lines `element | choice`; a text holds its blanks as `[[16 ± 0,5]]`, `[[16 h | 16h00]]` or
`[[liste : *venir | venu]]`, the star being on the right word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assessment.interchange.form_rows import free_letters, rows_entries, rows_from
from assessment.interchange.form_tables import blank_key, blank_text, cells_of, line_of, plain_cell
from assessment.interchange.form_values import (
    Data,
    Entries,
    Form,
    lines,
    listing,
    mapping,
    number_or_text,
    one,
    put,
    written,
)

NAMED = re.compile(r"\[\[([a-z][0-9]{0,2})\]\]")
WRITTEN = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
LIST, RIGHT = "liste :", "*"
SIDES = ("file", "alt", "width", "height")
PLACE = ("x", "y")


def situational_entries(data: Mapping[str, object]) -> Entries:
    entries = rows_entries("option", listing(data.get("options")), ("credit",))
    return entries | {"fixed-order": ["1"] if data.get("fixed_order") else []}


def situational_from(form: Form) -> Data:
    data: Data = {"options": [row for _, row in rows_from(form, "option", ("credit",))]}
    return data | ({"fixed_order": True} if one(form, "fixed-order") else {})


def matching_entries(data: Mapping[str, object]) -> Entries:
    elements = [mapping(each) for each in listing(data.get("elements"))]
    choices = [mapping(each) for each in listing(data.get("choices"))]
    texts, key = {each.get("id"): each.get("text") for each in choices}, mapping(data.get("key"))
    shown = [[each.get("text"), texts.get(key.get(str(each.get("id")))), each.get("mistake")] for each in elements]
    return {
        "pairs": ["\n".join(cells_line(row) for row in shown)],
        "choices": ["\n".join(cells_line([each.get("text"), each.get("mistake")]) for each in choices)],
        "element-ids": [" ".join(str(each.get("id")) for each in elements)],
        "choice-ids": [" ".join(str(each.get("id")) for each in choices)],
        "fixed-order": ["1"] if data.get("fixed_order") else [],
    }


def matching_from(form: Form) -> Data:
    """A choice that only a pair names joins the list of choices."""
    pairs = [padded(line, 3) for line in lines(form, "pairs")]
    rows = [padded(line, 2) for line in lines(form, "choices")]
    rows += [
        [text, ""] for text in dict.fromkeys(pair[1] for pair in pairs) if text and text not in [r[0] for r in rows]
    ]
    elements, choices = one(form, "element-ids").split(), one(form, "choice-ids").split()
    free = free_letters({*elements, *choices})
    names = [*elements, *free][: len(pairs)]
    ids = [*choices, *free_letters({*names, *choices})][: len(rows)]
    by_text = dict(zip((row[0] for row in rows), ids, strict=False))
    data: Data = {
        "elements": [option(name, pair[0], pair[2]) for name, pair in zip(names, pairs, strict=False)],
        "choices": [option(name, *row) for name, row in zip(ids, rows, strict=False)],
    }
    if one(form, "fixed-order"):
        data["fixed_order"] = True
    key = {name: by_text[pair[1]] for name, pair in zip(names, pairs, strict=False) if pair[1]}
    return data | {"key": key}


def option(name: str, text: str, mistake: str) -> Data:
    found: Data = {"id": name, "text": text}
    put(found, "mistake", mistake)
    return found


def cells_line(cells: list[object]) -> str:
    """A line of cells; the last ones are left out when they are empty."""
    texts = [written(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return line_of(texts)


def padded(line: str, count: int) -> list[str]:
    cells = [plain_cell(cell) for cell in cells_of(line)]
    return (cells + [""] * count)[:count]


def blanks_entries(data: Mapping[str, object]) -> Entries:
    text, key, lists = written(data.get("text")), mapping(data.get("key")), mapping(data.get("lists"))

    def shown(found: re.Match[str]) -> str:
        name = found[1]
        return list_text(lists[name], key.get(name)) if name in lists else blank_text(key.get(name))

    return {"blanks-text": [NAMED.sub(shown, text)], "blank-names": [" ".join(NAMED.findall(text))]}


def blanks_from(form: Form) -> Data:
    text = one(form, "blanks-text")
    found = WRITTEN.findall(text)
    kept = one(form, "blank-names").split()
    names = kept if len(set(kept)) == len(found) else [f"x{number}" for number in range(1, len(found) + 1)]
    lists, key = Data(), Data()
    for name, expected in zip(names, found, strict=True):
        if expected.strip().startswith(LIST):
            words = [plain_cell(cell) for cell in cells_of(expected.strip()[len(LIST) :]) if cell]
            lists[name] = [word.removeprefix(RIGHT) for word in words]
            put(key, name, next((word.removeprefix(RIGHT) for word in words if word.startswith(RIGHT)), ""))
        else:
            key[name] = blank_key(expected)
    following = iter(names)
    data: Data = {}
    put(data, "text", WRITTEN.sub(lambda _: f"[[{next(following)}]]", text))
    put(data, "lists", lists)
    return data | {"key": key}


def list_text(words: object, right: object) -> str:
    marked = [f"{RIGHT if word == right else ''}{word}" for word in listing(words)]
    return f"[[{LIST} {line_of(marked)}]]"


def placing_entries(data: Mapping[str, object]) -> Entries:
    picture, zones = mapping(data.get("picture")), listing(data.get("zones"))
    entries = rows_entries("zone", zones, PLACE)
    entries |= {f"picture-{side}": [written(picture.get(side))] for side in SIDES}
    ids = [mapping(zone).get("id") for zone in zones]
    return entries | {"key": [str(number) for number, name in enumerate(ids, 1) if name == data.get("key")]}


def placing_from(form: Form) -> Data:
    picture: Data = {}
    for side in SIDES:
        text = one(form, f"picture-{side}")
        put(picture, side, number_or_text(text) if side in ("width", "height") else text)
    rows = rows_from(form, "zone", PLACE)
    data: Data = {"picture": picture, "zones": [row for _, row in rows]}
    right = [row["id"] for number, row in rows if str(number) in form.get("key", ())]
    return data | ({"key": right[0]} if right else {})
