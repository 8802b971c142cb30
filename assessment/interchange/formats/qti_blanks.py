"""Interactions within a text or the cells of a table: a number, a few words, a text with blanks or a table to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from assessment.interchange.form_values import listing, mapping
from assessment.interchange.formats.html_text import Statement
from assessment.interchange.formats.port import Data
from assessment.interchange.formats.qti_asked import Asked
from assessment.items.kinds.fill_blanks import BLANK
from assessment.messages import message

ENTRY, INLINE, GAPS = "qti-text-entry-interaction", "qti-inline-choice-interaction", "qti-gap-match-interaction"
BLANKS_TEXT = "clea-text"  # how our own files mark the text with blanks
COMPLETE: str = message("Complétez la phrase.")


@dataclass(frozen=True)
class Blank:
    """What is expected in one place, and the words it is chosen among."""

    key: object
    words: tuple[str, ...] = ()


def blanks(asked: Asked, found: Sequence[Element]) -> tuple[Statement, Data] | None:
    """What is asked before the text, and the fields of the kind; None after a fault."""
    made = gaps(asked, found[0]) if found[0].tag == GAPS else [(each, blank_of(asked, each)) for each in found]
    if not made or any(blank is None for _, blank in made):
        return None
    marks = {each: f"[[x{at}]]" for at, (each, _) in enumerate(made, 1)}
    keys = {f"x{at}": blank for at, (_, blank) in enumerate(made, 1) if blank is not None}
    if not marks.keys().isdisjoint(each for table in asked.body.iter("table") for each in table.iter()):
        return table_of(asked, marks, keys)
    whole, text = texts_of(asked, marks)
    alone = len(made) == 1 and not keys["x1"].words and text == "[[x1]]"
    if alone:
        return whole, typed(keys["x1"])
    lists = {name: list(blank.words) for name, blank in keys.items() if blank.words}
    fields: Data = {"text": text} | ({"lists": lists} if lists else {})
    return whole, {"kind": "fill_blanks", **fields, "key": {name: blank.key for name, blank in keys.items()}}


def typed(blank: Blank) -> Data:
    """One field that stands by itself."""
    return {"kind": "number" if "value" in mapping(blank.key) else "short_text", "key": blank.key}


def blank_of(asked: Asked, interaction: Element) -> Blank | None:
    response = asked.response(interaction)
    if interaction.tag == ENTRY:
        key = (response.number_key if response.is_number else response.text_key)(asked.place, asked.reading)
        return None if key is None else Blank(key)
    words = {each.get("identifier", ""): asked.plain(each) for each in interaction.findall("qti-inline-choice")}
    right = [words[name] for name in words if response.weight(name) == 1]
    if len(right) != 1:
        asked.one(len(right))
        return None
    return Blank(right[0], tuple(words.values()))


def gaps(asked: Asked, interaction: Element) -> list[tuple[Element, Blank | None]]:
    """Words to put into gaps: each gap becomes a list of all the words."""
    words = {each.get("identifier", ""): asked.plain(each) for each in interaction.findall("qti-gap-text")}
    if interaction.find("qti-gap-img") is not None:
        asked.fault(message("des images à placer dans un texte (gapImg)"), message("des mots (gapText)"))
        return []
    listed = tuple(words.values())
    expected: dict[str, list[str]] = {}
    for word, place in asked.response(interaction).pairs:
        expected.setdefault(place, []).append(words.get(word, ""))
    made: list[tuple[Element, Blank | None]] = []
    for gap in interaction.iter("qti-gap"):
        right = expected.get(gap.get("identifier", ""), [])
        if len(right) != 1:
            asked.one(len(right))
            return []
        made.append((gap, Blank(right[0], listed)))
    asked.note(message("des mots à glisser dans un texte : chaque case devient une liste"))
    return made


def texts_of(asked: Asked, marks: dict[Element, str]) -> tuple[Statement, str]:
    """The question, then the text with its blanks: from the first of them on, or as our own files mark it."""
    own = next((each for each in asked.body.iter("div") if BLANKS_TEXT in each.get("class", "").split()), None)
    if own is not None:
        text = asked.statement(own, marks).text
        return asked.statement(asked.body, {**marks, own: ""}), text
    whole = asked.statement(asked.body, marks)
    at = next((at for at, part in enumerate(whole.paragraphs) if BLANK.search(part)), 0)
    last = next((at for at, part in reversed(list(enumerate(whole.paragraphs))) if BLANK.search(part)), 0)
    before, text = whole.paragraphs[:at], "\n\n".join(whole.paragraphs[at : last + 1])
    if text == "[[x1]]":
        return replace(whole, paragraphs=[*before, *whole.paragraphs[last + 1 :]]), text
    return replace(whole, paragraphs=before or [COMPLETE]), "\n\n".join(whole.paragraphs[at:])


def table_of(asked: Asked, marks: dict[Element, str], keys: dict[str, Blank]) -> tuple[Statement, Data] | None:
    """A table whose cells are typed; None after a fault."""
    whole = asked.statement(asked.body, marks)
    tables = [each for each in whole.support if BLANK.search(str(each.get("rows")) + str(each.get("columns")))]
    cells = [cell for table in tables for row in listing(table["rows"]) for cell in listing(row)]
    filled = [cell for cell in cells if BLANK.search(str(cell))]
    chosen = any(blank.words for blank in keys.values())
    if chosen or len(tables) != 1 or len(filled) != len(keys) or any(not BLANK.fullmatch(str(one)) for one in filled):
        found = (
            message("des cases à choisir dans un tableau") if chosen else message("un tableau à compléter compliqué")
        )
        asked.fault(found, message("un tableau simple, où une case à écrire ne contient rien d'autre"))
        return None
    table = {name: value for name, value in tables[0].items() if name != "type"}
    rows = [[celled(str(cell)) for cell in listing(row)] for row in listing(table["rows"])]
    kept = replace(whole, support=[each for each in whole.support if each is not tables[0]])
    key = {name: blank.key for name, blank in keys.items()}
    return kept, {"kind": "fill_table", "table": {**table, "rows": rows}, "key": key}


def celled(text: str) -> object:
    found = BLANK.fullmatch(text)
    return {"blank": found[1]} if found else text
