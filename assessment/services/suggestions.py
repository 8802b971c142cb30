"""What the machine suggests of a whole file: every sitting's answers and every observation that stands, together.

Written from the published posterior, which does not depend on the order things were learnt in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sqlalchemy import select

from assessment.engine import Answer as Given
from assessment.engine import answer, begin, observe, rule_probabilities, suggest
from assessment.engine import value_of_observation as gain_of_observing
from assessment.errors import NotFound
from assessment.messages import message
from assessment.services.releases import current_release
from assessment.services.scenes import Known, known_through
from assessment.sittings.pool import Pool
from assessment.sittings.sitting import Sitting
from assessment.sittings.suggestion import Suggestion, Told, from_state, partial_credits
from assessment.storage import sittings
from assessment.storage.database import db
from assessment.storage.tables.files import CandidateFile

RULE_SEED = 20_261
"""The joint draws behind a sub-domain's probability: always the same, so that a page reloaded says the same."""


def for_file(file_id: str) -> dict[str, Suggestion]:
    """One suggestion per criterion of the file's referential."""
    known = known_of(file_id)
    return from_state(known.pool, known.state(), told_by(known))


def told_by(known: Known) -> Told:
    """What the rows of a file say beside the engine: how often nothing was known, what was partly right."""
    dont_know = dont_know_counts(known.pool, known.sittings)
    return Told(dont_know, partial_credits(known.pool, known.evidence), known.prior)


def path_for(file_id: str, criterion: str) -> list[tuple[str, float]]:
    """How the probability of a criterion moved: before anything, then after each answer and observation, in order."""
    known = known_of(file_id)
    measure = known.pool.measure
    at = measure.index(criterion)
    state = begin(measure, known.prior)
    path: list[tuple[str, float]] = []
    path.append((message("avant toute réponse"), float(suggest(measure, state).probability[at])))
    for number, row in enumerate(known.evidence, 1):
        if isinstance(row, Given):
            state = answer(measure, state, row.item, row.score)
            about = measure.codes[int(measure.items.criterion[row.item])]
            words = message("réponse %(number)s, sur %(about)s", number=number, about=about)
        else:
            state = observe(measure, state, row)
            words = message("observation sur %(about)s", about=measure.codes[row.criterion])
        path.append((words, float(suggest(measure, state).probability[at])))
    return path


def value_of_observation(file_id: str) -> list[tuple[str, float]]:
    """Criteria by what five minutes of observation would teach, most first; same unit as the gain of a question."""
    known = known_of(file_id)
    gains = gain_of_observing(known.pool.measure, known.state())
    pairs = zip(known.pool.measure.codes, gains.tolist(), strict=True)
    return sorted(((code, float(gain)) for code, gain in pairs), key=lambda pair: (-pair[1], pair[0]))


def subdomain_probabilities(file_id: str) -> dict[str, float]:
    """Probability that each sub-domain's rule is met, from joint draws of all the criteria."""
    known = known_of(file_id)
    rng = np.random.default_rng(RULE_SEED)
    found = rule_probabilities(known.pool.measure, known.state(), rng)
    return {rule.code: float(p) for rule, p in zip(known.pool.measure.rules, found.subdomains, strict=True)}


def known_of(file_id: str) -> Known:
    """The evidence of a file under the release of its last sitting, or the body's current one before any sitting."""
    last = sittings.last_of_file(db.session(), file_id)
    release_id = last.release_id if last else _release_without_sitting(file_id)
    return known_through(file_id, release_id)


def dont_know_counts(pool: Pool, given: Sequence[Sitting]) -> dict[str, int]:
    """Answers "je ne sais pas" per criterion, among those that count."""
    places = (
        pool.places.get((one.release_id, shown.release_position))
        for one in given
        for shown, row in one.scored
        if row.dont_know
    )
    return Counter(pool.items[place].criterion for place in places if place is not None)


def _release_without_sitting(file_id: str) -> str:
    row = db.session.execute(
        select(CandidateFile.body_id, CandidateFile.certificate).where(CandidateFile.id == file_id)
    ).first()
    if row is None:
        raise NotFound(message("Ce dossier n'existe pas."))
    return current_release(row.body_id, row.certificate).id
