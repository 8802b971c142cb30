"""Texts with blanks of Moodle: answers embedded in the text (cloze), and words chosen or moved into it (gapselect, ddwtos)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from assessment.interchange.form_values import listing, mapping
from assessment.interchange.formats.choices import Choice, accepted
from assessment.interchange.formats.foreign_words import COMPLETE
from assessment.interchange.formats.gift_answers import value_of
from assessment.interchange.formats.gift_read import stated
from assessment.interchange.formats.html_text import Statement, plain
from assessment.interchange.formats.port import Data, Reading
from assessment.items.kinds.fill_blanks import BLANK, BlankKey, WordKey
from assessment.items.kinds.typed_key import NumberKey, plain_number
from assessment.messages import counted, message

EMBEDDED = re.compile(r"\{(\d{0,3}):([A-Z_]{2,20}):((?:\\.|[^\\}]){0,1500})\}", re.DOTALL)
PART = re.compile(r"(?:\\.|[^~\\])+", re.DOTALL)
BEFORE_HASH = re.compile(r"(?:\\.|[^#\\])*", re.DOTALL)
WEIGHT = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,10})?)%)")
ESCAPED = re.compile(r"\\([}#~/\"\\])")
LISTS = re.compile(r"MULTICHOICE(_[VHS]{1,2})?|MC[VH]?S?")
TYPED = frozenset(["SHORTANSWER", "SA", "MW"])
TYPED_EXACTLY = frozenset(["SHORTANSWER_C", "SAC", "MWC"])
NUMERICAL = frozenset(["NUMERICAL", "NM"])
WORD = re.compile(r"\[\[(\d{1,2})\]\]")


@dataclass
class Blanks:
    """What is expected in each blank, by its name, in reading order."""

    place: str
    reading: Reading
    lists: Data
    key: Data
    failed: bool = False

    def fault(self, found: str, expected: str) -> None:
        self.reading.fault(self.place, found, expected)
        self.failed = True

    def embedded(self, found: re.Match[str]) -> str:
        """The blank that stands for `{1:SHORTANSWER:=Paris}`."""
        name, sort = f"x{len(self.key) + 1}", found[2]
        choices = [self.choice(part) for part in PART.findall(found[3])]
        self.key[name] = ""
        if LISTS.fullmatch(sort):
            right = [each.text for each in choices if each.right]
            if len(right) != 1:
                many = counted("%(n)s bonne réponse dans une liste", "%(n)s bonnes réponses dans une liste", len(right))
                self.fault(many, message("une bonne réponse, et une seule"))
            self.lists[name] = [each.text for each in choices]
            self.key[name] = right[0] if right else ""
        elif sort in TYPED or sort in TYPED_EXACTLY:
            forms = accepted(choices, self.place, self.reading)
            self.failed = self.failed or forms is None
            self.key[name] = {"accepted": forms or []} | ({"exact": True} if sort in TYPED_EXACTLY else {})
        elif sort in NUMERICAL:
            values = [value_of(each.text) for each in choices if each.right]
            if not values or values[0] is None:
                self.fault(
                    message("« %(text)s »", text=found[3][:60]), message("un nombre et sa tolérance, comme =9:0,5")
                )
            self.key[name] = values[0] if values else ""
        else:
            self.fault(
                message("une case de sorte %(sort)s", sort=sort), message("SHORTANSWER, NUMERICAL ou MULTICHOICE")
            )
        return f"[[{name}]]"

    def choice(self, part: str) -> Choice:
        weighted = WEIGHT.match(part)
        rest = part[weighted.end() :] if weighted else part
        answer = BEFORE_HASH.match(rest)
        text = ESCAPED.sub(r"\1", answer[0] if answer else rest)
        weight = 1.0 if weighted and weighted[1] else float(weighted[2]) / 100 if weighted else 0.0
        return Choice(plain(text).text, weight)


def chosen_words(html: str, words: Sequence[tuple[str, str]], blanks: Blanks) -> str:
    """`[[2]]` is where the second word goes; the words of its group are those one may take it for."""

    def blank(found: re.Match[str]) -> str:
        at, name = int(found[1]) - 1, f"x{len(blanks.key) + 1}"
        if not 0 <= at < len(words):
            blanks.fault(message("[[%(number)s]], sans mot", number=found[1]), message("un mot par numéro"))
            return found[0]
        text, group = words[at]
        blanks.lists[name] = list(dict.fromkeys(word for word, each in words if each == group))
        blanks.key[name] = text
        return f"[[{name}]]"

    return WORD.sub(blank, html)


def filled(said: Statement, blanks: Blanks) -> Data:
    """A table to complete when every blank is alone in its cell of one table; a text with blanks otherwise."""
    tables = [block for block in said.support if "[[x" in str(block)]
    if len(tables) == 1 and not blanks.lists and not any(BLANK.search(part) for part in said.paragraphs):
        cells = [str(cell) for row in listing(tables[0].get("rows")) for cell in listing(row)]
        if all(BLANK.fullmatch(cell) or not BLANK.search(cell) for cell in cells):
            rest = replace(said, support=[block for block in said.support if block not in tables])
            table = {"caption": tables[0]["caption"], "columns": tables[0]["columns"], "rows": rows_of(tables[0])}
            return stated(rest, {}) | {"kind": "fill_table", "table": table, "key": blanks.key}
    loose = [" | ".join(map(str, listing(row))) for block in tables for row in listing(block.get("rows"))]
    if loose:
        said.drop(message("la forme d'un tableau, gardé comme du texte"))
    parts = [*said.paragraphs, *(["\n".join(loose)] if loose else [])]
    at = next((at for at, part in enumerate(parts) if BLANK.search(part)), 0)
    rest = replace(
        said, paragraphs=parts[:at] or [COMPLETE], support=[each for each in said.support if each not in tables]
    )
    lists: Data = {"lists": blanks.lists} if blanks.lists else {}
    text = "\n\n".join(parts[at:])
    return stated(rest, {}) | {"kind": "fill_blanks", "text": text, **lists, "key": blanks.key}


def rows_of(table: Mapping[str, object]) -> list[list[object]]:
    def cell(text: object) -> object:
        found = BLANK.fullmatch(str(text))
        return {"blank": found[1]} if found else text

    return [[cell(each) for each in listing(row)] for row in listing(mapping(table).get("rows"))]


def embedded_html(key: BlankKey) -> str:
    """A blank as Moodle writes it inside HTML."""
    if isinstance(key, WordKey):
        parts = [("=" if word == key.right else "") + embedded_text(word) for word in key.words]
        return f"{{1:MULTICHOICE:{'~'.join(parts)}}}"
    if isinstance(key, NumberKey):
        return f"{{1:NUMERICAL:={plain_number(key.value)}:{plain_number(key.tolerance)}}}"
    sort = "SHORTANSWER_C" if key.exact else "SHORTANSWER"
    return f"{{1:{sort}:{'~'.join('=' + embedded_text(form).replace('*', chr(92) + '*') for form in key.accepted)}}}"


def embedded_text(text: str) -> str:
    return re.sub(r"([}#~])", r"\\\1", escape(text, quote=False))
