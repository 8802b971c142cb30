"""Work that is over is not kept for ever: after some time it goes, with its files, unless something still needs it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from assessment.services.journal_view import SYSTEM
from assessment.storage import job_tidying as stored
from assessment.storage import journal, media
from assessment.storage.database import db, writing

log = logging.getLogger(__name__)
TIDIED = "tidy_jobs"
"""The journal's verb."""


def tidy(now: datetime, kept: timedelta) -> int:
    """Delete the jobs that ended more than `kept` ago and that nothing needs; how many. The journal keeps that they were."""
    _forget_held(now)
    total, before = 0, now - kept
    while found := _look(before):
        for body_id, job_ids in sorted(found.items()):
            with writing() as session:
                journal.lock_body_chain(session, body_id)
                gone = stored.remove(session, job_ids, before)
                entry = {"who": SYSTEM, "verb": TIDIED, "subject": body_id, "data": {"jobs": gone}}
                journal.note(session, body_id, entry, now)
            log.info("%s old jobs of body %s are deleted", len(gone), body_id)
            total += len(gone)
    return total


def _forget_held(now: datetime) -> None:
    """The pictures of imports that nobody confirmed go too, in bodies that import nothing more."""
    with writing() as session:
        media.sweep(session, now)


def _look(before: datetime) -> dict[str, list[str]]:
    found = stored.unneeded(db.session(), before)
    db.session.rollback()
    return found
