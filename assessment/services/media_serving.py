"""Who may see which bytes: authors those of their body, evaluators what somebody was asked, candidates what they were asked."""

from __future__ import annotations

from assessment.errors import NotFound
from assessment.interchange.media.judged import TYPES
from assessment.messages import message
from assessment.services.acting import AUTHOR, EVALUATOR, Acting
from assessment.storage import media as stored
from assessment.storage.database import db
from assessment.storage.media import Content

__all__ = ["TYPES", "content"]


def content(acting: Acting, sha256: str) -> Content:
    """A picture or a sound of the person's body; what is not for them does not exist."""
    session = db.session()
    if not acting.holds(AUTHOR):
        file_id = None if acting.holds(EVALUATOR) else acting.require_candidate()
        if not stored.was_shown(session, acting.body_id, sha256, file_id):
            raise _unknown()
    found = stored.content(session, acting.body_id, sha256)
    if found is None:
        raise _unknown()
    return found


def _unknown() -> NotFound:
    return NotFound(message("Ce média n'existe pas, ou n'est pas ouvert pour vous."))
