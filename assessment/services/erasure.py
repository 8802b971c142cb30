"""A body erases what it holds of a person: because they asked, or because it is time. A person decides, not a clock.

What a jury decided is kept with the signed file it rests on: the body must be able to prove it. The rest goes: answers,
questions shown, accommodations, the way in. The journal says that it was done; the counts of evaluations stay exact.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from assessment.errors import Faults, NotFound
from assessment.messages import message
from assessment.services import journal
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.services.calendar_fr import day_of
from assessment.storage import erasure as stored
from assessment.storage import journal as chains
from assessment.storage import people
from assessment.storage.database import db, writing
from assessment.storage.erasure import ERASE, Holding

SHORTEST, LONGEST = 12, 60
"""Months a file is kept: five years is how long what was acquired counts, and what the agreement promises at most."""

ANSWER_WITHIN = 1
"""Month within which a request is answered (GDPR, article 12)."""


@dataclass(frozen=True)
class Due:
    """A file to erase, and why it is here."""

    file_id: str
    name: str
    certificate: str
    evaluator: str
    opened_at: datetime
    last_at: datetime
    asked_at: datetime | None
    answer_by: date | None
    decided: bool  # a jury decided on one of the person's files: something must be kept


def requests(acting: Acting) -> list[Due]:
    """Those who asked, the oldest request first."""
    asked = [_due(one) for one in _holdings(acting) if one.asked_at]
    return sorted(asked, key=lambda one: (one.asked_at or one.opened_at, one.file_id))


def outdated(acting: Acting, now: datetime) -> list[Due]:
    """Files in which nothing happened for longer than the body keeps them, all those of a person together."""
    limit = moved(day_of(now), -retention(acting))
    held = _holdings(acting)
    recent = {one.first_file_id for one in held if day_of(one.last_at) >= limit}
    return [_due(one) for one in held if one.first_file_id not in recent and one.file_id == one.first_file_id]


def look(acting: Acting, file_id: str) -> Due:
    """What is to be erased, before it is."""
    found = next((one for one in _holdings(acting) if one.file_id == file_id), None)
    if found is None:
        raise NotFound(message("Ce dossier n'existe pas, ou ses données sont déjà effacées."))
    return _due(found)


def erase(acting: Acting, file_id: str, now: datetime) -> None:
    """Erase every file of this person in this body; it cannot be undone."""
    acting.require(ADMINISTRATOR)
    with writing() as session:
        journal.lock(session, acting)
        held = {one.file_id: one for one in stored.holdings(session, acting.body_id)}
        if file_id not in held:
            raise NotFound(message("Ce dossier n'existe pas, ou ses données sont déjà effacées."))
        mine = [one for one in held.values() if one.first_file_id == held[file_id].first_file_id]
        keep = held[file_id].decided
        for row in stored.locked(session, acting.body_id, [one.file_id for one in mine]):
            for sitting_id in stored.erase_answers(session, row, now):
                chains.note(session, sitting_id, {"who": acting.who, "verb": ERASE, "subject": row.id}, now)
            if not keep:
                stored.erase_person(session, row)
            journal.note(session, acting, ERASE, row.id, now, kept=keep)


def retention(acting: Acting) -> int:
    """Months a body keeps a file after the last thing that happened in it."""
    acting.require(ADMINISTRATOR)
    return int(people.settings(db.session(), acting.body_id).get("retention_months", LONGEST))


def change_retention(acting: Acting, typed: str, now: datetime) -> None:
    acting.require(ADMINISTRATOR)
    faults, text = Faults(), typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and SHORTEST <= int(text) <= LONGEST):
        faults.add(
            "months",
            text or message("rien"),
            message("un nombre entier de %(low)s à %(high)s", low=SHORTEST, high=LONGEST),
        )
    faults.raise_if_any(message("Cette durée ne peut pas être gardée."))
    with writing() as session:
        row = people.lock_body(session, acting.body_id)
        row.settings = {**row.settings, "retention_months": int(text)}
        journal.note(session, acting, "change_retention", acting.body_id, now, months=int(text))


def moved(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _holdings(acting: Acting) -> list[Holding]:
    acting.require(ADMINISTRATOR)
    return stored.holdings(db.session(), acting.body_id)


def _due(one: Holding) -> Due:
    return Due(
        file_id=one.file_id,
        name=one.name,
        certificate=one.certificate,
        evaluator=one.evaluator,
        opened_at=one.opened_at,
        last_at=one.last_at,
        asked_at=one.asked_at,
        answer_by=moved(day_of(one.asked_at), ANSWER_WITHIN) if one.asked_at else None,
        decided=one.decided,
    )
