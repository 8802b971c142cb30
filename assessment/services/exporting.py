"""The questions a search found, written as a file of any format, with what the file does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import Faults, InvalidInput, NotFound
from assessment.interchange.formats import bringing
from assessment.interchange.formats.arrivals import MOST_QUESTIONS
from assessment.interchange.formats.port import Note
from assessment.interchange.formats.registry import FORMATS, HOLDING_FILES
from assessment.items.item import Item, item_from_data
from assessment.messages import counted, message
from assessment.services.acting import AUTHOR, Acting
from assessment.services.exported_media import leaving
from assessment.services.item_search import Wanted
from assessment.storage.database import db
from assessment.storage.item_contents import latest


@dataclass(frozen=True)
class Exported:
    """A file ready to be downloaded."""

    name: str
    media_type: str
    content: bytes
    questions: int
    notes: tuple[Note, ...]


def formats() -> list[tuple[str, str, str]]:
    """Name, label and suffix of each format."""
    return bringing.formats()


def export(acting: Acting, wanted: Wanted, format_name: str) -> Exported:
    """The latest version of each question wanted; a draft that is not complete yet is left out, and said."""
    acting.require(AUTHOR)
    chosen = FORMATS.get(format_name)
    if chosen is None:
        raise NotFound(message("Ce format de fichier n'existe pas."))
    rows = latest(db.session(), acting.body_id, wanted)
    if len(rows) > MOST_QUESTIONS:
        many = counted("%(n)s question", "%(n)s questions", len(rows))
        raise InvalidInput(
            message("%(many)s : c'est trop pour un fichier. Ajoutez un filtre (au plus %(most)s).", many=many,
                    most=MOST_QUESTIONS)
        )  # fmt: skip
    data, media, said = leaving(acting.body_id, rows)
    if format_name not in HOLDING_FILES:
        data, said = [one.data for one in rows], []
    items: list[Item] = []
    notes = []
    for one, own in zip(rows, data, strict=True):
        item = item_from_data(own, one.certificate, one.code, Faults())
        if item is None:
            notes.append(Note(one.code, message("brouillon à compléter : il n'est pas dans le fichier")))
        else:
            items.append(item)
    if not items:
        raise InvalidInput(message("Aucune question complète à exporter. Enlevez un filtre."))
    written = chosen.write(items, media)
    name = f"questions-{wanted.certificate}{chosen.suffixes[0]}"
    return Exported(name, chosen.media_type, written.content, len(items), (*notes, *said, *written.notes))
