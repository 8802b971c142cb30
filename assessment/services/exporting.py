"""The questions a search found, written as a file of any format, with what the file does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.errors import Faults, InvalidInput, NotFound
from assessment.interchange.formats import bringing
from assessment.interchange.formats.arrivals import MOST_QUESTIONS
from assessment.interchange.formats.port import Note
from assessment.interchange.formats.registry import FORMATS
from assessment.items.item import Item, item_from_data
from assessment.items.lifecycle import EDITABLE, State
from assessment.messages import counted, message
from assessment.services.acting import AUTHOR, Acting
from assessment.services.item_search import Wanted
from assessment.services.media_sources import BodyMedia, media_of
from assessment.storage.database import db
from assessment.storage.item_contents import Latest, latest


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
    items: list[Item] = []
    notes = []
    for one in rows:
        item = item_from_data(one.data, one.certificate, one.code, Faults())
        if item is None:
            notes.append(Note(one.code, message("brouillon à compléter : il n'est pas dans le fichier")))
        else:
            items.append(item)
    if not items:
        raise InvalidInput(message("Aucune question complète à exporter. Enlevez un filtre."))
    written = chosen.write(items, _media(acting, rows))
    name = f"questions-{wanted.certificate}{chosen.suffixes[0]}"
    return Exported(name, chosen.media_type, written.content, len(items), (*notes, *written.notes))


def _media(acting: Acting, rows: Sequence[Latest]) -> BodyMedia:
    """The bytes questions were frozen with; of drafts alone, those of the library now."""
    frozen = [one.media or {} for one in rows if State(one.state) not in EDITABLE]
    now = media_of(acting.body_id).hashes
    return media_of(acting.body_id, {**now, **{name: sha for media in frozen for name, sha in media.items()}})
