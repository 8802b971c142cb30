"""What a body decides for its sittings: how many questions and how many minutes one sitting takes at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import Faults
from assessment.services import journal
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.sittings.sitting import DEFAULT_QUESTIONS, DEFAULT_SECONDS, Settings
from assessment.storage import people as stored
from assessment.storage.database import db, writing

FEWEST_QUESTIONS, MOST_QUESTIONS = 10, 200
FEWEST_MINUTES, MOST_MINUTES = 15, 420  # 7 hours: what an initial evaluation may take in all


@dataclass(frozen=True)
class SittingBudget:
    questions: int
    minutes: int


def sitting_settings(session: Session, body_id: str) -> Settings:
    """What a new sitting of this body is opened with."""
    found = stored.settings(session, body_id).get("sitting", {})
    return Settings(
        questions=int(found.get("questions", DEFAULT_QUESTIONS)), seconds=int(found.get("seconds", DEFAULT_SECONDS))
    )


def budget(acting: Acting) -> SittingBudget:
    acting.require(ADMINISTRATOR)
    found = sitting_settings(db.session(), acting.body_id)
    return SittingBudget(found.questions, found.seconds // 60)


def change_budget(acting: Acting, questions: str, minutes: str, now: datetime) -> None:
    """For sittings opened from now on; those already opened keep theirs."""
    acting.require(ADMINISTRATOR)
    faults = Faults()
    kept = {
        "questions": _whole("questions", questions, (FEWEST_QUESTIONS, MOST_QUESTIONS), faults),
        "seconds": 60 * _whole("minutes", minutes, (FEWEST_MINUTES, MOST_MINUTES), faults),
    }
    faults.raise_if_any("Ces réglages ne peuvent pas être gardés.")
    with writing() as session:
        row = stored.lock_body(session, acting.body_id)
        row.settings = {**row.settings, "sitting": kept}
        journal.note(session, acting, "change_sitting_budget", acting.body_id, now, **kept)


def _whole(place: str, typed: str, bounds: tuple[int, int], faults: Faults) -> int:
    low, high = bounds
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) <= 4 and low <= int(text) <= high:
        return int(text)
    faults.add(place, text or "rien", f"un nombre entier de {low} à {high}")
    return low
