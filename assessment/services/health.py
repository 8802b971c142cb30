"""Whether the database answers."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from assessment.storage.database import db


def database_answers() -> bool:
    try:
        return db.session.execute(text("SELECT 1")).scalar() == 1
    except OperationalError:
        return False
