"""The journal as an administrator reads it: who did which verb when, and whether the chain is intact.

What a verb was about (a decision, a reason) is not shown: administrators do not read judgements.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from assessment.messages import message
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.storage import files, journal
from assessment.storage import people as stored
from assessment.storage.database import db

PAGE = 50
SYSTEM = "system"


@dataclass(frozen=True)
class Line:
    number: int
    at: datetime
    who: str
    verb: str
    subject: str  # the end of an identifier: enough to tell two apart, not to open anything


@dataclass(frozen=True)
class JournalPage:
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    broken: tuple[int, ...]  # numbers of the entries that were changed; none when the chain is intact


def read(acting: Acting, page: int = 1) -> JournalPage:
    """One page of the body's journal, newest first, the whole chain verified."""
    acting.require(ADMINISTRATOR)
    session = db.session()
    lines, total = stored.journal_lines(session, acting.body_id, max(page, 1), PAGE)
    pages = max(math.ceil(total / PAGE), 1)
    if page > pages:
        return read(acting, pages)
    names = files.people(session, acting.body_id)
    shown = tuple(Line(one.number, one.at, _name(one.who, names), one.verb, one.subject[-6:]) for one in lines)
    return JournalPage(shown, total, max(page, 1), pages, tuple(journal.broken_links(session, acting.body_id)))


def _name(who: str, names: dict[str, str]) -> str:
    """A professional by name; a candidate without one; what the product does by itself."""
    if who.startswith("candidate:"):
        return message("candidat")
    return names.get(who, message("automatique") if who == SYSTEM else message("compte inconnu"))
