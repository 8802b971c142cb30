"""Where the measuring of a bank stands: answers shared, questions measured, a calibration on its way."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.services import releases
from assessment.services.acting import AUTHOR, Acting
from assessment.services.parameter_job import KIND
from assessment.storage import proposals as stored
from assessment.storage import shared_answers
from assessment.storage.database import db


@dataclass(frozen=True)
class Standing:
    answers: int
    """Shared by people who agreed to it."""
    questions: int
    """In the bank in service; none when there is no bank."""
    measured: int
    pilots: int
    waits: bool
    """A calibration was asked for and is not over."""


def standing(acting: Acting, certificate: str) -> Standing:
    """What a new calibration would rest on."""
    acting.require(AUTHOR)
    session = db.session()
    current = releases.current_row(session, acting.body_id, certificate)
    rows = stored.release_items(session, current.id) if current else {}
    return Standing(
        answers=shared_answers.counts(session, acting.body_id, certificate)[0],
        questions=len(rows),
        measured=sum(row.measured for row in rows.values()),
        pilots=sum(row.pilot for row in rows.values()),
        waits=stored.waits(session, acting.body_id, certificate, KIND),
    )
