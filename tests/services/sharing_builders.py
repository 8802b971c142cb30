"""People who answered and agreed that their answers help questions, written as rows: hundreds of them in a second."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import numpy as np

from assessment.items.item import Item
from assessment.items.parameters import highest
from assessment.items.presentation import serve
from assessment.services.acting import Acting
from assessment.services.measures import pool_for
from assessment.services.releases import Release, current_release
from assessment.storage.database import new_id, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import Answer, Serve, SittingRow


def share_answers(evaluator: Acting, people: int, now: datetime, items: list[int], wrong_key: int = -1) -> None:
    """Each person answers the same items of the release, by its curves; those to `wrong_key` are turned round."""
    release = current_release(evaluator.body_id, "socle")
    bank, rng, dice = pool_for(release.id).measure.items, np.random.default_rng(5), Random(5)
    theta, chance = np.empty(people), np.empty((people, len(items)))
    for number in range(people):
        theta[number], chance[number] = rng.normal(), rng.random(len(items))
    asked = np.array(items)
    p = bank.score_probability(asked, np.ones_like(asked), np.broadcast_to(theta, (len(items), people)))
    right = (chance < p.T) != (asked == wrong_key)
    files = [_file(evaluator, release, number, now) for number in range(people)]
    sittings = [_sitting(file, release, number, now) for number, file in enumerate(files)]
    serves = [[_serve(sitting, release, item, (at, now)) for at, item in enumerate(items)] for sitting in sittings]
    with writing() as session:
        for rows in (files, sittings, [row for each in serves for row in each]):
            session.add_all(rows)
            session.flush()  # once a table: thousands of rows in a moment
        for number, shown in enumerate(serves):
            for at, row in enumerate(shown):
                item = release.items[row.release_position]
                session.add(_answer(row, item, bool(right[number, at]), (number, dice)))


def _file(evaluator: Acting, release: Release, number: int, now: datetime) -> CandidateFile:
    return CandidateFile(
        id=new_id(),
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


def _sitting(file: CandidateFile, release: Release, number: int, now: datetime) -> SittingRow:
    return SittingRow(
        id=new_id(),
        body_id=file.body_id,
        file_id=file.id,
        number=1,
        release_id=release.id,
        seed=number,
        status="running",
        opened_at=now,
        started_at=now,
    )


def _serve(sitting: SittingRow, release: Release, item: int, when: tuple[int, datetime]) -> Serve:
    position, now = when
    return Serve(
        sitting_id=sitting.id,
        position=position,
        release_position=item,
        item_version_id=release.item_version_ids[item],
        seed=position,
        token=f"{sitting.id[-16:]}{position:016d}",
        reason={},
        served_at=now,
    )


def _answer(shown: Serve, item: Item, right: bool, who: tuple[int, Random]) -> Answer:
    number, dice = who
    served = serve(item, shown.seed)
    kind, content = served.item.behaviour, served.item.content
    form = kind.form_for(content, served.order, highest(served.item) * int(right), dice)
    response = kind.read(content, served.order, form)
    return Answer(
        sitting_id=shown.sitting_id,
        position=shown.position,
        serve_id=shown.id,
        key=f"key-{number}-{shown.position}",
        response=response,
        response_hash="",
        dont_know=False,
        score=kind.score(content, response),
        seconds=20.0,
        answered_at=shown.served_at + timedelta(seconds=20 * shown.position),
    )
