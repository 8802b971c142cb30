"""GIFT as text: blocks parted by empty lines, comments, escaped signs, titles, formats, and what stands between braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assessment.interchange.formats.html_text import Statement, plain, statement, tidy

SEAL = "clea:"
CATEGORY = "$CATEGORY:"
SIGNS = ":#={}~\n\\"
ESCAPED = {ord(sign): chr(0xE000 + at) for at, sign in enumerate(SIGNS)}
RESTORED = {0xE000 + at: sign for at, sign in enumerate(SIGNS)}
ESCAPE = re.compile(r"\\([:#={}~n\\])")
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]\s*")
TAGGED = re.compile(r"\[(id|tag):([^\]]*)\]")
MARKDOWN = (
    (re.compile(r"!\[([^\]]{0,300})\]\([^)]{0,300}\)"), r"\1"),
    (re.compile(r"\[([^\]]{1,300})\]\([^)]{0,300}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_`])(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"^#{1,6} +", re.MULTILINE), ""),
)
LOOKS_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]{2,8};|&#\d+;")


@dataclass
class Block:
    """The lines of one question, its escaped signs replaced by others that mean nothing in GIFT."""

    line: int
    text: str = ""
    seal: str = ""
    number: str = ""
    tags: list[str] = field(default_factory=list)


def blocks(text: str) -> Iterator[Block]:
    """A category is a block too."""
    lines = text.translate(dict.fromkeys(RESTORED)).splitlines()
    block = Block(1)
    for number, raw in enumerate([*lines, ""], 1):
        line = raw.strip()
        if line.startswith("//"):
            comment(block, line[2:].strip())
        elif line.startswith(CATEGORY):
            yield from [block] if block.text else []
            yield Block(number, line)
            block = Block(number + 1)
        elif line:
            block.line = block.line if block.text else number
            block.text += escaped(line) + "\n"
        elif block.text:
            yield block
            block = Block(number + 1)


def comment(block: Block, said: str) -> None:
    """Comments hold our seal, and the identifier and labels Moodle writes."""
    if said.startswith(SEAL):
        block.seal = said[len(SEAL) :].strip()
    for name, value in TAGGED.findall(said):
        if name == "id":
            block.number = value.strip()
        else:
            block.tags.append(value.strip())


def escaped(line: str) -> str:
    return ESCAPE.sub(lambda found: ("\n" if found[1] == "n" else found[1]).translate(ESCAPED), line)


def restored(text: str) -> str:
    return text.translate(RESTORED).strip()


def split_title(text: str) -> tuple[str, str]:
    """`::title::` at the start of a block, and the rest."""
    text = text.strip()
    if text.startswith("::"):
        title, found, rest = text[2:].partition("::")
        if found:
            return restored(" ".join(title.split())), rest.strip()
    return "", text


def split_format(text: str, default: str) -> tuple[str, str]:
    """The format said at the start of a text, or the default one, and the text; lines cut by hand are put together."""
    text = text.strip()
    found = FORMAT.match(text)
    style, rest = (found[1], text[found.end() :]) if found else (default, text)
    return style, restored(rest if style == "markdown" else rest.replace("\n", " "))


def told(text: str, style: str) -> Statement:
    """A question in one of the four formats as paragraphs, tables, pictures."""
    if style == "html" or (style == "moodle" and LOOKS_HTML.search(text)):
        return statement(text)
    if style == "markdown":
        text = unmarked(text)
    parts = [tidy(part) for part in re.split(r"\n[ \t]*\n", text)]
    return Statement([part for part in parts if part])


def told_plain(text: str, style: str) -> Statement:
    """An answer on one line."""
    if style == "html" or (style == "moodle" and LOOKS_HTML.search(text)):
        return plain(text)
    line = " ".join((unmarked(text) if style == "markdown" else text).split())
    return Statement([line] if line else [])


def unmarked(text: str) -> str:
    for mark, kept in MARKDOWN:
        text = mark.sub(kept, text)
    return text
