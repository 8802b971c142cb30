"""Who uses the product: bodies, accounts and their roles, sessions, refused log-ins, and the journal of verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessment.storage.database import Table, UtcDateTime, new_id

ROLES = ("evaluator", "trainer", "author", "jury", "administrator")


class Body(Table):
    """An accredited body (organisme habilité). Everything a body owns carries its id."""

    __tablename__ = "body"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    demonstration: Mapped[bool] = mapped_column(default=False)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("body_name_is_used_once", "name", unique=True),)


class Account(Table):
    """A professional who signs in with an e-mail address and a password."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    must_change: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The password was chosen by an administrator: its owner chooses another before anything else."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    roles: Mapped[list[AccountRole]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("email", name="email_is_used_once"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    )


class AccountRole(Table):
    """One role of one account; a person may hold several."""

    __tablename__ = "account_role"
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)

    __table_args__ = (CheckConstraint(f"role IN {ROLES}", name="role_is_known"),)


class WebSession(Table):
    """One signed-in browser: of an account, or of a candidate's file. Only the hash of its secret is kept."""

    __tablename__ = "web_session"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    file_id: Mapped[str | None] = mapped_column(ForeignKey("candidate_file.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (file_id IS NULL)", name="session_is_of_one_person"),)


class RefusedEntry(Table):
    """A refused log-in or code, counted so that guessing is slow for every worker at once."""

    __tablename__ = "refused_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))  # hash of the name or code tried
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_refused_entry_address_at", "address", "at"),
        Index("ix_refused_entry_who_at", "who", "at"),
    )


class JournalEntry(Table):
    """One verb of one person, chained by hash to the one before it in its chain. Rows are only ever added.

    A chain is a body (verbs of its people) or a sitting (its answers), so that answers of different candidates never
    wait for each other.
    """

    __tablename__ = "journal"
    number: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = mapped_column(String(64))  # account id, "candidate:<file id>" or "system"
    verb: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(64), index=True)  # id of what it was done to
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("chain", "previous_hash", name="journal_chain_is_a_line"),)
