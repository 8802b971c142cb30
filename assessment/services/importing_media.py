"""Pictures and sounds that come with a file of questions: held while a person looks, in the library once confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import Faults, InvalidInput, RuleBroken
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.media.judged import MediaFile, judge
from assessment.interchange.media.limits import megabytes
from assessment.items.checks.pictures import pictures_of
from assessment.items.item import Item
from assessment.items.support import PICTURE, SOUND, AudioBlock
from assessment.messages import message
from assessment.services import journal
from assessment.services.acting import AUTHOR, Acting
from assessment.services.media_library import READY, content_row
from assessment.services.media_sources import media_of
from assessment.storage import media as stored
from assessment.storage.database import db, writing
from assessment.storage.tables.media import Medium

Hashes = Mapping[str, str]  # name -> hash

HEAVIEST_WAITING = 200_000_000
"""Bytes of the media of imports not confirmed yet, of a body at once."""


class MediaMoved(RuleBroken):
    """A picture of the import is no longer held, or its name was taken since."""

    code = "media_moved"


def hold(acting: Acting, media: Mapping[str, bytes], now: datetime) -> dict[str, str]:
    """Keep the bytes a day, out of the library, so that a page need not carry them; name to hash."""
    judged: dict[str, MediaFile] = {}
    for name, content in media.items():
        found = judge(name, content, name, Faults())
        if found is not None:
            judged[name] = found
    if judged:
        with writing() as session:
            journal.lock(session, acting)
            stored.sweep(session, now, acting.body_id)
            _refuse_heap(session, acting, judged.values())
            for file in judged.values():
                stored.keep(session, content_row(acting.body_id, file, now, kept=False))
    return {name: file.digest for name, file in judged.items()}


def _refuse_heap(session: Session, acting: Acting, coming: Iterable[MediaFile]) -> None:
    """What waits for a confirmation goes after a day; until then it has a limit."""
    waiting = stored.waiting(session, acting.body_id)
    new = {file.digest: len(file.content) for file in coming}
    known = stored.contents(session, acting.body_id, new.keys() - waiting.keys())
    total = sum(({name: weight for name, weight in new.items() if name not in known} | waiting).values())
    if total > HEAVIEST_WAITING:
        raise InvalidInput(
            message(
                "Trop d'images et de sons attendent déjà la confirmation de leur import\u00a0: au plus %(most)s à la fois. "
                "Confirmez ces imports, ou attendez un jour\u00a0: ceux que personne n'a confirmés sont oubliés.",
                most=megabytes(HEAVIEST_WAITING),
            )
        )


def held(acting: Acting, media: object) -> dict[str, str]:
    """Those of a page that are really held for this body; the page may have been changed by anyone."""
    said = media if isinstance(media, dict) else {}
    names = {
        name: value
        for name, value in said.items()
        if isinstance(value, str) and (PICTURE.fullmatch(str(name)) or SOUND.fullmatch(str(name)))
    }
    known = stored.contents(db.session(), acting.body_id, set(names.values()))
    return {name: value for name, value in names.items() if value in known}


def out_of_sight(acting: Acting) -> frozenset[str]:
    """Names of the library that no question may show now: not described yet, or withdrawn. They stay taken."""
    session = db.session()
    return stored.names(session, acting.body_id) - stored.current(session, acting.body_id).keys()


def names_for(acting: Acting, coming: Hashes) -> frozenset[str]:
    """What the questions of an import may show."""
    return frozenset((*media_of(acting.body_id), *coming))


def join(session: Session, acting: Acting, coming: Hashes, items: Iterable[Item], now: datetime) -> None:
    """The media these questions show come into the library, with the text their question says in place of them."""
    author = acting.require(AUTHOR)
    current, taken = stored.current(session, acting.body_id), stored.names(session, acting.body_id)
    said = {name: text for item in items for name, text in _said(item).items() if name in coming}
    contents = stored.contents(session, acting.body_id, {coming[name] for name in said})
    for name, text in said.items():
        if current.get(name) == coming[name]:
            continue
        if name in taken or coming[name] not in contents:
            raise MediaMoved(
                message(
                    "Le média %(name)s a changé depuis que vous avez regardé ce fichier\u00a0: rien n'a été importé. "
                    "Envoyez-le à nouveau.",
                    name=name,
                )
            )
        contents[coming[name]].kept = True
        kind = "picture" if PICTURE.fullmatch(name) else "sound"
        words = {"alt": text} if kind == "picture" else {"transcript": text}
        row = Medium(body_id=acting.body_id, name=name, kind=kind, sha256=coming[name], state=READY,
                     added_by=author, added_at=now, changed_at=now, **words)  # fmt: skip
        session.add(row)
        session.flush()
        journal.note(session, acting, "add_medium", row.id, now, name=name, sha256=row.sha256)


def _said(item: Item) -> dict[str, str]:
    """Name to the text in place of it, of everything a question shows."""
    sounds = {block.file: block.transcript for block in item.support if isinstance(block, AudioBlock)}
    texts = {**dict(pictures_of(item)), **sounds}
    return {name: texts[name] for name in files_of(item)}
