"""What a candidate is told between two answers: a pause after three very fast ones, that it is normal not to know."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assessment.services import entry, files, progress, sitting
from assessment.services.acting import Acting
from assessment.services.progress import CurrentQuestion
from assessment.sittings.sitting import Settings

SLOW, FAST = timedelta(seconds=30), timedelta(seconds=1)


@pytest.fixture
def begun(people: dict[str, Acting], file_id: str, candidate: Acting, now: datetime) -> Acting:
    """The candidate before the first question."""
    sitting.open_sitting(file_id, now, Settings(questions=10))
    files.invite(people["evaluator"], file_id, now)
    entry.consent(candidate, False, now)
    sitting.go_on(candidate, now)
    return candidate


def after(candidate: Acting, now: datetime, *paces: timedelta) -> CurrentQuestion:
    """The question shown after so many answers « je ne sais pas », each given at its pace."""
    for pace in paces:
        now += pace
        shown = progress.current_question(candidate)
        assert shown is not None
        sent = sitting.Submission(token=shown.token, key=shown.token, action="dont_know", form={})
        sitting.after_answer(sitting.submit(candidate, sent, now), now)
    found = progress.current_question(candidate)
    assert found is not None
    return found


def test_two_answers_that_one_does_not_know_call_for_nothing(begun: Acting, now: datetime) -> None:
    assert not after(begun, now, SLOW, SLOW).unsure


def test_it_is_said_once_every_three_answers(begun: Acting, now: datetime) -> None:
    found = after(begun, now, SLOW, SLOW, SLOW)
    assert (found.unsure, found.very_fast) == (True, False)
    assert not after(begun, now + 3 * SLOW, SLOW).unsure


def test_very_fast_answers_are_offered_a_pause_and_nothing_else(begun: Acting, now: datetime) -> None:
    found = after(begun, now, FAST, FAST, FAST)
    assert (found.unsure, found.very_fast) == (False, True)
