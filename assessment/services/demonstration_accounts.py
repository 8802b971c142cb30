"""The accounts shown on the log-in page of a demonstration, and of nothing else."""

from __future__ import annotations

from sqlalchemy import select

from assessment.storage.database import db
from assessment.storage.tables.people import Account, Body

PASSWORD = "demonstration-clea"
CODE = "DEMA-RCHE-CLEA"
"""Personal code of the candidate whom visitors of the demonstration can be."""


def listed() -> list[tuple[str, str, list[str]]]:
    """Name, address and roles of each demonstration account; empty in a real installation."""
    rows = db.session.scalars(
        select(Account)
        .join(Body, Body.id == Account.body_id)
        .where(Body.demonstration, Account.active)
        .order_by(Account.created_at)
    )
    return [(row.name, row.email, [role.role for role in row.roles]) for row in rows]
