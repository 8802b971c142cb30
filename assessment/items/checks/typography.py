"""French typography in what a candidate reads: decimal comma, spaces before double signs, « guillemets », lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.kinds.fill_blanks import FillBlanksContent
from assessment.items.kinds.short_text import ShortTextContent
from assessment.items.kinds.task import TaskContent
from assessment.items.kinds.typed_key import TextKey
from assessment.items.texts import read_by_candidate
from assessment.messages import joined, message

NAME = message("typographie")
ADDRESS = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|\S+\.(?:fr|com|org|net|pdf|docx?|odt|xlsx?|jpg|png|txt|ods|csv)\b\S*"
)
LINE_BREAK = re.compile(r"\S[^\S\n]*\n[^\S\n]*(?=\S)")  # one, between two lines that hold something
RULES: tuple[tuple[re.Pattern[str], Callable[[str, str], str]], ...] = (
    (
        re.compile(r"[\w»%€)](?=[;?!])|[a-zéèàê»)](?=:(?!\d))"),
        lambda found, sign: message("il manque une espace avant « %(sign)s »", sign=sign),
    ),
    (
        re.compile(r"(?<![\d.])\d{1,3}\.\d{1,2}(?![\d.])"),
        lambda found, _: message("« %(found)s » : un nombre décimal s'écrit avec une virgule", found=found),
    ),
    (re.compile(r'"[^"]*"'), lambda found, _: message("%(found)s : les guillemets s'écrivent « … »", found=found)),
    (re.compile(r"«\S|\S»"), lambda *_: message("il manque une espace à l'intérieur des guillemets")),
    (
        re.compile(r"\d[€%]"),
        lambda found, _: message("« %(found)s » : il manque une espace avant l'unité", found=found),
    ),
    (
        re.compile(r"\b\d{1,2}h\d{0,2}\b"),
        lambda found, _: message("« %(found)s » : une heure s'écrit « 8 h 30 »", found=found),
    ),
    (
        LINE_BREAK,
        lambda *_: message(
            "un retour à la ligne seul : un paragraphe s'écrit après une ligne vide (entre guillemets, \\n\\n)"
        ),
    ),
)


def check(items: Sequence[Item]) -> Iterator[Finding]:
    """Warnings only; a question on typing itself (exact key) may break the rules on purpose."""
    for item in items:
        if is_about_typing(item):
            continue
        for place, text in read_by_candidate(item):
            for said in faults_of(text):
                yield Finding(NAME, Severity.WARNING, item.code, joined(" : ", (place, said)))


def is_about_typing(item: Item) -> bool:
    match item.content:
        case ShortTextContent(key=key):
            return key.exact
        case TaskContent(rules=rules) | FillBlanksContent(keys=rules):
            return any(isinstance(rule, TextKey) and rule.exact for _, rule in rules)
    return False


def faults_of(text: str) -> Iterator[str]:
    words = ADDRESS.sub(" ", text)
    for rule, say in RULES:
        if found := rule.search(words):
            yield say(found[0], words[found.end() : found.end() + 1])
