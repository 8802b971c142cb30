"""Questions written in GIFT: what the format knows is shown, the whole question goes along in a comment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from assessment.interchange.formats.gift_text import CATEGORY, SEAL
from assessment.interchange.formats.html_statement import html_of, lines
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.port import Note
from assessment.interchange.formats.tags import tags_of
from assessment.items.item import Item
from assessment.items.kinds.fill_blanks import BLANK, BlankKey, FillBlanksContent, WordKey
from assessment.items.kinds.matching import MatchingContent
from assessment.items.kinds.number import NumberContent
from assessment.items.kinds.ordering import OrderingContent
from assessment.items.kinds.placing import PlacingContent
from assessment.items.kinds.several_choices import SeveralChoicesContent
from assessment.items.kinds.short_text import ShortTextContent
from assessment.items.kinds.single_choice import SingleChoiceContent
from assessment.items.kinds.situational import SituationalContent
from assessment.items.kinds.typed_key import NumberKey, TextKey, plain_number
from assessment.items.support import paragraphs
from assessment.messages import message

APPROXIMATE: dict[str, str] = {
    "ordering": message("GIFT ne sait pas faire mettre en ordre : la question y est faite de rangs à relier"),
    "placing": message("GIFT ne sait pas faire montrer un endroit : la question y est un choix entre des phrases"),
}
NO_KIND: str = message("GIFT ne sait pas poser cette sorte de question : seul son texte y est montré")
FAMILY: str = message("une famille : un exemple est montré, le modèle voyage dans le commentaire")
EXACT: str = message("GIFT ne regarde ni la casse ni les accents : l'écriture exacte voyage dans le commentaire")
RICH = (FillBlanksContent, PlacingContent)
ROWS = "\n\t"

SealOf = Callable[[Item, str], str | None]  # None when what is shown cannot be read back


class Style:
    """How texts are written in one question: plain as long as plain is enough."""

    def __init__(self, item: Item) -> None:
        unit = item.content.unit if isinstance(item.content, NumberContent) else None
        own_how = item.how != item.behaviour.default_how
        self.rich = bool(item.support or unit or own_how or isinstance(item.content, RICH))
        self.name = "[html]" if self.rich else "[plain]"
        said = html_of(item, str, unit) if self.rich else "\n\n".join(paragraphs(item.question))
        self.statement = signs(said.replace("\n", "") if self.rich else said)

    def text(self, text: str) -> str:
        return signs(escape(text, quote=False) if self.rich else text)


def signs(text: str) -> str:
    """Signs that mean something in GIFT, escaped; an arrow between words cannot be."""
    said = text.replace("->", "→").replace("\\", "\\\\")
    for sign in ":#={}~":
        said = said.replace(sign, f"\\{sign}")
    return said.replace("\r", "").replace("\n", "\\n")


def write_gift(items: Sequence[Item], seal_of: SealOf) -> tuple[str, list[Note]]:
    parts, notes, category = [], [], ""
    for item in items:
        wanted = f"{CATEGORY} $course$/{item.certificate}/{item.criterion}"
        if wanted != category:
            category = wanted
            parts.append(category)
        shown = asked(item)
        seal = seal_of(item, shown)
        if seal is None:
            shown = text_only(item)
            seal = seal_of(item, shown)
        tags = "".join(f" [tag:{tag}]" for tag in tags_of(item))
        parts.append(f"// [id:{item.code}]{tags}\n// {SEAL} {seal}\n{shown}")
        notes += notes_of(item)
    return "\n\n".join(parts) + "\n", notes


def notes_of(item: Item) -> list[Note]:
    said: list[str] = [message("%(name)s : GIFT ne porte pas de fichier", name=name) for name in files_of(item)]
    if item.family is not None:
        said.append(FAMILY)
    if item.kind in APPROXIMATE:
        said.append(APPROXIMATE[item.kind])
    elif answers(item, Style(item)) is None:
        said.append(NO_KIND)
    if isinstance(item.content, ShortTextContent) and item.content.key.exact:
        said.append(EXACT)
    return [Note(item.code, each) for each in said]


def text_only(item: Item) -> str:
    style = Style(item)
    return f"::{signs(item.title)}::{style.name}{style.statement}"


def asked(item: Item) -> str:
    """The question with its answer; its text alone when GIFT has no such question."""
    style = Style(item)
    between = answers(item, style)
    if between is None:
        return text_only(item)
    braces = f"{{{between}{ROWS}####{style.text(item.explanation)}\n}}"
    if not isinstance(item.content, FillBlanksContent):
        return text_only(item) + braces
    said = "".join(f"<p>{lines(part)}</p>" for part in paragraphs(item.content.text))
    return text_only(item) + BLANK.sub(lambda found: braces, signs(said))


def answers(item: Item, style: Style) -> str | None:  # noqa: PLR0911 (one return per kind)
    """What stands between the braces; None when GIFT has no such question."""
    content = item.content
    match content:
        case SingleChoiceContent(options=options, key=key):
            return rows(("=" if one.id == key else "~", style.text(one.text)) for one in options)
        case SeveralChoicesContent(options=options, key=keys):
            share = f"{100 / len(keys):.5f}".rstrip("0").rstrip(".")
            return rows((f"~%{share}%" if one.id in keys else "~%-100%", style.text(one.text)) for one in options)
        case SituationalContent(pairs=pairs):
            weights = {2: "=", 1: "~%50%", 0: "~"}
            return rows((weights[credit], style.text(one.text)) for one, credit in pairs)
        case PlacingContent(zones=zones, key=key):
            return rows(("=" if one.id == key else "~", style.text(one.text)) for one in zones)
        case MatchingContent():
            return matched(content, style)
        case OrderingContent(elements=elements, key=order):
            texts = {one.id: one.text for one in elements}
            return rows(("=", f"{style.text(texts[name])} -> {rank}") for rank, name in enumerate(order, 1))
        case NumberContent(key=number):
            return typed(number)
        case ShortTextContent(key=text):
            return typed(text)
        case FillBlanksContent(keys=((_, blank),)):
            return blank_answers(blank, style)
    return None


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{ROWS}{sign}{text}" for sign, text in pairs)


def matched(content: MatchingContent, style: Style) -> str:
    """Choices that go with nothing stand after an empty element."""
    texts, key = {one.id: one.text for one in content.choices}, dict(content.key)
    lone = [one.text for one in content.choices if one.id not in key.values()]
    found = [(style.text(one.text), texts[key[one.id]]) for one in content.elements]
    return rows(("=", f"{left} -> {signs(right)}") for left, right in [*found, *(("", text) for text in lone)])


def typed(key: NumberKey | TextKey) -> str:
    """Moodle compares typed forms as they are: no markup in them."""
    if isinstance(key, NumberKey):
        return f"#{plain_number(key.value)}:{plain_number(key.tolerance)}"
    return rows(("=", signs(form).replace("*", "\\*")) for form in key.accepted)


def blank_answers(key: BlankKey, style: Style) -> str:
    if isinstance(key, WordKey):
        return rows(("=" if word == key.right else "~", style.text(word)) for word in key.words)
    return typed(key)
