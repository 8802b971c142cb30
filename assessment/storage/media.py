"""The media library of a body as records: found within it, by name or by hash, with the questions that show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from assessment.errors import NotFound
from assessment.messages import message
from assessment.storage.tables.bank import ItemRow, ItemVersion, folded
from assessment.storage.tables.media import Medium, MediumContent
from assessment.storage.tables.people import Account
from assessment.storage.tables.sittings import Serve, SittingRow

WAITS = timedelta(days=1)  # how long the pictures of an import wait for its confirmation


@dataclass(frozen=True)
class MediumRecord:
    """A picture or a sound of a body, with what is said of it."""

    id: str
    name: str
    kind: str
    state: str
    alt: str
    decorative: bool
    transcript: str
    source: str
    licence: str
    added_by: str
    added_at: datetime
    changed_at: datetime
    sha256: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    seconds: float | None


@dataclass(frozen=True)
class Content:
    """Bytes as they are served."""

    media_type: str
    content: bytes


@dataclass(frozen=True)
class Use:
    """A version of a question that shows a medium."""

    item_id: str
    code: str
    certificate: str
    title: str
    number: int
    state: str


@dataclass(frozen=True)
class WantedMedia:
    """What to look for in a library; empty means everything that is not withdrawn."""

    text: str = ""
    kind: str = ""
    state: str = ""


def _records(body_id: str) -> Select[Any]:
    columns: list[Any] = [Medium, MediumContent, Account.name]
    return (
        select(*columns)
        .join(MediumContent, (MediumContent.body_id == Medium.body_id) & (MediumContent.sha256 == Medium.sha256))
        .join(Account, Account.id == Medium.added_by)
        .where(Medium.body_id == body_id)
        .execution_options(populate_existing=True)
    )


def _record(row: Medium, content: MediumContent, by: str) -> MediumRecord:
    return MediumRecord(
        id=row.id,
        name=row.name,
        kind=row.kind,
        state=row.state,
        alt=row.alt,
        decorative=row.decorative,
        transcript=row.transcript,
        source=row.source,
        licence=row.licence,
        added_by=by,
        added_at=row.added_at,
        changed_at=row.changed_at,
        sha256=row.sha256,
        media_type=content.media_type,
        size=content.size,
        width=content.width,
        height=content.height,
        seconds=content.seconds,
    )


def library(session: Session, body_id: str, wanted: WantedMedia) -> list[MediumRecord]:
    """What a search finds, newest first."""
    query = _records(body_id)
    query = query.where(Medium.state == wanted.state) if wanted.state else query.where(Medium.state != "withdrawn")
    if wanted.kind:
        query = query.where(Medium.kind == wanted.kind)
    found = [_record(*row) for row in session.execute(query.order_by(Medium.added_at.desc(), Medium.name))]
    words = folded(wanted.text).split()
    return [one for one in found if all(word in _said_of(one) for word in words)]


def count(session: Session, body_id: str, state: str) -> int:
    query = select(func.count()).select_from(Medium).where(Medium.body_id == body_id, Medium.state == state)
    return session.scalar(query) or 0


def _said_of(one: MediumRecord) -> str:
    return folded(f"{one.name} {one.alt} {one.transcript} {one.source} {one.licence}")


def find(session: Session, body_id: str, medium_id: str) -> MediumRecord:
    row = session.execute(_records(body_id).where(Medium.id == medium_id)).first()
    if row is None:
        raise NotFound(message("Ce média n'existe pas, ou n'est pas ouvert pour vous."))
    return _record(*row)


def lock(session: Session, body_id: str, medium_id: str) -> Medium:
    """Its row, kept from other writers until the end of the transaction."""
    find(session, body_id, medium_id)
    query = select(Medium).where(Medium.id == medium_id).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def current(session: Session, body_id: str) -> dict[str, str]:
    """Name to hash of everything a draft may show."""
    rows = select(Medium.name, Medium.sha256).where(Medium.body_id == body_id, Medium.state == "ready")
    return {one.name: one.sha256 for one in session.execute(rows)}


def names(session: Session, body_id: str) -> frozenset[str]:
    """Every name of the library, withdrawn ones too: none is given twice."""
    return frozenset(session.scalars(select(Medium.name).where(Medium.body_id == body_id)))


def keep(session: Session, row: MediumContent) -> None:
    """Store bytes once; those that waited for an import are kept from now on when these are, or wait a day again."""
    known = session.get(MediumContent, (row.body_id, row.sha256))
    if known is None:
        session.add(row)
        session.flush()
    elif row.kept:
        known.kept = True
    elif not known.kept:
        known.added_at = row.added_at


def content(session: Session, body_id: str, sha256: str) -> Content | None:
    rows = select(MediumContent.media_type, MediumContent.content).where(
        MediumContent.body_id == body_id, MediumContent.sha256 == sha256
    )
    found = session.execute(rows).first()
    return None if found is None else Content(found.media_type, found.content)


def contents(session: Session, body_id: str, hashes: Collection[str]) -> dict[str, MediumContent]:
    """What is known of these bytes, without the bytes."""
    rows = select(MediumContent).where(MediumContent.body_id == body_id, MediumContent.sha256.in_(hashes))
    return {row.sha256: row for row in session.scalars(rows)}


def sweep(session: Session, now: datetime, body_id: str = "") -> None:
    """Forget the bytes of imports that nobody confirmed, of one body or of all."""
    old = MediumContent.kept.is_(False) & (MediumContent.added_at < now - WAITS)
    session.execute(delete(MediumContent).where(old & (MediumContent.body_id == body_id) if body_id else old))


def waiting(session: Session, body_id: str) -> dict[str, int]:
    """Hash to weight of the bytes of imports that nobody confirmed yet."""
    rows = select(MediumContent.sha256, MediumContent.size)
    rows = rows.where(MediumContent.body_id == body_id, MediumContent.kept.is_(False))
    return {one.sha256: one.size for one in session.execute(rows)}


def uses(session: Session, body_id: str, names: Iterable[str] | None = None) -> dict[str, list[Use]]:
    """Name to the versions that show it: the latest of each question, and those in use or on trial."""
    newest = (
        select(ItemVersion.item_id, func.max(ItemVersion.number).label("number"))
        .group_by(ItemVersion.item_id)
        .subquery()
    )
    query = (
        select(ItemRow, ItemVersion.title, ItemVersion.number, ItemVersion.state, ItemVersion.files)
        .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
        .join(newest, newest.c.item_id == ItemRow.id)
        .where(ItemRow.body_id == body_id, ItemVersion.files != "")
        .where(or_(ItemVersion.number == newest.c.number, ItemVersion.state.in_(("in_use", "pilot"))))
        .order_by(ItemRow.certificate, ItemRow.code, ItemVersion.number)
    )
    wanted = None if names is None else frozenset(names)
    found: dict[str, list[Use]] = {}
    for item, title, number, state, files in session.execute(query):
        for name in files.split():
            if wanted is None or name in wanted:
                found.setdefault(name, []).append(Use(item.id, item.code, item.certificate, title, number, state))
    return found


def was_shown(session: Session, body_id: str, sha256: str, file_id: str | None = None) -> bool:
    """Whether a question with these bytes was shown to somebody of the body, or to the person of a file."""
    if file_id is not None:
        return _was_shown_to(session, body_id, sha256, file_id)
    pinned = (
        select(ItemVersion.id, ItemVersion.media)
        .join(ItemRow, ItemRow.id == ItemVersion.item_id)
        .where(ItemRow.body_id == body_id, ItemVersion.media.is_not(None))
    )
    versions = [version for version, media in session.execute(pinned) if sha256 in (media or {}).values()]
    shown = (
        select(Serve.id)
        .join(SittingRow, SittingRow.id == Serve.sitting_id)
        .where(SittingRow.body_id == body_id, Serve.item_version_id.in_(versions))
    )
    return session.execute(shown.limit(1)).first() is not None


def _was_shown_to(session: Session, body_id: str, sha256: str, file_id: str) -> bool:
    """Of the questions one person was asked: a page with several pictures must not read the whole bank for each."""
    asked = (
        select(ItemVersion.media)
        .join(Serve, Serve.item_version_id == ItemVersion.id)
        .join(SittingRow, SittingRow.id == Serve.sitting_id)
        .where(SittingRow.body_id == body_id, SittingRow.file_id == file_id, ItemVersion.media.is_not(None))
    )
    return any(sha256 in (media or {}).values() for media in session.scalars(asked))
