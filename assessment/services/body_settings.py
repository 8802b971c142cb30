"""What a body decides for its sittings: how long one may be, how often a question may come back, how many are on trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import Faults
from assessment.messages import message
from assessment.services import journal
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.sittings.sitting import DEFAULT_FLOOR, DEFAULT_QUESTIONS, DEFAULT_SECONDS, Settings
from assessment.storage import people as stored
from assessment.storage.database import db, writing

FEWEST_QUESTIONS, MOST_QUESTIONS = 10, 200
FEWEST_MINUTES, MOST_MINUTES = 15, 420  # 7 hours: what an initial evaluation may take in all
LEAST_EXPOSURE, NO_CAP = 5, 100  # per cent of the sittings in which a question may be shown
MOST_PILOTS = 20  # per cent of the questions of a sitting that are on trial: beyond, a person's time is not their own

DEFAULT_EXPOSURE = 30
"""Per cent: above it, what a question asks is soon known among the people of one place."""

BOUNDS = {
    "questions": (FEWEST_QUESTIONS, MOST_QUESTIONS),
    "minutes": (FEWEST_MINUTES, MOST_MINUTES),
    "exposure": (LEAST_EXPOSURE, NO_CAP),
    "pilots": (0, MOST_PILOTS),
    "language": (0, 1),
}


@dataclass(frozen=True)
class SittingBudget:
    """In whole numbers, as an administrator reads and types them."""

    questions: int
    minutes: int
    exposure: int
    pilots: int
    language: int = 0
    """1 when people who agree to the optional use are asked which language they speak at home."""


def sitting_settings(session: Session, body_id: str) -> Settings:
    """What a new sitting of this body is opened with."""
    found = stored.settings(session, body_id).get("sitting", {})
    return Settings(
        questions=int(found.get("questions", DEFAULT_QUESTIONS)),
        seconds=int(found.get("seconds", DEFAULT_SECONDS)),
        floor_per_minute=DEFAULT_FLOOR,
        pilot_share=int(found.get("pilots", 0)) / 100,
    )


def exposure_cap(session: Session, body_id: str) -> float:
    """Share of the last sittings above which a question is avoided; 1 when it may come back always."""
    return int(stored.settings(session, body_id).get("sitting", {}).get("exposure", DEFAULT_EXPOSURE)) / 100


def asks_language(session: Session, body_id: str) -> bool:
    """Whether people are asked which language they speak at home, to compare questions by it."""
    return bool(stored.settings(session, body_id).get("sitting", {}).get("language", 0))


def budget(acting: Acting) -> SittingBudget:
    acting.require(ADMINISTRATOR)
    return _budget(db.session(), acting.body_id)


def change_budget(acting: Acting, typed: Mapping[str, str], now: datetime) -> None:
    """For sittings opened from now on; those already opened keep theirs, and so does what was not typed."""
    acting.require(ADMINISTRATOR)
    faults = Faults()
    whole = {name: _whole(name, typed[name], bounds, faults) for name, bounds in BOUNDS.items() if name in typed}
    faults.raise_if_any(message("Ces réglages ne peuvent pas être gardés."))
    if "minutes" in whole:
        whole["seconds"] = 60 * whole.pop("minutes")
    with writing() as session:
        row = stored.lock_body(session, acting.body_id)
        kept = {**row.settings.get("sitting", {}), **whole}
        row.settings = {**row.settings, "sitting": kept}
        journal.note(session, acting, "change_sitting_budget", acting.body_id, now, **kept)


def _budget(session: Session, body_id: str) -> SittingBudget:
    found = sitting_settings(session, body_id)
    exposure = round(100 * exposure_cap(session, body_id))
    language = int(asks_language(session, body_id))
    return SittingBudget(found.questions, found.seconds // 60, exposure, round(100 * found.pilot_share), language)


def _whole(place: str, typed: str, bounds: tuple[int, int], faults: Faults) -> int:
    low, high = bounds
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) <= 4 and low <= int(text) <= high:
        return int(text)
    faults.add(place, text or message("rien"), message("un nombre entier de %(low)s à %(high)s", low=low, high=high))
    return low
