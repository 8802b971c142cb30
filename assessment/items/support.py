"""The blocks shown above a question: a text, a table, a picture or a recording to listen to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from assessment.errors import Faults
from assessment.items.fields import Fields, checked_text, describe, fields
from assessment.items.typesetting import typeset
from assessment.messages import message

MOST_BLOCKS = 4
MOST_COLUMNS = 8
MOST_ROWS = 20
ALT = 1500
MOST_TRANSCRIPT = 2500
PICTURE = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.(svg|png|jpg|webp)")
SOUND = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.(mp3|ogg|m4a|wav)")


@dataclass(frozen=True)
class TextBlock:
    text: str
    title: str | None = None
    type: str = "text"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return paragraphs(self.text)


@dataclass(frozen=True)
class TableBlock:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    type: str = "table"


@dataclass(frozen=True)
class PictureBlock:
    file: str
    alt: str
    type: str = "picture"


@dataclass(frozen=True)
class AudioBlock:
    """A recording; its transcript is for those who cannot hear it, and for those who read the question later."""

    file: str
    transcript: str
    title: str | None = None
    type: str = "audio"


@dataclass(frozen=True)
class SoundBlock:
    """A recording as shown: without its transcript to a person who is to listen."""

    file: str
    title: str | None = None
    said: str = ""
    type: str = "audio"


Block = TextBlock | TableBlock | PictureBlock | AudioBlock
ShownBlock = TextBlock | TableBlock | PictureBlock | SoundBlock


class Listening(Enum):
    """How a recording is given: to be heard; as a text in its place (no_audio); both, for those who read over."""

    SOUND = "sound"
    TEXT = "text"
    BOTH = "both"


def paragraphs(text: str) -> tuple[str, ...]:
    """A blank line starts a new paragraph; a single line break stays inside one."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def support_from_data(data: object, place: str, faults: Faults) -> tuple[Block, ...]:
    if data is None:
        return ()
    if not isinstance(data, list | tuple) or len(data) > MOST_BLOCKS:
        faults.add(place, describe(data), message("une liste d'au plus %(most)s blocs", most=MOST_BLOCKS))
        return ()
    blocks = [block_from_data(one, f"{place} {number}", faults) for number, one in enumerate(data, 1)]
    return tuple(block for block in blocks if block is not None)


def block_from_data(data: object, place: str, faults: Faults) -> Block | None:
    block = fields(data, place, faults)
    if block is None:
        return None
    match block.one_of("type", ("text", "table", "picture", "audio")):
        case "text":
            block.only(("type", "title", "text"))
            return TextBlock(block.paragraphs("text", 2500), block.optional_text("title"))
        case "table":
            block.only(("type", "caption", "columns", "rows"))
            return TableBlock(block.text("caption"), columns_of(block), rows_of(block))
        case "picture":
            block.only(("type", "file", "alt"))
            return PictureBlock(picture_name(block), block.paragraphs("alt", ALT))
        case "audio":
            block.only(("type", "title", "file", "transcript"))
            return AudioBlock(
                sound_name(block), block.paragraphs("transcript", MOST_TRANSCRIPT), block.optional_text("title")
            )
    return None


def picture_name(block: Fields) -> str:
    return file_name(block, PICTURE, "plan-entrepot.svg")


def sound_name(block: Fields) -> str:
    return file_name(block, SOUND, "message-repondeur.mp3")


def file_name(block: Fields, allowed: re.Pattern[str], example: str) -> str:
    name = block.data.get("file")
    if isinstance(name, str) and allowed.fullmatch(name):
        return name
    block.fault("file", describe(name), message("un nom de fichier simple comme %(example)s", example=example))
    return ""


def columns_of(block: Fields) -> tuple[str, ...]:
    """Column headings; the first one may be empty, above the names of the rows."""
    found = block.listing("columns", 2, MOST_COLUMNS)
    return tuple(
        "" if heading == "" else checked_text(heading, block.at(f"columns {number}"), block.faults, 80)
        for number, heading in enumerate(found, 1)
    )


def rows_of(block: Fields) -> tuple[tuple[str, ...], ...]:
    width = len(columns_of(Fields(block.data, block.place, Faults())))
    rows = []
    for number, row in enumerate(block.listing("rows", 1, MOST_ROWS), 1):
        if not isinstance(row, list | tuple) or len(row) != width:
            block.fault(
                f"rows {number}",
                describe(row),
                message("une liste de %(width)s cases, comme les colonnes", width=width),
            )
            continue
        rows.append(tuple(cell_text(cell, f"{block.at('rows')} {number}", block.faults) for cell in row))
    return tuple(rows)


def cell_text(cell: object, place: str, faults: Faults) -> str:
    return "" if cell == "" else checked_text(cell, place, faults, 120)


def shown_block(block: Block, listening: Listening) -> ShownBlock:
    """The block as shown."""
    if isinstance(block, AudioBlock):
        return shown_audio(block, listening)
    if isinstance(block, TextBlock):
        return TextBlock(typeset(block.text), None if block.title is None else typeset(block.title))
    if isinstance(block, TableBlock):
        rows = tuple(tuple(typeset(cell) for cell in row) for row in block.rows)
        return TableBlock(typeset(block.caption), tuple(typeset(heading) for heading in block.columns), rows)
    return PictureBlock(block.file, typeset(block.alt))


def shown_audio(block: AudioBlock, listening: Listening) -> SoundBlock | TextBlock:
    title = None if block.title is None else typeset(block.title)
    if listening is Listening.TEXT:
        return TextBlock(typeset(block.transcript), title)
    return SoundBlock(block.file, title, typeset(block.transcript) if listening is Listening.BOTH else "")


def block_to_data(block: Block) -> dict[str, object]:
    if isinstance(block, TextBlock):
        title = {} if block.title is None else {"title": block.title}
        return {"type": "text", **title, "text": block.text}
    if isinstance(block, TableBlock):
        rows = [list(row) for row in block.rows]
        return {"type": "table", "caption": block.caption, "columns": list(block.columns), "rows": rows}
    if isinstance(block, AudioBlock):
        title = {} if block.title is None else {"title": block.title}
        return {"type": "audio", **title, "file": block.file, "transcript": block.transcript}
    return {"type": "picture", "file": block.file, "alt": block.alt}
