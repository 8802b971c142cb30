"""An evaluator ends a sitting that a person left: nothing of it stays open."""

from __future__ import annotations

from datetime import datetime, timedelta

from assessment.services import sitting, supervising
from assessment.services.acting import Acting
from assessment.services.demonstration_answers import Simulated, answer_questions
from assessment.storage import sittings
from assessment.storage.database import db


def test_ending_a_paused_sitting_closes_its_pause(people: dict[str, Acting], candidate: Acting, now: datetime) -> None:
    sitting.open_sitting(str(candidate.file_id), now)
    answered = answer_questions(Simulated(candidate, 0.5, seed=3), now, most=2)
    sitting.take_pause(candidate, answered)
    here = sitting.own_sitting(candidate).id
    assert sittings.open_pause(db.session(), here) is not None
    db.session.rollback()
    left = answered + timedelta(hours=2)
    supervising.end_sitting(people["evaluator"], str(candidate.file_id), left)
    assert sittings.open_pause(db.session(), here) is None
    assert [pause.resumed_at for pause in sittings.pauses(db.session(), here)] == [left]
