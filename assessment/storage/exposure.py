"""How often each question was shown lately: counted over the last sittings of a release. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.storage.tables.sittings import Serve, SittingRow


@dataclass(frozen=True)
class Exposure:
    """How many sittings were looked at, and in how many of them each position of the release was shown."""

    sittings: int
    shown: dict[int, int]


def recent(session: Session, release_id: str, last: int) -> Exposure:
    """The `last` sittings of a release in which something was shown, the latest first."""
    begun = (
        select(SittingRow.id)
        .where(SittingRow.release_id == release_id, SittingRow.started_at.is_not(None))
        .order_by(SittingRow.started_at.desc(), SittingRow.id.desc())
        .limit(last)
        .subquery()
    )
    sittings = session.scalar(select(func.count()).select_from(begun)) or 0
    times = (
        select(Serve.release_position, func.count(func.distinct(Serve.sitting_id)))
        .where(Serve.sitting_id.in_(select(begun.c.id)))
        .group_by(Serve.release_position)
    )
    return Exposure(sittings, dict(session.execute(times).all()))
