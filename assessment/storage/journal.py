"""The journal: verbs of people, in chains that cannot be changed without being seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.storage.tables.people import Body, JournalEntry

START = "0" * 64


def note(session: Session, chain: str, entry: Mapping[str, object], at: datetime) -> JournalEntry:
    """Add `entry` (who, verb, subject, data) at the end of a chain. The caller holds the chain's lock."""
    last = session.scalars(
        select(JournalEntry).where(JournalEntry.chain == chain).order_by(JournalEntry.number.desc()).limit(1)
    ).first()
    row = JournalEntry(
        chain=chain,
        at=at,
        who=str(entry["who"]),
        verb=str(entry["verb"]),
        subject=str(entry["subject"]),
        data=entry.get("data") or {},
        previous_hash=last.hash if last else START,
    )
    row.hash = digest(row)
    session.add(row)
    session.flush()
    return row


def lock_body_chain(session: Session, body_id: str) -> None:
    """Let one transaction at a time add to a body's chain (SQLite writers are alone already).

    A lock that leaves the key alone: others may still add rows that name the body.
    """
    session.execute(select(Body.id).where(Body.id == body_id).with_for_update(key_share=True))


def digest(row: JournalEntry) -> str:
    """SHA-256 over the whole entry and the hash before it."""
    fields = [row.previous_hash, row.chain, row.at.isoformat(), row.who, row.verb, row.subject, row.data]
    return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_links(session: Session, chain: str) -> list[int]:
    """Numbers of the entries of a chain whose hash or link is not what it should be."""
    broken, before = [], START
    for row in session.scalars(select(JournalEntry).where(JournalEntry.chain == chain).order_by(JournalEntry.number)):
        if row.previous_hash != before or row.hash != digest(row):
            broken.append(row.number)
        before = row.hash
    return broken
