"""Gives the demonstration body people who answered and share their answers: scripts/shared_answers.py PEOPLE [CODE]

True difficulties stray from the authors' by half a standard deviation, so that a calibration has something to find. CODE is
a question to put on trial first: it is shown to everyone, unscored, among forty others drawn for each person.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from sqlalchemy import select

from assessment.app import create_app
from assessment.engine import VarianceComponents
from assessment.items.presentation import serve
from assessment.services import authoring, bodies, publishing, reviewing
from assessment.services.demonstration_people import AUTHOR, BODY, REVIEWER
from assessment.services.item_search import Wanted, find
from assessment.services.measures import pool_for
from assessment.services.releases import Release, current_release
from assessment.storage.database import db, new_id, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import Answer, Serve, SittingRow

EACH = 40
SHARES = VarianceComponents(0.4, 0.2, 0.15, 0.25)
STRAY = 0.5


def main(people: int, code: str) -> None:
    with create_app().app_context():
        now = datetime.now(UTC)
        if code:
            try_out(code, now)
        answer(people, code, now)
        print(f"{people} personnes ont répondu à {EACH} questions et partagent leurs réponses.")


def try_out(code: str, now: datetime) -> None:
    """A new wording of a question, reviewed by somebody else, on trial in a new release."""
    author, reviewer = (bodies.acting_by_email(one.email) for one in (AUTHOR, REVIEWER))
    line = find(author, Wanted("socle", text=code, state="in_use")).lines[0]
    version = authoring.edit(author, line.item_id, now)
    reviewing.move(author, version, "submit", now)
    reviewing.review(reviewer, version, True, "", now)
    reviewing.move(author, version, "try_out", now)
    publishing.publish_release(author, "socle", f"{code} à l'essai, plus simplement dite.", now)


def answer(people: int, code: str, now: datetime) -> None:
    body = bodies.find(BODY)
    release = current_release(body, "socle")
    pool = pool_for(release.id)
    known = pool.measure.items
    rng, dice = np.random.default_rng(7), Random(7)
    stray = np.random.default_rng(11).normal(0.0, STRAY, 5000)
    codes = pool.measure.codes
    theta = rng.standard_normal((people, len(codes))) @ np.linalg.cholesky(SHARES.covariance(codes)).T
    trials = [at for at in range(len(pool.items)) if pool.pilots[at]]
    counted = np.flatnonzero(~pool.pilots)
    evaluator = db.session.scalar(select(CandidateFile.evaluator_id).where(CandidateFile.body_id == body))
    assert evaluator is not None
    for person in range(people):
        asked = [*rng.choice(counted, EACH, replace=False).tolist(), *trials]
        slopes = {at: float(known.a[at]) for at in asked}
        with writing() as session:
            sitting = sitting_of(session, release, (body, evaluator), now)
            for position, at in enumerate(asked):
                item = pool.items[at]
                place = release.item_version_ids.index(pool.version_ids[at])
                ability = theta[person, known.criterion[at]]
                harder = stray[hash_of(item.code)]
                top = int(known.highest[at])
                chance = 1.0 / (1.0 + np.exp(-slopes[at] * (ability - float(known.b[at]) - harder)))
                guess = float(known.c[at])
                earned = int((rng.random(top) < guess + (1.0 - guess) * chance).sum())
                served = serve(release.items[place], position)
                form = served.item.behaviour.form_for(served.item.content, served.order, earned, dice)
                response = served.item.behaviour.read(served.item.content, served.order, form)
                score = served.item.behaviour.score(served.item.content, response)
                row = Serve(
                    sitting_id=sitting,
                    position=position,
                    release_position=place,
                    item_version_id=pool.version_ids[at],
                    seed=position,
                    token=new_id(),
                    reason={},
                    scored=not pool.pilots[at],
                    served_at=now,
                )
                session.add(row)
                session.flush()
                lost = score == 0 and dice.random() < 0.3
                session.add(
                    Answer(
                        sitting_id=sitting,
                        position=position,
                        serve_id=row.id,
                        key=new_id(),
                        response=None if lost else response,
                        response_hash="",
                        dont_know=lost,
                        score=score,
                        seconds=25.0,
                        answered_at=now - timedelta(days=dice.randrange(60)),
                    )
                )


def hash_of(code: str) -> int:
    return sum(ord(sign) * 31**at for at, sign in enumerate(code)) % 5000


def sitting_of(session: object, release: Release, whose: tuple[str, str], now: datetime) -> str:
    """The sitting of a new invented person."""
    body, evaluator = whose
    file = CandidateFile(
        body_id=body,
        certificate="socle",
        referential_version_id=release.referential_id,
        first_name="Personne",
        last_name="Inventée",
        evaluator_id=evaluator,
        optional_consent=True,
        opened_at=now,
    )
    session.add(file)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    sitting = SittingRow(
        id=new_id(),
        body_id=body,
        file_id=file.id,
        number=1,
        release_id=release.id,
        seed=1,
        status="running",
        opened_at=now,
        started_at=now,
    )
    session.add(sitting)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    return sitting.id


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
