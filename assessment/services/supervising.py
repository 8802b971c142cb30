"""What an evaluator may do with a sitting: end one that was left, open another one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from assessment.errors import RuleBroken
from assessment.messages import message
from assessment.services import files, journal, serving, sitting
from assessment.services.acting import Acting
from assessment.storage import sittings
from assessment.storage.database import writing
from assessment.storage.tables.sittings import SittingRow

BY_EVALUATOR = "evaluator_ended"


def end_sitting(acting: Acting, file_id: str, now: datetime) -> None:
    """End the sitting a person left; every answer stays and counts."""
    files.followed(acting, file_id)
    with writing() as session:
        files.changed(session, acting, file_id)
        open_one = (SittingRow.file_id == file_id) & (SittingRow.status != "ended")
        row = session.scalars(select(SittingRow).where(open_one).with_for_update()).first()
        if row is None or row.status == "ready":
            raise RuleBroken(message("Aucune séance n'est en cours pour cette personne."))
        pause = sittings.open_pause(session, row.id)
        if pause is not None:
            pause.resumed_at = now
        serving.end(session, row, BY_EVALUATOR, now)
        journal.note(session, acting, "end_sitting", row.id, now, file=file_id)


def open_another(acting: Acting, file_id: str, now: datetime) -> None:
    """Open one more sitting; the person enters with the same code, and sees no question again."""
    files.followed(acting, file_id)
    with writing() as session:
        files.changed(session, acting, file_id)
        journal.note(session, acting, "open_sitting", file_id, now)
    sitting.open_sitting(file_id, now)
