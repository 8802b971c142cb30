"""What a sitting is opened with and keeps: everything that later decisions, sittings or observations must not change.

Whatever the engine is told beside the rows of the sitting itself is written into its settings here, or can be read
again from rows as they stood at a moment written here. That is what makes a sitting replay bit for bit.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.services.body_settings import exposure_cap
from assessment.services.releases import Release, current_release
from assessment.sittings.sitting import Earlier, Settings
from assessment.storage import exposure, sittings
from assessment.storage.exposure import Exposure
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.review import JudgementRow

EXTRA_TIME = 4 / 3
"""Time of a person granted extra time: a third more, as in French examinations."""

BEYOND = {"no_audio": "hearing", "no_picture": "sight"}
"""What a person with an accommodation cannot do, in the words of questions."""

RECENT_SITTINGS = 200
"""Sittings over which the exposure of a question is counted: a few weeks of an ordinary body."""

YEAR = timedelta(days=365.25)

FEWEST_SITTINGS = 20
"""Below this many sittings, shares are counted as if there were so many: nothing is overexposed by the first people."""


def pinned(session: Session, file: CandidateFile, asked: Settings, now: datetime) -> Settings:
    """The settings a new sitting of this file keeps, from those its body decided."""
    release = current_release(file.body_id, file.certificate)
    extra = bool(file.accommodations.get("extra_time"))
    return replace(
        asked,
        seconds=math.ceil(asked.seconds * EXTRA_TIME) if extra else asked.seconds,
        criteria=asked.criteria or _left_to_ask(session, file, release),
        beyond=tuple(need for name, need in BEYOND.items() if file.accommodations.get(name)),
        overexposed=_overexposed(session, release, exposure_cap(session, file.body_id)),
        earlier=_earlier(session, file, release, now),
    )


def over_cap(found: Exposure, cap: float) -> tuple[int, ...]:
    """Positions shown in more than a share `cap` of the sittings."""
    most = cap * max(found.sittings, FEWEST_SITTINGS)
    return tuple(sorted(position for position, times in found.shown.items() if times > most))


def _earlier(session: Session, file: CandidateFile, release: Release, now: datetime) -> Earlier | None:
    """The initial evaluation as it stands now; as it stood, in a second sitting of the same final one."""
    if file.initial_file_id is None:
        return None
    own = (one.settings.earlier for one in sittings.of_file(session, file.id))
    known = next((one for one in own if one is not None), None)
    if known is not None:
        return known
    years = _years_since(session, file.initial_file_id, now)
    return Earlier(file.initial_file_id, now, years, _left_to_ask(session, file, release))


def _years_since(session: Session, file_id: str, now: datetime) -> float:
    """Years since the last answer of a file, or since it was opened when nothing was answered."""
    given = [row.answered_at for one in sittings.of_file(session, file_id) for row in one.answers]
    last = max(given, default=None) or session.scalar(
        select(CandidateFile.opened_at).where(CandidateFile.id == file_id)
    )
    return max(0.0, (now - (last or now)) / YEAR)


def _overexposed(session: Session, release: Release, cap: float) -> tuple[str, ...]:
    if cap >= 1.0:
        return ()
    found = exposure.recent(session, release.id, RECENT_SITTINGS)
    return tuple(release.items[position].code for position in over_cap(found, cap))


def _left_to_ask(session: Session, file: CandidateFile, release: Release) -> tuple[str, ...]:
    """A final evaluation asks only what was not acquired; an initial one, everything."""
    if file.initial_file_id is None:
        return ()
    judged = session.execute(
        select(JudgementRow.criterion, JudgementRow.decision)
        .where(JudgementRow.file_id == file.id)  # what was carried over is judged already
        .order_by(JudgementRow.number)
    )
    last = dict(judged.all())
    return tuple(each.code for each in release.referential.criteria if last.get(each.code) != "acquired")
