"""A sitting with everything that bears on it: its pool, what was known before it, what the person has met already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assessment.engine import Belief, Evidence, Observation, State
from assessment.errors import NotFound
from assessment.messages import message
from assessment.services.measures import Inherited, Releases, pool_for, prior_for, state_for
from assessment.services.releases import load_release
from assessment.sittings.pool import Pool
from assessment.sittings.replay import Before, evidence_of
from assessment.sittings.sitting import Earlier, Sitting, as_of
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


@dataclass(frozen=True)
class Known:
    """Everything known of a person through one file, in the engine's terms."""

    releases: Releases
    pool: Pool
    sittings: tuple[Sitting, ...]
    evidence: tuple[Evidence, ...]
    inherited: Inherited | None
    """What the initial evaluation left, in a final one."""

    @property
    def prior(self) -> Belief | None:
        return prior_for(self.releases, self.inherited)

    def state(self) -> State:
        return state_for(self.releases, self.evidence, self.inherited)


def scene_of(sitting_id: str) -> Scene:
    """The scene of a sitting, from the rows as they are now."""
    sitting = sittings.load(db.session(), sitting_id)
    if sitting is None:
        raise NoSitting(message("Ce positionnement n'existe pas."))
    earlier = _earlier(sitting) if sitting.number > 1 else ()
    initial = _initial(sitting.settings.earlier)
    releases = (sitting.release_id, *(one.release_id for one in (*earlier, *initial)))
    pool = pool_for(*releases)
    begun = sitting.started_at or sitting.opened_at
    known = (*_answers(pool, earlier), *observed(pool, sitting.file_id, begun))
    prior = prior_for(releases, _inherited(pool, sitting.settings.earlier, initial))
    return Scene(sitting, pool, Before(known, _seen_codes(sitting, earlier), prior))


def known_through(file_id: str, release_id: str) -> Known:
    """All that is known of a person through one file: every sitting's answers, every observation that stands."""
    own = sittings.of_file(db.session(), file_id)
    earlier = next((one.settings.earlier for one in own if one.settings.earlier), None)
    initial = _initial(earlier)
    releases = (release_id, *(one.release_id for one in (*own, *initial)))
    pool = pool_for(*releases)
    evidence = (*_answers(pool, own), *observed(pool, file_id, None))
    return Known(releases, pool, own, evidence, _inherited(pool, earlier, initial))


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


def _initial(earlier: Earlier | None) -> tuple[Sitting, ...]:
    """The sittings of the initial evaluation, with the answers they had when it was taken over."""
    if earlier is None:
        return ()
    return tuple(as_of(one, earlier.until) for one in sittings.of_file(db.session(), earlier.file_id))


def _inherited(pool: Pool, earlier: Earlier | None, initial: tuple[Sitting, ...]) -> Inherited | None:
    if earlier is None:
        return None
    seen = observed(pool, earlier.file_id, earlier.until)
    return Inherited((*_answers(pool, initial), *seen), earlier.years, earlier.taught)


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
