"""A language in which every sentence looked up is between ⟦ and ⟧, and a reader of pages that finds what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from babel.support import NullTranslations

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = {"title", "aria-label", "aria-description", "placeholder", "alt", "content", "label"}
DATA_WORDS = {"data-yes", "data-cancel", "data-offline", "data-sent", "data-slow", "data-place", "data-confirm"}
UNREAD = {"script", "style", "code"}  # `code` shows what is typed as it is: the words that a form reads
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Not inside a password: a3h-..., -123h.
UNITS = re.compile(r"(?<=\d)(?<![^\W\d_]\d)(?<![^\W\d_]\d\d)(?<!-\d\d\d)[\s\u00a0\u202f]?(h|min|s|ko|px)(?![^\W\d_])")
ALONE = {"meta", "input", "img", "link", "br", "hr", "source", "circle", "rect", "path", "line"}


class Pseudo(NullTranslations):
    """A catalogue that marks what it is asked for. Babel's dates are marked too: their patterns are sentences."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        return f"{OPEN}{singular if abs(num) < 2 else plural}{CLOSE}"

    ugettext, ungettext = gettext, ngettext


@dataclass
class Page:
    """What a page shows, and where it leads."""

    texts: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)  # in the large fields: what somebody wrote, or is proposed
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


@dataclass
class Form:
    action: str
    post: bool
    fields: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)  # hidden fields


class Reader(HTMLParser):
    """Texts outside marks: a mark may open in one element and close in another."""

    def __init__(self) -> None:
        super().__init__()
        self.page, self.depth, self.inside, self.typing = Page(), 0, "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.typing = tag == "textarea"
        if tag in UNREAD:
            self.inside = tag
        if tag != "meta" or found.get("name") == "description":
            self.page.texts += [outside(found[name])[0] for name in (SPOKEN | DATA_WORDS) & found.keys()]
        if tag == "input" and found.get("type") in ("submit", "button"):
            self.page.texts.append(outside(found.get("value", ""))[0])
        if tag == "a":
            self.page.links.append(found.get("href", ""))
        self.page.links += [found["hx-get"]] if "hx-get" in found else []
        if tag == "form":
            self.page.forms.append(Form(found.get("action", ""), found.get("method", "").lower() == "post"))
        elif self.page.forms and found.get("name"):
            form = self.page.forms[-1]
            kept = form.kept if found.get("type") == "hidden" else form.fields
            kept[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.typing = False
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if not self.inside:
            text, self.depth = outside(data, self.depth)
            (self.page.typed if self.typing else self.page.texts).append(text)


def outside(text: str, depth: int = 0) -> tuple[str, int]:
    """What of a text is outside marks (each marked part as a comma), and how many marks are open at its end."""
    kept = []
    for sign in text:
        if sign == OPEN:
            kept += [","] if not depth else []
            depth += 1
        elif sign == CLOSE:
            depth -= 1
        elif not depth:
            kept.append(sign)
    return "".join(kept), depth


def read_page(text: str) -> Page:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.depth == 0, "a mark is not closed"
    return reader.page


def plain(text: str) -> str:
    """One writing of spaces and no units, as texts are compared."""
    return " ".join(UNITS.sub("", text).split())


def unmarked(texts: Iterable[str]) -> Iterator[str]:
    """The texts with words outside marks."""
    for text in texts:
        kept = plain(text)
        if LETTERS.search(kept):
            yield kept
