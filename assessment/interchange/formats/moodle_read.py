"""One `<question>` of Moodle XML as one of our kinds, or a fault that says why not."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessment.interchange.formats.choices import Choice, accepted, chosen, names, pairs, pick
from assessment.interchange.formats.foreign_words import IS_IT_SO, NO, YES
from assessment.interchange.formats.gift_answers import key_of, number
from assessment.interchange.formats.gift_read import LONGEST, stated
from assessment.interchange.formats.gift_text import told, told_plain
from assessment.interchange.formats.html_text import Statement, statement
from assessment.interchange.formats.media_files import taken
from assessment.interchange.formats.moodle_cloze import EMBEDDED, Blanks, chosen_words, filled
from assessment.interchange.formats.port import Data, Incoming, Reading
from assessment.interchange.formats.tags import tagged
from assessment.messages import message

STYLES = {"html": "html", "markdown": "markdown", "plain_text": "plain", "moodle_auto_format": "moodle"}
INSIDE = "@@PLUGINFILE@@/"
ENCODED = "data:"
PICTURE = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=\s]*")
SEAL = "clea"
TAKEN: str = message("multichoice, truefalse, shortanswer, numerical, matching, ordering, cloze, gapselect ou ddwtos")


@dataclass
class Asked:
    """A question while it is read."""

    node: Element
    place: str
    reading: Reading

    def style(self, node: Element | None) -> str:
        return STYLES.get(node.get("format", "html") if node is not None else "html", "html")

    def words(self, node: Element | None, style: str | None = None) -> str:
        """The text of a small element on one line."""
        said = told_plain(text_in(node), style or self.style(node))
        self.left(said)
        if node is not None and node.find("file") is not None:
            self.reading.note(self.place, message("laissé : les fichiers d'une réponse"))
        return said.text

    def left(self, said: Statement) -> None:
        for dropped in said.dropped:
            self.reading.note(self.place, message("laissé : %(what)s", what=dropped))

    def statement(self, html: str | None = None) -> Statement:
        """The text of the question, its files taken along."""
        node = self.node.find("questiontext")
        style = self.style(node)
        text = text_in(node) if html is None else html
        return statement(text, self.file_of) if style == "html" else told(text, style)

    def file_of(self, source: str) -> str | None:
        """The name under which the file at this address joins the bank; None when it did not come along."""
        if source.startswith(ENCODED):
            head, _, content = source.partition(",")
            return self.decoded("image", content) if head.endswith("base64") else None
        if not source.startswith(INSIDE):
            return None
        name = unquote(source[len(INSIDE) :]).partition("?")[0]
        found = next((each for each in self.node.iterfind("questiontext/file") if each.get("name") == name), None)
        return None if found is None else self.decoded(name, found.text or "")

    def decoded(self, name: str, text: str) -> str | None:
        try:
            content = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            self.reading.fault(
                self.place, message("le fichier %(name)s, mal codé", name=name[:80]), message("du base64")
            )
            return None
        return taken(name, content, self.place, self.reading)

    def choices(self) -> Iterator[Choice]:
        for node in self.node.iterfind("answer"):
            weight = number(node.get("fraction", "0")) or 0
            yield Choice(self.words(node), float(weight) / 100, self.words(node.find("feedback")))

    def is_true(self, tag: str, default: str = "true") -> bool:
        return (self.node.findtext(tag) or default).strip().lower() in ("true", "1")


def text_in(node: Element | None) -> str:
    """Texts stand in a `<text>` of their own; some tools leave it out."""
    inner = node.find("text") if node is not None else None
    return (inner.text or "") if inner is not None else (node.text or "").strip() if node is not None else ""


def question(node: Element, place: str, reading: Reading) -> Incoming | None:
    """A question as it is shown; None after a fault, or for a text that asks nothing."""
    asked = Asked(node, place, reading)
    sort = node.get("type", "")
    if sort == "description" and node.find(SEAL) is None:
        reading.note(place, message("un texte sans question (description), laissé"))
        return None
    texts = (each.text or "" for each in node.iter() if each.tag not in ("file", SEAL))
    if any(len(text) > LONGEST and len(PICTURE.sub("", text)) > LONGEST for text in texts):
        reading.fault(place, message("une question trop longue"), message("au plus %(most)s caractères", most=LONGEST))
        return None
    read = SORTS.get(sort)
    if read is None:
        reading.fault(place, message("une question de type « %(sort)s »", sort=sort[:40]), TAKEN)
        return None
    data = read(asked)
    if data is None:
        return None
    title = asked.words(node.find("name"), "plain")
    explained = asked.words(node.find("generalfeedback"))
    return Incoming(
        ({"title": title} if title else {}) | data | ({"explanation": explained} if explained else {}),
        place,
        foreign=True,
    )


def labelled(found: Incoming, node: Element) -> Incoming:
    """With what its tags and its identifier say."""
    tags = [text_in(tag) for tag in node.iterfind("tags/tag")]
    return tagged(found, tags, (node.findtext("idnumber") or "").strip())


def said_with(asked: Asked, answer: Data) -> Data:
    said = asked.statement()
    asked.left(said)
    said.support += old_picture(asked)
    return stated(said, answer)


def old_picture(asked: Asked) -> list[Data]:
    """The picture of a question of Moodle 1.9, which stood beside its text."""
    name = (asked.node.findtext("image") or "").strip()
    content = asked.node.findtext("image_base64") or ""
    if not name:
        return []
    file = asked.decoded(PurePosixPath(name).name, content) if content.strip() else None
    if file is None:
        asked.reading.note(
            asked.place, message("laissé : %(what)s", what=message("le fichier %(name)s", name=name[:80]))
        )
        return []
    return [{"type": "picture", "file": file, "alt": ""}]


def multichoice(asked: Asked) -> Data | None:
    choices = list(asked.choices())
    answer = chosen(choices, not asked.is_true("single"), asked.place, asked.reading)
    if answer is None:
        return None
    fixed = not asked.is_true("shuffleanswers") and answer["kind"] != "fill_blanks"
    return said_with(asked, answer | ({"fixed_order": True} if fixed else {}))


def truefalse(asked: Asked) -> Data | None:
    right = [each.text.lower() for each in asked.choices() if each.right]
    if right not in (["true"], ["false"]):
        asked.reading.fault(asked.place, message("un vrai ou faux sans réponse"), message("true ou false à 100"))
        return None
    return said_with(asked, pick(IS_IT_SO, [YES, NO], YES if right == ["true"] else NO))


def shortanswer(asked: Asked) -> Data | None:
    forms = accepted(list(asked.choices()), asked.place, asked.reading)
    if forms is None:
        return None
    exact: Data = {"exact": True} if asked.is_true("usecase", "0") else {}
    return said_with(asked, {"kind": "short_text", "key": {"accepted": forms, **exact}})


def numerical(asked: Asked) -> Data | None:
    answers = [node for node in asked.node.iterfind("answer") if (number(node.get("fraction", "0")) or 0) >= 100]
    value = number(text_in(answers[0])) if answers else None
    tolerance = number(answers[0].findtext("tolerance") or "0") if answers else None
    if value is None or tolerance is None:
        asked.reading.fault(
            asked.place, message("aucun nombre qui vaille tous les points"), message("un nombre et sa tolérance")
        )
        return None
    if len(list(asked.node.iterfind("answer"))) > 1:
        asked.reading.note(asked.place, message("une seule valeur est gardée, celle qui vaut tous les points"))
    answer = said_with(asked, {"kind": "number", "key": key_of(value, abs(tolerance))})
    units = [unit for unit in asked.node.iterfind("units/unit") if number(unit.findtext("multiplier") or "1") == 1]
    name = (units[0].findtext("unit_name") or "").strip() if units else ""
    return answer | ({"unit": name} if name else {})


def matching(asked: Asked) -> Data | None:
    found = [
        (asked.words(node), asked.words(node.find("answer"), "plain")) for node in asked.node.iterfind("subquestion")
    ]
    fixed: Data = {} if asked.is_true("shuffleanswers") else {"fixed_order": True}
    return said_with(asked, pairs(found) | fixed)


def ordering(asked: Asked) -> Data | None:
    nodes = sorted(asked.node.iterfind("answer"), key=lambda node: number(node.get("fraction", "0")) or 0)
    ids = names(len(nodes))
    elements = [{"id": name, "text": asked.words(node)} for name, node in zip(ids, nodes, strict=True)]
    return said_with(asked, {"kind": "ordering", "elements": elements, "key": ids})


def cloze(asked: Asked) -> Data | None:
    blanks = Blanks(asked.place, asked.reading, {}, {})
    html = EMBEDDED.sub(blanks.embedded, text_in(asked.node.find("questiontext")))
    return with_blanks(asked, html, blanks)


def word_gaps(asked: Asked) -> Data | None:
    blanks = Blanks(asked.place, asked.reading, {}, {})
    nodes = [*asked.node.iterfind("selectoption"), *asked.node.iterfind("dragbox")]
    words = [(asked.words(node), (node.findtext("group") or "1").strip()) for node in nodes]
    return with_blanks(asked, chosen_words(text_in(asked.node.find("questiontext")), words, blanks), blanks)


def with_blanks(asked: Asked, html: str, blanks: Blanks) -> Data | None:
    if not blanks.key:
        blanks.fault(message("aucune case à compléter"), message("au moins une case"))
    if blanks.failed:
        return None
    said = asked.statement(html)
    said.support += old_picture(asked)
    data = filled(said, blanks)
    asked.left(said)
    return data


def description(asked: Asked) -> Data | None:
    return said_with(asked, {})


SORTS: dict[str, Callable[[Asked], Data | None]] = {
    "multichoice": multichoice,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "ordering": ordering,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": word_gaps,
    "ddwtos": word_gaps,
    "description": description,
}
