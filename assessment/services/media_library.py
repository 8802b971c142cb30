"""The media library of a body: files come in all together or not at all, are described, replaced, withdrawn, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from assessment.errors import Faults, InvalidInput, RuleBroken
from assessment.interchange.formats.media_files import bank_name, distinct
from assessment.interchange.media.judged import MediaFile, judge
from assessment.interchange.media.limits import megabytes
from assessment.messages import counted, message
from assessment.services import journal, media_sources
from assessment.services.acting import AUTHOR, Acting
from assessment.services.media_words import Description, check_description
from assessment.storage import media as stored
from assessment.storage.database import db, writing
from assessment.storage.media import MediumRecord, Use, WantedMedia
from assessment.storage.tables.media import Medium, MediumContent

__all__ = ["WantedMedia", "add", "describe", "library", "medium", "replace", "restore", "waiting", "withdraw"]
MOST_AT_ONCE = 20  # files sent together
HEAVIEST_TOGETHER = 20_000_000  # bytes of one sending
HOLDING = ("in_review", "ready", "pilot", "in_use")  # a question in one of these states keeps its media from leaving
TO_DESCRIBE, READY, WITHDRAWN = "to_describe", "ready", "withdrawn"
REFUSED = message("Ces fichiers ne peuvent pas être pris.")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Added:
    """What came in: names given, and what was changed in the files."""

    names: tuple[str, ...]
    notes: tuple[str, ...]
    refused: tuple[str, ...]  # sentences on the files left out, when the good part was asked for


@dataclass(frozen=True)
class Shown:
    """A medium with the questions that show it."""

    medium: MediumRecord
    uses: tuple[Use, ...]

    @property
    def held(self) -> tuple[Use, ...]:
        """The uses that keep it from being withdrawn."""
        return tuple(use for use in self.uses if use.state in HOLDING)


class StillUsed(RuleBroken):
    """A question in review, ready, on trial or in use shows this medium."""

    code = "medium_still_used"


def library(acting: Acting, wanted: WantedMedia) -> list[Shown]:
    """What a search finds in the body's library, with where each is used."""
    acting.require(AUTHOR)
    found = stored.library(db.session(), acting.body_id, wanted)
    used = stored.uses(db.session(), acting.body_id, {one.name for one in found}) if found else {}
    return [Shown(one, tuple(used.get(one.name, ()))) for one in found]


def waiting(acting: Acting) -> int:
    """How many media are not described yet."""
    acting.require(AUTHOR)
    return stored.count(db.session(), acting.body_id, TO_DESCRIBE)


def medium(acting: Acting, medium_id: str) -> Shown:
    acting.require(AUTHOR)
    found = stored.find(db.session(), acting.body_id, medium_id)
    return Shown(found, _uses(db.session(), acting, found.name))


def add(acting: Acting, uploads: Sequence[Upload], good_part: bool, now: datetime) -> Added:
    """Take files in, to be described; every fault of every file, and nothing is taken unless the good part was asked for."""
    author, faults = acting.require(AUTHOR), Faults()
    sent = [one for one in uploads if one.name or one.content]
    _judge_whole(sent)
    judged = [(one.name, found) for one in sent if (found := judge(one.name, one.content, one.name[:80], faults))]
    if not good_part or not judged:
        faults.raise_if_any(REFUSED)
    with writing() as session:
        journal.lock(session, acting)
        taken = {*stored.names(session, acting.body_id), *media_sources.shipped()}
        known = {one.sha256: one.name for one in stored.library(session, acting.body_id, WantedMedia())}
        rows = []
        for sent_name, file in judged:
            if file.digest in known:
                same = message("le même fichier que %(name)s", name=known[file.digest])
                faults.add(sent_name[:80], same, message("un fichier qui n'est pas encore dans la médiathèque"))
                continue
            name = free_name(bank_name(sent_name, file.suffix), file.content, taken)
            taken.add(name)
            known[file.digest] = name
            stored.keep(session, content_row(acting.body_id, file, now))
            rows.append(Medium(body_id=acting.body_id, name=name, kind=file.kind, sha256=file.digest, state=TO_DESCRIBE,
                               added_by=author, added_at=now, changed_at=now))  # fmt: skip
        if not good_part or not rows:
            faults.raise_if_any(REFUSED)
        session.add_all(rows)
        session.flush()
        for row in rows:
            journal.note(session, acting, "add_medium", row.id, now, name=row.name, sha256=row.sha256)
    notes = tuple(note for _, file in judged for note in file.notes)
    return Added(tuple(row.name for row in rows), notes, tuple(str(fault) for fault in faults))


def describe(acting: Acting, said: Mapping[str, Description], now: datetime) -> None:
    """Keep what is said of several media, by id; all of it or nothing, with every fault."""
    acting.require(AUTHOR)
    faults = Faults()
    with writing() as session:
        journal.lock(session, acting)
        rows = {medium_id: stored.lock(session, acting.body_id, medium_id) for medium_id in said}
        for medium_id, row in rows.items():
            check_description(said[medium_id], row.kind, medium_id, faults)
        faults.raise_if_any(message("Il manque quelque chose à la description."))
        for medium_id, row in rows.items():
            one = said[medium_id]
            after = (one.alt, one.decorative, one.transcript, one.source, one.licence)
            if after == (row.alt, row.decorative, row.transcript, row.source, row.licence) and row.state != TO_DESCRIBE:
                continue
            row.alt, row.decorative, row.transcript, row.source, row.licence = after
            row.state = READY if row.state == TO_DESCRIBE else row.state
            row.changed_at = now
            journal.note(session, acting, "describe_medium", medium_id, now, name=row.name)


def replace(acting: Acting, medium_id: str, sent: Upload, now: datetime) -> tuple[str, ...]:
    """Show another file under the same name: drafts change, questions that left their author keep what they had."""
    acting.require(AUTHOR)
    faults = Faults()
    file = judge(sent.name, sent.content, "file", faults)
    before = stored.find(db.session(), acting.body_id, medium_id)
    suffix = before.name[before.name.rindex(".") :]
    if file is not None and file.suffix != suffix:
        found = message("un fichier %(suffix)s", suffix=file.suffix)
        faults.add("file", found, message("un fichier %(suffix)s, comme celui qu'il remplace", suffix=suffix))
    faults.raise_if_any(message("Ce fichier ne peut pas prendre la place de l'autre."))
    if file is None:
        raise InvalidInput(REFUSED)
    with writing() as session:
        journal.lock(session, acting)
        row = stored.lock(session, acting.body_id, medium_id)
        if row.sha256 != file.digest:
            stored.keep(session, content_row(acting.body_id, file, now))
            journal.note(
                session, acting, "replace_medium", medium_id, now, name=row.name, before=row.sha256, after=file.digest
            )
            row.sha256, row.changed_at = file.digest, now
    return file.notes


def withdraw(acting: Acting, medium_id: str, now: datetime) -> None:
    """Offer it no more; refused while a question that left its author shows it. It can be taken back."""
    acting.require(AUTHOR)
    with writing() as session:
        journal.lock(session, acting)
        row = stored.lock(session, acting.body_id, medium_id)
        held = Shown(stored.find(session, acting.body_id, medium_id), _uses(session, acting, row.name)).held
        if held:
            codes = ", ".join(dict.fromkeys(use.code for use in held))
            raise StillUsed(
                counted("Une question s'en sert encore\u00a0: %(codes)s.", "Des questions s'en servent encore\u00a0: %(codes)s.",
                        len(held), codes=codes)
            )  # fmt: skip
        _set(session, acting, row, WITHDRAWN, now)


def restore(acting: Acting, medium_id: str, now: datetime) -> None:
    """Take back a medium that was withdrawn."""
    acting.require(AUTHOR)
    with writing() as session:
        journal.lock(session, acting)
        row = stored.lock(session, acting.body_id, medium_id)
        described = row.decorative or bool(row.alt or row.transcript)
        _set(session, acting, row, READY if described else TO_DESCRIBE, now)


def _set(session: Session, acting: Acting, row: Medium, state: str, now: datetime) -> None:
    if (row.state == WITHDRAWN) != (state == WITHDRAWN):
        row.state, row.changed_at = state, now
        verb = "withdraw_medium" if state == WITHDRAWN else "restore_medium"
        journal.note(session, acting, verb, row.id, now, name=row.name)


def _uses(session: Session, acting: Acting, name: str) -> tuple[Use, ...]:
    return tuple(stored.uses(session, acting.body_id, {name}).get(name, ()))


def _judge_whole(sent: Sequence[Upload]) -> None:
    """Refused before any file is opened."""
    faults, total = Faults(), sum(len(one.content) for one in sent)
    if not sent:
        faults.add("files", message("rien"), message("une image ou un son"))
    if len(sent) > MOST_AT_ONCE:
        many = counted("%(n)s fichier", "%(n)s fichiers", len(sent))
        faults.add("files", many, message("au plus %(most)s à la fois", most=MOST_AT_ONCE))
    if total > HEAVIEST_TOGETHER:
        faults.add("files", megabytes(total), message("au plus %(most)s à la fois", most=megabytes(HEAVIEST_TOGETHER)))
    faults.raise_if_any(REFUSED)


def free_name(name: str, content: bytes, taken: set[str]) -> str:
    """The name itself, or one of its own beside other files of that name."""
    found, salt = name, content
    while found in taken:
        found, salt = distinct(name, salt), sha256(salt).digest()
    return found


def content_row(body_id: str, file: MediaFile, now: datetime, kept: bool = True) -> MediumContent:
    return MediumContent(
        body_id=body_id,
        sha256=file.digest,
        media_type=file.media_type,
        size=len(file.content),
        width=file.width,
        height=file.height,
        seconds=file.seconds,
        kept=kept,
        added_at=now,
        content=file.content,
    )
