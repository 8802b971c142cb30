"""An author brings questions from a file: read and looked at first, then all stored as drafts in one transaction."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from assessment.errors import Fault, Faults, InvalidInput, RuleBroken
from assessment.interchange.form_differences import Change
from assessment.interchange.formats.arrivals import CHANGED, NEW, SAME, Arrival, Key, Wanted, arrivals, changes
from assessment.interchange.formats.bringing import Brought, There, bring
from assessment.interchange.formats.port import Incoming, Note, Reading
from assessment.interchange.formats.xlsx_format import template as empty_workbook
from assessment.items.item import item_to_data
from assessment.messages import counted, message
from assessment.services import authoring, importing_media, journal, referentials
from assessment.services.acting import AUTHOR, Acting
from assessment.services.media_sources import media_of
from assessment.storage import items as stored
from assessment.storage.database import db, new_id, writing
from assessment.storage.item_contents import Latest, latest
from assessment.storage.tables.bank import ItemRow, ItemVersion

LARGEST_DATA = 50_000_000  # bytes of a looked-at import once unpacked: 5,000 long questions
LONGEST_NAME = 120
MOST_AT_ONCE = 1000  # questions stored in one transaction: nobody waits long for it


@dataclass(frozen=True)
class Sent:
    """A file as it was sent, and what its questions do not say of themselves."""

    name: str
    content: bytes
    certificate: str
    criterion: str = ""


@dataclass(frozen=True)
class Coming:
    """A question that would come in; `item_id` and `state` are those of the one it changes."""

    certificate: str
    code: str
    title: str
    item_id: str = ""
    state: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Look:
    """What a file would change, for a person to look at before anything is stored."""

    name: str
    new: tuple[Coming, ...]
    changed: tuple[Coming, ...]
    same: int
    kept_apart: tuple[Coming, ...]  # a draft of theirs is on its way: never overwritten
    notes: tuple[Note, ...]
    faults: tuple[Fault, ...]
    media: Mapping[str, str]  # pictures and sounds that come along: name -> hash of the bytes held for the confirmation
    data: str  # to send back when confirming

    @property
    def coming(self) -> int:
        return len(self.new) + len(self.changed)


@dataclass(frozen=True)
class Imported:
    new: int
    changed: int


class BankMoved(RuleBroken):
    """A question of the import was written by somebody since it was looked at."""

    code = "bank_moved"


def look(acting: Acting, sent: Sent, now: datetime) -> Look:
    """What an uploaded file would change, and everything wrong with it. No question is stored, no medium offered."""
    acting.require(AUTHOR)
    name = sent.name[-LONGEST_NAME:]
    if not name or not sent.content:
        raise InvalidInput(
            message("Choisissez un fichier qui contient des questions."), (_nothing_in(name or message("Fichier")),)
        )
    if sent.certificate not in referentials.CERTIFICATES:
        raise InvalidInput(message("Ce certificat n'existe pas."))
    there = _there(db.session(), acting.body_id)
    wanted = Wanted(sent.certificate, sent.criterion, _criteria(acting.body_id))
    known = {key: one.data for key, one in there.items()}
    mine = There(known, media_of(acting.body_id), importing_media.out_of_sight(acting))
    brought = bring(name, sent.content, wanted, mine)
    _refuse_crowd(name, sum(one.state != SAME for one in brought.arrivals))
    return _look(name, brought, there, importing_media.hold(acting, brought.media or {}, now))


def confirm(acting: Acting, data: str, now: datetime, without: Collection[Key] = ()) -> Imported:
    """Store what was looked at as drafts, all or nothing. It is judged again as if it came from anywhere.

    `without`: questions that the person leaves out.
    """
    author = acting.require(AUTHOR)
    name, sent, media = _unpacked(data)
    sent = [one for one in sent if (one["certificate"], str(one["data"].get("code"))) not in without]
    if not sent:
        raise InvalidInput(message("Choisissez au moins une question."))
    _refuse_crowd(name, len(sent))
    there, faults = _there(db.session(), acting.body_id), Faults()
    reading = Reading(faults, [Incoming(one["data"], one["place"], one["certificate"]) for one in sent])
    coming = importing_media.held(acting, media)
    files = importing_media.names_for(acting, coming)
    wanted = Wanted(criteria=_criteria(acting.body_id), codes=there.keys(), files=files)
    judged = changes(arrivals(reading, wanted), {key: one.data for key, one in there.items()})
    faults.raise_if_any(message("Ces questions ne se lisent plus : envoyez le fichier à nouveau."))
    stamps = {(one["certificate"], str(one["data"].get("code"))): one["stamp"] for one in sent}
    with writing() as session:  # judged before: others wait only while these rows are read again and written
        journal.lock(session, acting)
        there = _there(session, acting.body_id, {code for _, code in stamps} | {one.item.code for one in judged})
        _refuse_moved(there, stamps)
        moving = [one for one in judged if one.state != SAME]
        importing_media.join(session, acting, coming, (one.item for one in moving), now)
        rows = [_row(session, (acting.body_id, author, now), one, there) for one in moving]
        session.flush()
        for row in rows:
            verb = "new_question" if row.number == 1 else "new_version"
            journal.note(session, acting, verb, row.id, now, code=row.data["code"], number=row.number)
        new = sum(row.number == 1 for row in rows)
        about = {"file": name, "new": new, "changed": len(rows) - new}
        journal.note(session, acting, "import_questions", acting.body_id, now, **about)
        return Imported(new, len(rows) - new)


def template(acting: Acting) -> bytes:
    """An empty workbook to fill in, with the criteria questions can be about."""
    acting.require(AUTHOR)
    known = {each: referentials.current(acting.body_id, each).criteria for each in referentials.CERTIFICATES}
    return empty_workbook({certificate: {one.code: one.label for one in found} for certificate, found in known.items()})


def _row(session: Session, by: tuple[str, str, datetime], one: Arrival, there: Mapping[Key, Latest]) -> ItemVersion:
    """The draft of a new question, or of a new version after the latest."""
    body_id, author, now = by
    item = one.item
    known = there.get(one.key)
    item_id, number = (known.item_id, known.number + 1) if known else (new_id(), 1)
    if known is None:
        about = {"certificate": item.certificate, "code": item.code, "criterion": item.criterion}
        session.add(ItemRow(id=item_id, body_id=body_id, created_at=now, **about))
    row = authoring.draft_row(item_id, number, item_to_data(item), author, now)
    session.add(row)
    return row


def _refuse_moved(there: Mapping[Key, Latest], stamps: Mapping[Key, str]) -> None:
    """Nothing is stored when a question is no longer as it was looked at, or has a draft on its way."""
    for key, stamp in stamps.items():
        known = there.get(key)
        if (known.stamp if known else "") != stamp or (known is not None and known.state in authoring.LIVING):
            raise BankMoved(
                message(
                    "La question %(code)s a changé depuis que vous avez regardé ce fichier : rien n'a été importé. "
                    "Envoyez-le à nouveau.",
                    code=key[1],
                )
            )


def _look(name: str, brought: Brought, there: Mapping[Key, Latest], media: Mapping[str, str]) -> Look:
    on_their_way = {key for key, one in there.items() if one.state in authoring.LIVING}
    moving = [one for one in brought.arrivals if one.state != SAME]
    ready = [one for one in moving if one.key not in on_their_way]
    return Look(
        name=name,
        new=tuple(_coming(one, there) for one in ready if one.state == NEW),
        changed=tuple(_coming(one, there) for one in ready if one.state == CHANGED),
        same=len(brought.arrivals) - len(moving),
        kept_apart=tuple(_coming(one, there) for one in moving if one.key in on_their_way),
        notes=brought.notes,
        faults=brought.faults,
        media=media,
        data=_packed((name, media), ready, there),
    )


def _coming(one: Arrival, there: Mapping[Key, Latest]) -> Coming:
    item = one.item
    known = there.get(one.key)
    if known is None:
        return Coming(item.certificate, item.code, item.title)
    return Coming(item.certificate, item.code, item.title, known.item_id, known.state, one.changes)


def _there(session: Session, body_id: str, codes: Collection[str] | None = None) -> dict[Key, Latest]:
    found = (one for each in referentials.CERTIFICATES for one in latest(session, body_id, stored.Wanted(each), codes))
    return {(one.certificate, one.code): one for one in found}


def _criteria(body_id: str) -> dict[str, frozenset[str]]:
    known = {each: referentials.current(body_id, each).criteria for each in referentials.CERTIFICATES}
    return {certificate: frozenset(one.code for one in found) for certificate, found in known.items()}


def _refuse_crowd(name: str, questions: int) -> None:
    if questions > MOST_AT_ONCE:
        many = counted("%(n)s question", "%(n)s questions", questions)
        fault = Fault(name, many, message("au plus %(most)s à la fois", most=MOST_AT_ONCE))
        raise InvalidInput(message("Ce fichier est trop long pour être importé en une fois."), (fault,))


def _nothing_in(name: str) -> Fault:
    return Fault(name, message("rien"), message("un fichier de questions"))


def _packed(about: tuple[str, Mapping[str, str]], ready: Iterable[Arrival], there: Mapping[Key, Latest]) -> str:
    questions = []
    for one in ready:
        known = there.get(one.key)
        said = {"certificate": one.item.certificate, "place": str(one.place), "data": item_to_data(one.item)}
        questions.append({**said, "stamp": known.stamp if known else ""})
    text = json.dumps({"name": about[0], "media": dict(about[1]), "questions": questions}, ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode())).decode()


def _unpacked(data: str) -> tuple[str, list[dict[str, Any]], object]:
    """What `_packed` made, from a page that anyone may have changed."""
    try:
        opening = zlib.decompressobj()
        text = opening.decompress(base64.b64decode(data, validate=True), LARGEST_DATA)
        found = json.loads(text) if opening.eof else {}
        name, questions = str(found.get("name")), found.get("questions")
    except (ValueError, AttributeError, RecursionError, binascii.Error, zlib.error) as error:
        raise InvalidInput(message("Cette page n'est plus complète : envoyez le fichier à nouveau.")) from error
    texts = ("certificate", "place", "stamp")
    if not (isinstance(questions, list) and questions) or not all(
        isinstance(one, dict)
        and isinstance(one.get("data"), dict)
        and all(isinstance(one.get(text), str) for text in texts)
        for one in questions
    ):
        raise InvalidInput(message("Cette page n'est plus complète : envoyez le fichier à nouveau."))
    return name[:LONGEST_NAME], questions, found.get("media")
