"""Plays a candidate through the services: agrees, begins, answers right or wrong, to the end."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from random import Random

from assessment.items.parameters import highest
from assessment.services import entry, progress, sitting
from assessment.services.acting import Acting
from assessment.services.progress import CurrentQuestion
from assessment.services.sitting import ANSWER, DONT_KNOW, Submission
from assessment.sittings.sitting import Settings, Status


def begun(candidate: Acting, now: datetime, settings: Settings | None = None) -> str:
    """The id of a sitting that is running, its first question shown."""
    sitting_id = sitting.open_sitting(str(candidate.file_id), now, settings)
    entry.consent(candidate, False, now)
    sitting.go_on(candidate, now)
    return sitting_id


def shown(candidate: Acting) -> CurrentQuestion:
    found = progress.current_question(candidate)
    assert found is not None
    return found


def submission(candidate: Acting, right: bool, rng: Random | None = None) -> Submission:
    """What the page of the current question would send for a right answer, or a plausible mistake."""
    own = sitting.own_sitting(candidate)
    assert own.current is not None
    served = sitting.served_item(own, own.current)
    form = served.item.behaviour.form_for(
        served.item.content, served.order, highest(served.item) * right, rng or Random(0)
    )
    return Submission(own.current.token, secrets.token_hex(16), ANSWER, form)


def answer_all(candidate: Acting, now: datetime, rng: Random, pace: float = 10, rate: float = 0.6) -> None:
    """Answer until the sitting ends: right with probability `rate`, now and then "je ne sais pas"."""
    moment = now
    while sitting.own_sitting(candidate).status is not Status.ENDED:
        moment += timedelta(seconds=pace)
        sent = submission(candidate, rng.random() < rate, rng)
        if rng.random() < 0.1:
            sent = Submission(sent.token, sent.key, DONT_KNOW, {})
        sitting.submit(candidate, sent, moment)
        sitting.go_on(candidate, moment)
