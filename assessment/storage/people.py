"""The people of a body as an administrator needs them: accounts, counts of evaluations, the journal's lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.errors import NotFound
from assessment.messages import message
from assessment.storage.tables.bank import ReferentialVersion
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account, AccountRole, Body, JournalEntry, WebSession
from assessment.storage.tables.sittings import SittingRow


@dataclass(frozen=True)
class AccountRecord:
    """One professional."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    active: bool
    created_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class Begun:
    """One initial evaluation that began: its file, and its first sitting's first moment."""

    file_id: str
    certificate: str
    evaluator: str
    began_at: datetime


@dataclass(frozen=True)
class JournalLine:
    """One verb of one person, without what it was about."""

    number: int
    at: datetime
    who: str
    verb: str
    subject: str


@dataclass(frozen=True)
class ReferentialLine:
    """One stored version of a referential."""

    id: str
    certificate: str
    version: str
    standing: str
    own: bool  # imported by this body; otherwise shipped
    imported_at: datetime


def accounts(session: Session, body_id: str) -> list[AccountRecord]:
    """Everybody of a body, open accounts first, by name."""
    query = select(Account).where(Account.body_id == body_id).order_by(Account.active.desc(), Account.name)
    rows = list(session.scalars(query, execution_options={"populate_existing": True}))
    seen = select(WebSession.account_id, func.max(WebSession.seen_at)).group_by(WebSession.account_id)
    last = dict(session.execute(seen.where(WebSession.account_id.in_([row.id for row in rows]))).all())
    return [_account(row, last.get(row.id)) for row in rows]


def find_account(session: Session, body_id: str, account_id: str) -> AccountRecord:
    row = session.get(Account, account_id, populate_existing=True)
    if row is None or row.body_id != body_id:
        raise NotFound(message("Ce compte n'existe pas, ou n'est pas de votre organisme."))
    seen = session.scalar(select(func.max(WebSession.seen_at)).where(WebSession.account_id == account_id))
    return _account(row, seen)


def lock_account(session: Session, body_id: str, account_id: str) -> Account:
    query = select(Account).where(Account.id == account_id, Account.body_id == body_id).with_for_update(of=Account)
    row = session.scalars(query, execution_options={"populate_existing": True}).first()
    if row is None:
        raise NotFound(message("Ce compte n'existe pas, ou n'est pas de votre organisme."))
    return row


def email_is_taken(session: Session, email: str) -> bool:
    return session.scalars(select(Account.id).where(Account.email == email)).first() is not None


def holders(session: Session, body_id: str, role: str) -> int:
    """How many open accounts hold a role."""
    query = select(func.count()).select_from(Account).join(AccountRole, AccountRole.account_id == Account.id)
    return session.scalar(query.where(Account.body_id == body_id, Account.active, AccountRole.role == role)) or 0


def begun(session: Session, body_id: str) -> list[Begun]:
    """Every initial evaluation that began, by the start of its first sitting, oldest first."""
    first = func.min(SittingRow.started_at)
    query = (
        select(CandidateFile.id, CandidateFile.certificate, Account.name, first)
        .join(SittingRow, SittingRow.file_id == CandidateFile.id)
        .join(Account, Account.id == CandidateFile.evaluator_id)
        .where(CandidateFile.body_id == body_id, CandidateFile.phase == "initial", SittingRow.started_at.is_not(None))
        .group_by(CandidateFile.id, CandidateFile.certificate, Account.name)
        .order_by(first)
    )
    rows = session.execute(query)
    return [Begun(file, certificate, name, began) for file, certificate, name, began in rows if began is not None]


def journal_lines(session: Session, body_id: str, page: int, size: int) -> tuple[list[JournalLine], int]:
    """One page of the verbs of a body's people, newest first, and how many there are."""
    mine = JournalEntry.chain == body_id
    total = session.scalar(select(func.count()).select_from(JournalEntry).where(mine)) or 0
    columns = (JournalEntry.number, JournalEntry.at, JournalEntry.who, JournalEntry.verb, JournalEntry.subject)
    query = select(*columns).where(mine).order_by(JournalEntry.number.desc()).limit(size).offset((page - 1) * size)
    return [JournalLine(*row) for row in session.execute(query)], total


def referentials(session: Session, body_id: str) -> list[ReferentialLine]:
    """The shipped versions and those of this body, by certificate, newest first."""
    version = ReferentialVersion
    query = select(version).where((version.body_id == body_id) | version.body_id.is_(None))
    rows = session.scalars(query.order_by(version.certificate.desc(), version.imported_at.desc()))
    return [
        ReferentialLine(r.id, r.certificate, r.version, r.status, r.body_id is not None, r.imported_at) for r in rows
    ]


def settings(session: Session, body_id: str) -> dict[str, Any]:
    return dict(session.scalar(select(Body.settings).where(Body.id == body_id)) or {})


def lock_body(session: Session, body_id: str) -> Body:
    query = select(Body).where(Body.id == body_id).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def _account(row: Account, seen_at: datetime | None) -> AccountRecord:
    roles = tuple(sorted(role.role for role in row.roles))
    return AccountRecord(row.id, row.name, row.email, roles, row.active, row.created_at, seen_at)
