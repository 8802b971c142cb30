"""People who answered and agreed that their answers help questions, written as rows: hundreds of them in a second."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import numpy as np

from assessment.items.parameters import highest
from assessment.items.presentation import serve
from assessment.services.acting import Acting
from assessment.services.measures import pool_for
from assessment.services.releases import current_release
from assessment.storage.database import new_id, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import Answer, Serve, SittingRow


def share_answers(evaluator: Acting, people: int, now: datetime, items: list[int], wrong_key: int = -1) -> None:
    """Each person answers the same items of the release, by its curves; those to `wrong_key` are turned round."""
    release = current_release(evaluator.body_id, "socle")
    bank, rng, dice = pool_for(release.id).measure.items, np.random.default_rng(5), Random(5)
    with writing() as session:
        for number in range(people):
            file = CandidateFile(
                body_id=evaluator.body_id,
                certificate="socle",
                referential_version_id=release.referential_id,
                first_name="Personne",
                last_name=f"n° {number}",
                birth_date=date(1970 + 30 * (number % 2), 5, 1),
                evaluator_id=evaluator.account_id,
                optional_consent=True,
                opened_at=now,
            )
            session.add(file)
            session.flush()
            sitting = SittingRow(
                id=new_id(),
                body_id=evaluator.body_id,
                file_id=file.id,
                number=1,
                release_id=release.id,
                seed=number,
                status="running",
                opened_at=now,
                started_at=now,
            )
            session.add(sitting)
            session.flush()
            theta = rng.normal()
            for position, item in enumerate(items):
                p = float(bank.score_probability(np.array([item]), np.array([1]), np.array([theta]))[0])
                right = (rng.random() < p) != (item == wrong_key)
                served = serve(release.items[item], position)
                content = served.item.content
                earned = highest(served.item) * int(right)
                form = served.item.behaviour.form_for(content, served.order, earned, dice)
                response = served.item.behaviour.read(content, served.order, form)
                shown = Serve(
                    sitting_id=sitting.id,
                    position=position,
                    release_position=item,
                    item_version_id=release.item_version_ids[item],
                    seed=position,
                    token=f"{sitting.id[-16:]}{position:016d}",
                    reason={},
                    served_at=now,
                )
                session.add(shown)
                session.flush()
                session.add(
                    Answer(
                        sitting_id=sitting.id,
                        position=position,
                        serve_id=shown.id,
                        key=f"key-{number}-{position}",
                        response=response,
                        response_hash="",
                        dont_know=False,
                        score=served.item.behaviour.score(content, response),
                        seconds=20.0,
                        answered_at=now + timedelta(seconds=20 * position),
                    )
                )
