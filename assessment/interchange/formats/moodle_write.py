"""Questions as elements of Moodle XML, with their files; the whole question goes along in an element Moodle does not read."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from assessment.interchange.formats.html_statement import html_of, paragraph, table_html
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.moodle_cloze import embedded_html
from assessment.interchange.formats.moodle_read import INSIDE, SEAL
from assessment.interchange.formats.port import Media, Note
from assessment.interchange.formats.tags import tags_of
from assessment.items.item import Item
from assessment.items.kinds.fill_blanks import BLANK, FillBlanksContent
from assessment.items.kinds.fill_table import Blank, FillTableContent
from assessment.items.kinds.matching import MatchingContent
from assessment.items.kinds.number import NumberContent
from assessment.items.kinds.ordering import OrderingContent
from assessment.items.kinds.placing import PlacingContent
from assessment.items.kinds.several_choices import SeveralChoicesContent
from assessment.items.kinds.short_text import ShortTextContent
from assessment.items.kinds.single_choice import SingleChoiceContent
from assessment.items.kinds.situational import SituationalContent
from assessment.items.kinds.typed_key import plain_number
from assessment.items.support import paragraphs
from assessment.messages import message

APPROXIMATE: dict[str, str] = {
    "placing": message("Moodle y voit un choix entre des phrases ; les endroits de l'image voyagent à côté"),
    "task": message("Moodle ne sait pas poser cette sorte de question : seul son texte y est montré"),
}
FAMILY: str = message("une famille : un exemple est montré, le modèle voyage à côté")
SHARES = {2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"}


def element(tag: str, inside: str, **attributes: str) -> str:
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{given}>{inside}</{tag}>"


def text(value: str) -> str:
    return element("text", xml(value))


def html(tag: str, value: str, more: str = "", **attributes: str) -> str:
    return element(tag, text(value) + more, format="html", **attributes)


def category(path: str) -> str:
    return element("question", element("category", text(path)), type="category")


def question(item: Item, media: Media, asks: bool = True) -> list[str]:
    """The parts of a question: its opening tag, then its elements, without the seal."""
    sort, answer = answers(item) if asks else ("description", "")
    files = "".join(
        element("file", base64.b64encode(media[name]).decode(), name=name, path="/", encoding="base64")
        for name in files_of(item)
        if name in media
    )
    explained = "".join(paragraph(each) for each in paragraphs(item.explanation))
    head = [
        f'<question type="{sort}">',
        element("name", text(item.title)),
        html("questiontext", body(item, sort), files),
        html("generalfeedback", explained),
        element("defaultgrade", "0" if sort == "description" else "1"),
        element("idnumber", xml(item.code)),
    ]
    return [*head, answer] if answer else head


def whole(parts: list[str], item: Item, seal: str) -> str:
    tags = "".join(element("tag", text(tag)) for tag in tags_of(item))
    return "\n".join([*parts, element("tags", tags), element(SEAL, xml(seal)), "</question>"])


def body(item: Item, sort: str) -> str:
    """Documents, question, then the text or the table to complete with its answers inside."""
    content = item.content
    unit = content.unit if isinstance(content, NumberContent) else None
    said = html_of(item, lambda name: INSIDE + name, unit)
    if sort == "cloze" and isinstance(content, FillBlanksContent):
        keys = dict(content.keys)
        parts = "".join(paragraph(each) for each in paragraphs(content.text))
        return said + BLANK.sub(lambda found: embedded_html(keys[found[1]]), parts)
    if sort == "cloze" and isinstance(content, FillTableContent):
        return said + to_complete(content)
    return said


def to_complete(content: FillTableContent) -> str:
    keys = dict(content.keys)
    rows = [[embedded_html(keys[c.id]) if isinstance(c, Blank) else escape(c) for c in row] for row in content.rows]
    return table_html(content.caption, content.columns, rows)


def answers(item: Item) -> tuple[str, str]:  # noqa: PLR0911 (one return per kind)
    """The type of question Moodle has for it, and its answers."""
    content = item.content
    match content:
        case SingleChoiceContent(options=options, key=key):
            return "multichoice", multichoice(
                [(one.text, "100" if one.id == key else "0") for one in options], content.fixed_order
            )
        case PlacingContent(zones=options, key=key):
            return "multichoice", multichoice([(one.text, "100" if one.id == key else "0") for one in options], True)
        case SeveralChoicesContent(options=options, key=keys):
            share = SHARES[len(keys)]
            weighted = [(one.text, share if one.id in keys else "-100") for one in options]
            return "multichoice", multichoice(weighted, content.fixed_order, single=False)
        case SituationalContent(pairs=pairs):
            return "multichoice", multichoice(
                [(one.text, str(credit * 50)) for one, credit in pairs], content.fixed_order
            )
        case NumberContent():
            return "numerical", numerical(content)
        case ShortTextContent(key=key):
            forms = (
                element("answer", text(form.replace("*", "\\*")), fraction="100", format="plain_text")
                for form in key.accepted
            )
            return "shortanswer", element("usecase", str(int(key.exact))) + "\n" + "\n".join(forms)
        case OrderingContent(elements=elements, key=order):
            texts = {one.id: one.text for one in elements}
            ranked = ((texts[name], str(rank)) for rank, name in enumerate(order, 1))
            fixed = (
                "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><gradingtype>ALL_OR_NOTHING</gradingtype>"
            )
            return "ordering", fixed + weights(ranked)
        case MatchingContent():
            return "matching", matched(content)
        case FillBlanksContent() | FillTableContent():
            return "cloze", ""
    return "description", ""


def multichoice(options: Iterable[tuple[str, str]], fixed: bool, single: bool = True) -> str:
    said = {"single": single, "shuffleanswers": not fixed}
    flags = "".join(element(name, "true" if value else "false") for name, value in said.items())
    return flags + element("answernumbering", "none") + weights(options)


def weights(options: Iterable[tuple[str, str]]) -> str:
    return "".join("\n" + html("answer", escape(one, quote=False), fraction=weight) for one, weight in options)


def numerical(content: NumberContent) -> str:
    value = text(str(plain_number(content.key.value)))
    margin = element("tolerance", str(plain_number(content.key.tolerance)))
    answer = element("answer", value + margin, fraction="100", format="plain_text")
    if content.unit is None:
        return answer
    unit = element("unit", element("multiplier", "1") + element("unit_name", xml(content.unit)))
    return answer + element("units", unit) + element("unitgradingtype", "0") + element("showunits", "3")


def matched(content: MatchingContent) -> str:
    """Choices that go with nothing stand after an empty element."""
    texts, key = {one.id: one.text for one in content.choices}, dict(content.key)
    rows = [(one.text, texts[key[one.id]]) for one in content.elements]
    rows += [("", one.text) for one in content.choices if one.id not in key.values()]
    shuffled = element("shuffleanswers", "false" if content.fixed_order else "true")
    return shuffled + "".join(
        "\n" + html("subquestion", escape(left, quote=False), element("answer", text(right))) for left, right in rows
    )


def notes_of(item: Item, media: Media, shown: bool) -> list[Note]:
    said: list[str] = [message("%(name)s : fichier absent", name=name) for name in files_of(item) if name not in media]
    if item.family is not None:
        said.append(FAMILY)
    if item.kind in APPROXIMATE or not shown:
        said.append(APPROXIMATE.get(item.kind, APPROXIMATE["task"]))
    return [Note(item.code, each) for each in said]
