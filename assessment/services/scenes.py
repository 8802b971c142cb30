"""A sitting with everything that bears on it: its pool, what was known before it, what the person has met already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assessment.engine import Evidence, Observation
from assessment.errors import NotFound
from assessment.services.measures import pool_for
from assessment.services.releases import load_release
from assessment.sittings.pool import Pool
from assessment.sittings.replay import Before, evidence_of
from assessment.sittings.sitting import Sitting
from assessment.storage import observations, sittings
from assessment.storage.database import db
from assessment.storage.tables.files import CandidateFile


class NoSitting(NotFound):
    """This person has not been invited to a sitting."""

    code = "no_sitting"


@dataclass(frozen=True)
class Scene:
    """What the engine and the checker need of one sitting."""

    sitting: Sitting
    pool: Pool
    before: Before


def scene_of(sitting_id: str) -> Scene:
    """The scene of a sitting, from the rows as they are now."""
    sitting = sittings.load(db.session(), sitting_id)
    if sitting is None:
        raise NoSitting("Ce positionnement n'existe pas.")
    earlier = _earlier(sitting) if sitting.number > 1 else ()
    pool = pool_for(sitting.release_id, *(one.release_id for one in earlier))
    begun = sitting.started_at or sitting.opened_at
    known = (*_answers(pool, earlier), *observed(pool, sitting.file_id, begun))
    return Scene(sitting, pool, Before(known, _seen_codes(sitting, earlier)))


def evidence_of_file(file_id: str, release_id: str) -> tuple[Pool, tuple[Sitting, ...], tuple[Evidence, ...]]:
    """All that is known of a person through one file: every sitting's answers, every observation that stands."""
    all_sittings = sittings.of_file(db.session(), file_id)
    pool = pool_for(release_id, *(one.release_id for one in all_sittings))
    return pool, all_sittings, (*_answers(pool, all_sittings), *observed(pool, file_id, None))


def observed(pool: Pool, file_id: str, until: datetime | None) -> tuple[Observation, ...]:
    """The observations of a file, in the pool's terms; those on a criterion it does not know are left out."""
    places = {code: at for at, code in enumerate(pool.measure.codes)}
    return tuple(
        Observation(places[seen.criterion], seen.mastered, seen.reliability)
        for seen in observations.standing(db.session(), file_id, until)
        if seen.criterion in places
    )


def _earlier(sitting: Sitting) -> tuple[Sitting, ...]:
    return tuple(one for one in sittings.of_file(db.session(), sitting.file_id) if one.number < sitting.number)


def _answers(pool: Pool, given: tuple[Sitting, ...]) -> tuple[Evidence, ...]:
    return tuple(answer for one in given for answer in evidence_of(pool, one))


def _seen_codes(sitting: Sitting, earlier: tuple[Sitting, ...]) -> frozenset[str]:
    """Questions met in earlier sittings, the initial evaluation's included: an edited question is the same question."""
    initial = select(CandidateFile.initial_file_id).where(CandidateFile.id == sitting.file_id)
    initial_id = db.session.scalar(initial)
    met = (*earlier, *(sittings.of_file(db.session(), initial_id) if initial_id else ()))
    return frozenset(
        load_release(one.release_id).items[serve.release_position].code for one in met for serve in one.serves
    )
