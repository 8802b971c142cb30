"""Notes a professional's verb in the journal of the body."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from assessment.services.acting import Acting
from assessment.storage import journal


def note(session: Session, acting: Acting, verb: str, subject: str, at: datetime, **data: object) -> None:
    """Add one entry to the body's chain, inside the caller's write transaction."""
    journal.lock_body_chain(session, acting.body_id)
    journal.note(session, acting.body_id, {"who": acting.who, "verb": verb, "subject": subject, "data": data}, at)


def lock(session: Session, acting: Acting) -> None:
    """Let the body's people act one at a time from here to the end of the transaction.

    Taken before the lock of any question: two transactions that take both in two orders would wait for each other.
    """
    journal.lock_body_chain(session, acting.body_id)
