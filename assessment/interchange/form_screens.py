"""A mock-up of a window as lines, and back: `texte : À = [[paul@exemple.fr]]`.

texte : Objet = Sans objet [[contient : planning ; mars | 03]]   starts as « Sans objet »
texte long : Message                                             free: nothing is expected
texte : Copie à = [[vide]]
menu : Pièce jointe = *Aucune | [[planning.pdf]] | photo.jpg     the star is on the choice shown first
choix : Et maintenant = Enregistrer | [[Envoyer]]
case : Recevoir de la publicité = cochée [[non cochée]]
note : De : Awa Traoré                                           only to be read; \\n is a new line
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assessment.interchange.form_rows import free_letters
from assessment.interchange.form_tables import TEXT, blank_key, blank_text, cells_of, line_of, plain_cell
from assessment.interchange.form_values import Data, Entries, Form, lines, listing, mapping, one, put, written

TYPES = {
    "text": "texte",
    "long_text": "texte long",
    "select": "menu",
    "choice": "choix",
    "checkbox": "case",
    "note": "note",
}
NAMES = {word: name for name, word in TYPES.items()}
LISTED = ("select", "choice")
EXPECTED = re.compile(r"(.*?)\s*\[\[(.*)\]\]", re.DOTALL)
TICKED, UNTICKED = "cochée", "non cochée"
CONTAINS, EMPTY, AND, START = "contient :", "vide", ";", "*"


def task_entries(data: Mapping[str, object]) -> Entries:
    screen, end = mapping(data.get("screen")), mapping(data.get("end_state"))
    fields = [mapping(each) for each in listing(screen.get("fields"))]
    ids = [str(each.get("id")) for each in fields if each.get("type") != "note"]
    shown = {f"screen-{key}": written(screen.get(key)) for key in ("frame", "title", "address")}
    shown["screen-fields"] = "\n".join(field_line(each, mapping(end.get(str(each.get("id"))))) for each in fields)
    return {name: [text] for name, text in shown.items()} | {"field-ids": [" ".join(ids)]}


def task_from(form: Form) -> Data:
    screen: Data = {}
    for key in ("frame", "title", "address"):
        put(screen, key, one(form, f"screen-{key}"))
    kept = one(form, "field-ids").split()
    names = iter([*kept, *free_letters(set(kept))])
    fields: list[Data] = []
    end: Data = {}
    for line in lines(form, "screen-fields"):
        field, rule = field_from(line)
        if field.get("type") != "note":
            name = next(names, "z")
            field = {"id": name} | field
            put(end, name, rule)
        fields.append(field)
    return {"screen": screen | {"fields": fields}, "end_state": end}


def field_line(field: Mapping[str, object], rule: Mapping[str, object]) -> str:
    type_ = str(field.get("type"))
    word = TYPES.get(type_, type_)
    if type_ == "note":
        return note_line(word, field)
    value = choices_text(field, rule) if type_ in LISTED else value_text(field, rule)
    return f"{word} : {written(field.get('label'))}" + (f" = {value}" if value else "")


def note_line(word: str, field: Mapping[str, object]) -> str:
    return f"{word} : " + written(field.get("text")).replace("\n", "\\n")


def value_text(field: Mapping[str, object], rule: Mapping[str, object]) -> str:
    """What a field holds at first, then what it is to hold at the end."""
    if field.get("type") == "checkbox":
        start = TICKED if field.get("ticked") else ""
        expected = f"[[{TICKED if rule['ticked'] else UNTICKED}]]" if "ticked" in rule else ""
    else:
        start, expected = written(field.get("start")), f"[[{rule_text(rule)}]]" if rule else ""
    return " ".join(part for part in (start, expected) if part)


def choices_text(field: Mapping[str, object], rule: Mapping[str, object]) -> str:
    def shown(choice: object) -> str:
        text = line_of([str(choice)])
        expected = f"[[{text}]]" if choice == rule.get("choice") else text
        return f"{START}{expected}" if choice == field.get("start") else expected

    return " | ".join(shown(choice) for choice in listing(field.get("choices")))


def rule_text(rule: Mapping[str, object]) -> str:
    if "contains" in rule:
        parts = [part if isinstance(part, list | tuple) else [part] for part in listing(rule["contains"])]
        texts = [line_of([str(form) for form in part]).replace(AND, f"\\{AND}") for part in parts]
        return f"{CONTAINS} " + f" {AND} ".join(texts)
    if "empty" in rule:
        return EMPTY
    text = blank_text(rule)[2:-2]
    return f"{TEXT} {text}" if text == EMPTY or text.startswith(CONTAINS) else text


def field_from(line: str) -> tuple[Data, Data]:
    """A field and its rule, either possibly half written."""
    word, _, rest = (part.strip() for part in line.partition(":"))
    type_ = NAMES.get(word, word)
    if type_ == "note":
        return {"type": type_, "text": rest.replace("\\n", "\n")}, {}
    label, _, value = (part.strip() for part in rest.partition(" = "))
    field: Data = {"type": type_, "label": label}
    if type_ in LISTED:
        return choices_from(field, value)
    found = EXPECTED.fullmatch(value)
    start, expected = (found[1], found[2].strip()) if found else (value, "")
    if type_ == "checkbox":
        return field | ({"ticked": True} if start == TICKED else {}), {"ticked": expected == TICKED} if expected else {}
    put(field, "start", start)
    return field, rule_from(expected) if expected else {}


def choices_from(field: Data, value: str) -> tuple[Data, Data]:
    choices, rule = [], Data()
    for cell in cells_of(value) if value else []:
        text = cell.removeprefix(START)
        found = EXPECTED.fullmatch(text)
        choice = plain_cell(found[2] if found else text).strip()
        choices.append(choice)
        if found:
            rule["choice"] = choice
        if cell.startswith(START):
            field = field | {"start": choice}
    start = {"start": field["start"]} if "start" in field else {}
    return {key: value for key, value in field.items() if key != "start"} | {"choices": choices} | start, rule


def rule_from(text: str) -> Data:
    if text == EMPTY:
        return {"empty": True}
    if not text.startswith(CONTAINS):
        return blank_key(text)
    parts = re.split(r"(?<!\\);", text[len(CONTAINS) :])
    forms = [[plain_cell(form).replace("\\;", ";") for form in cells_of(part) if form] for part in parts]
    return {"contains": [part[0] if len(part) == 1 else part for part in forms if part]}
