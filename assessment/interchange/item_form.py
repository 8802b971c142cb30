"""An item as the fields of a form that a person fills in, and back; what is half written survives the trip."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.interchange import form_answers, form_families, form_screens, form_tables
from assessment.interchange.form_rows import numbers, rows_entries, rows_from
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

TEXTS = ("title", "trade", "question", "how", "explanation", "spoken")
CARRIED = ("code", "kind", "slope", "guessing")  # not on the form: they stay as they were
BLOCK_TEXTS = {
    "text": ("title", "text"),
    "table": ("caption",),
    "picture": ("file", "alt"),
    "audio": ("title", "file", "transcript"),
}
FAMILY = ("family-parameters", "family-derived", "family-constraints")


def form_of(data: Mapping[str, object]) -> Entries:
    """The fields of the form that shows this mapping."""
    shown = {name: written(data.get(name)) for name in (*TEXTS, "seconds")}
    difficulty = mapping(data.get("difficulty"))
    shown |= {"difficulty": written(difficulty.get("value")), "difficulty-se": written(difficulty.get("se"))}
    for number, block in enumerate(listing(data.get("support")), 1):
        shown |= {f"support-{number}-{key}": text for key, text in block_entries(mapping(block)).items()}
    family = mapping(data.get("family"))
    shown["family-parameters"] = form_families.parameter_lines(family.get("parameters"))
    shown["family-derived"] = form_families.derived_lines(family.get("derived"))
    shown["family-constraints"] = form_families.constraint_lines(family.get("constraints"))
    shown["enemies"] = " ".join(str(code) for code in listing(data.get("enemies")))
    entries = {name: [text] for name, text in shown.items()}
    entries["needs"] = [str(need) for need in listing(data.get("needs"))]
    kind = KINDS.get(str(data.get("kind")))
    return entries | (kind[0](data) if kind else {})


def data_of(form: Form, before: Mapping[str, object]) -> Data:
    """The mapping of a filled form; `before` is the mapping it was opened with."""
    data: Data = {key: before[key] for key in CARRIED if key in before}
    for name in TEXTS:
        put(data, name, one(form, name))
    put(data, "seconds", number_or_text(one(form, "seconds")))
    data["difficulty"] = difficulty_from(form, mapping(before.get("difficulty")))
    put(data, "support", [block_from(form, number) for number in numbers(form, "support", "type")])
    put(data, "needs", list(form.get("needs", ())))
    put(data, "enemies", one(form, "enemies").replace(",", " ").split())
    if any(one(form, name) for name in FAMILY):
        data["family"] = family_from(form)
    kind = KINDS.get(str(before.get("kind")))
    return data | (kind[1](form) if kind else {})


def difficulty_from(form: Form, before: Mapping[str, object]) -> Data:
    found: Data = {}
    put(found, "value", number_or_text(one(form, "difficulty")))
    put(found, "se", number_or_text(one(form, "difficulty-se")))
    same = all(found.get(key) == before.get(key) for key in ("value", "se"))
    return found | ({"source": before["source"]} if same and "source" in before else {})


def family_from(form: Form) -> Data:
    family: Data = {"parameters": form_families.parameters_from(lines(form, "family-parameters"))}
    put(family, "derived", form_families.derived_from(lines(form, "family-derived")))
    put(family, "constraints", lines(form, "family-constraints"))
    return family


def block_entries(block: Mapping[str, object]) -> dict[str, str]:
    shown = {
        key: written(block.get(key))
        for key in ("type", "title", "text", "caption", "file", "alt", "transcript")
        if key in block
    }
    if block.get("type") == "table":
        shown |= {"columns": form_tables.lines_of([listing(block.get("columns"))])}
        shown |= {"rows": form_tables.lines_of(block.get("rows"))}
    return shown


def block_from(form: Form, number: int) -> Data:
    at = f"support-{number}"
    block: Data = {"type": one(form, f"{at}-type")}
    for key in BLOCK_TEXTS.get(str(block["type"]), ()):
        put(block, key, one(form, f"{at}-{key}"))
    if block["type"] == "table":
        block["columns"] = columns_from(form, f"{at}-columns")
        block["rows"] = [
            [form_tables.plain_cell(c) for c in form_tables.cells_of(line)] for line in lines(form, f"{at}-rows")
        ]
    return block


def columns_from(form: Form, name: str) -> list[str]:
    text = one(form, name)
    return [form_tables.plain_cell(cell) for cell in form_tables.cells_of(text)] if text else []


def choice_entries(data: Mapping[str, object]) -> Entries:
    key = data.get("key")
    right = [str(each) for each in key] if isinstance(key, list | tuple) else [str(key)]
    entries = rows_entries("option", listing(data.get("options")))
    entries["fixed-order"] = ["1"] if data.get("fixed_order") else []
    ids = [mapping(option).get("id") for option in listing(data.get("options"))]
    entries["key"] = [str(number) for number, name in enumerate(ids, 1) if name in right]
    return entries


def choice_from(form: Form) -> tuple[Data, list[object]]:
    rows = rows_from(form, "option")
    data: Data = {"options": [row for _, row in rows]}
    if one(form, "fixed-order"):
        data["fixed_order"] = True
    ticked = set(form.get("key", ()))
    return data, [row["id"] for number, row in rows if str(number) in ticked]


def single_from(form: Form) -> Data:
    data, right = choice_from(form)
    return data | ({"key": right[0]} if right else {})


def several_from(form: Form) -> Data:
    data, right = choice_from(form)
    return data | {"key": right}


def number_entries(data: Mapping[str, object]) -> Entries:
    key = mapping(data.get("key"))
    shown = {"unit": data.get("unit"), "key-value": key.get("value"), "key-tolerance": key.get("tolerance")}
    return {name: [written(value)] for name, value in shown.items()}


def number_from(form: Form) -> Data:
    data: Data = {}
    put(data, "unit", one(form, "unit"))
    key: Data = {}
    put(key, "value", number_or_text(one(form, "key-value")))
    put(key, "tolerance", number_or_text(one(form, "key-tolerance")))
    return data | {"key": key}


def short_entries(data: Mapping[str, object]) -> Entries:
    key = mapping(data.get("key"))
    forms = "\n".join(str(form) for form in listing(key.get("accepted")))
    return {"accepted": [forms], "exact": ["1"] if key.get("exact") else []}


def short_from(form: Form) -> Data:
    return {"key": {"accepted": lines(form, "accepted")} | ({"exact": True} if one(form, "exact") else {})}


def ordering_entries(data: Mapping[str, object]) -> Entries:
    """Elements in the right order; the order they were written in goes along."""
    elements = listing(data.get("elements"))
    key = [str(name) for name in listing(data.get("key"))]
    rank = {name: at for at, name in enumerate(key)}
    shown: list[object] = sorted(elements, key=lambda each: rank.get(str(mapping(each).get("id")), len(rank)))
    entries = rows_entries("element", shown)
    return entries | {"elements-order": [" ".join(str(mapping(each).get("id")) for each in elements)]}


def ordering_from(form: Form) -> Data:
    rows = [row for _, row in rows_from(form, "element")]
    rank = {name: at for at, name in enumerate(one(form, "elements-order").split())}
    elements = sorted(rows, key=lambda row: rank.get(str(row["id"]), len(rank)))
    return {"elements": elements, "key": [row["id"] for row in rows]}


def fill_entries(data: Mapping[str, object]) -> Entries:
    table = mapping(data.get("table"))
    shown = {
        "table-caption": written(table.get("caption")),
        "table-columns": form_tables.lines_of([listing(table.get("columns"))]),
        "table-rows": form_tables.table_lines(table.get("rows"), data.get("key")),
        "blank-names": " ".join(form_tables.blank_names(table.get("rows"))),
    }
    return {name: [text] for name, text in shown.items()}


def fill_from(form: Form) -> Data:
    rows, key = form_tables.table_of(lines(form, "table-rows"), one(form, "blank-names").split())
    table: Data = {"caption": one(form, "table-caption"), "columns": columns_from(form, "table-columns"), "rows": rows}
    return {"table": table, "key": key}


KINDS: dict[str, tuple[Callable[[Mapping[str, object]], Entries], Callable[[Form], Data]]] = {
    "single_choice": (choice_entries, single_from),
    "several_choices": (choice_entries, several_from),
    "number": (number_entries, number_from),
    "short_text": (short_entries, short_from),
    "ordering": (ordering_entries, ordering_from),
    "fill_table": (fill_entries, fill_from),
    "fill_blanks": (form_answers.blanks_entries, form_answers.blanks_from),
    "matching": (form_answers.matching_entries, form_answers.matching_from),
    "placing": (form_answers.placing_entries, form_answers.placing_from),
    "situational": (form_answers.situational_entries, form_answers.situational_from),
    "task": (form_screens.task_entries, form_screens.task_from),
}
