"""Several versions moved at once: their rows, kept from other writers, and what the journal says of a batch."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.storage.tables.bank import BankRelease, ItemRow, ItemVersion, ReleaseItem
from assessment.storage.tables.people import Account, JournalEntry


@dataclass(frozen=True)
class Movable:
    """A version in the list of those to be moved."""

    version_id: str
    item_id: str
    code: str
    title: str
    state: str


@dataclass(frozen=True)
class BatchEntry:
    """What the journal keeps of a batch."""

    who: str
    name: str
    at: datetime
    data: dict[str, Any]


def movable(session: Session, body_id: str, version_ids: Collection[str]) -> list[Movable]:
    """The versions of the body among these, by code; those of others are left out."""
    columns = (ItemVersion.id, ItemRow.id, ItemRow.code, ItemVersion.title, ItemVersion.state)
    query = (
        select(*columns)
        .join(ItemRow, ItemRow.id == ItemVersion.item_id)
        .where(ItemRow.body_id == body_id, ItemVersion.id.in_(version_ids))
        .order_by(ItemRow.code, ItemVersion.number)
    )
    return [Movable(*row) for row in session.execute(query)]


def hold(session: Session, version_ids: Collection[str]) -> dict[str, ItemVersion]:
    """These rows, kept from other writers until the end of the transaction, in one order for everybody."""
    query = select(ItemVersion).where(ItemVersion.id.in_(version_ids)).order_by(ItemVersion.id).with_for_update()
    return {row.id: row for row in session.scalars(query, execution_options={"populate_existing": True})}


def batch_entry(session: Session, body_id: str, batch_id: str, verb: str) -> BatchEntry | None:
    """What was noted of a batch of this body; none when it is not known here."""
    query = (
        select(JournalEntry, Account.name)
        .outerjoin(Account, Account.id == JournalEntry.who)
        .where(JournalEntry.subject == batch_id, JournalEntry.chain == body_id, JournalEntry.verb == verb)
    )
    found = session.execute(query).first()
    return BatchEntry(found[0].who, found[1] or "", found[0].at, found[0].data) if found else None


def in_current_release(session: Session, version_id: str) -> bool:
    """Whether new sittings may still ask this version."""
    query = (
        select(ReleaseItem.position)
        .join(BankRelease, BankRelease.id == ReleaseItem.release_id)
        .where(ReleaseItem.item_version_id == version_id, BankRelease.current)
    )
    return session.scalars(query.limit(1)).first() is not None


def is_latest(session: Session, version_id: str) -> bool:
    """Whether no later version of the question exists."""
    row = session.get_one(ItemVersion, version_id)
    later = select(ItemVersion.id).where(ItemVersion.item_id == row.item_id, ItemVersion.number > row.number)
    return session.scalars(later.limit(1)).first() is None
