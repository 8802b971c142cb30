"""The one SQLAlchemy handle, how a transaction begins, and what a connection must guarantee.

SQLite runs in WAL with `synchronous=FULL`: a committed answer survives a power cut. Reads open a deferred
transaction; writes go through `writing()`, which takes the write lock at once (`BEGIN IMMEDIATE`), so that a
read that becomes a write can never fail with "database is locked".
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, event, text
from sqlalchemy.orm import DeclarativeBase, Session

from assessment.errors import RuleBroken
from assessment.messages import from_data, message, to_data

BUSY_TIMEOUT_MS = 10_000  # how long a write waits for another one before it is refused

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """Base of every table; constraints are named after the rule they keep."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Table, session_options={"expire_on_commit": False}, disable_autonaming=True)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Sentence(TypeDecorator[str]):
    """A sentence with what it was made of, so that it can be said in another language when it is read."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else to_data(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else from_data(value)


def new_id() -> str:
    """A random identifier that sorts by time: 48 bits of milliseconds, 80 random bits, in hexadecimal."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction: committed at the end, rolled back on any error. Nested calls join the outer one."""
    session = db.session()
    if session.info.get("writing"):
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside writing()")
    session.rollback()  # ends the read transaction, so that what follows sees the latest rows
    session.info["writing"] = True
    try:
        session.connection(execution_options={"immediate": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def check_durability(connection: Connection) -> None:
    """Refuse a database that could lose an acknowledged answer at a power cut (needs nothing but a connection)."""
    if connection.dialect.name == "sqlite":
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        synchronous = connection.execute(text("PRAGMA synchronous")).scalar()
        if (mode, synchronous) != ("wal", 2):
            raise RuleBroken(
                message(
                    "La base SQLite ne garantit pas les réponses : journal_mode=%(mode)s, "
                    "synchronous=%(synchronous)s, attendu wal et 2 (FULL).",
                    mode=mode,
                    synchronous=synchronous,
                ),
                mode=mode,
            )
        return
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        value = connection.execute(text(f"SHOW {name}")).scalar()
        if value == "off":
            raise RuleBroken(
                message("La base PostgreSQL ne garantit pas les réponses : %(name)s=off, attendu on.", name=name),
                name=name,
            )
