"""What evaluators saw of a person, as the engine's evidence needs it: read only, rows become records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.storage.tables.review import ObservationRow


@dataclass(frozen=True)
class Seen:
    """One observation that stands: not withdrawn at the moment asked about."""

    id: str
    criterion: str
    mastered: bool
    reliability: float
    at: datetime


def standing(session: Session, file_id: str, until: datetime | None = None) -> tuple[Seen, ...]:
    """The observations of a file that stood at `until` (now, when not given), in the order they were made."""
    columns = (
        ObservationRow.id,
        ObservationRow.criterion,
        ObservationRow.mastered,
        ObservationRow.reliability,
        ObservationRow.at,
        ObservationRow.withdraws_id,
    )
    statement = select(*columns).where(ObservationRow.file_id == file_id).order_by(ObservationRow.at, ObservationRow.id)
    if until is not None:
        statement = statement.where(ObservationRow.at < until)
    rows = session.execute(statement).all()
    withdrawn = {row.withdraws_id for row in rows if row.withdraws_id}
    return tuple(Seen(*row[:5]) for row in rows if row.withdraws_id is None and row.id not in withdrawn)
