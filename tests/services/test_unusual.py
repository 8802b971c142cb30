"""Answers that do not go together, or came before reading, are told to the evaluator; ordinary ones are left in peace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import numpy as np
import pytest

from assessment.engine.health.one_person import OnePerson
from assessment.errors import AssessmentError
from assessment.services import dossiers, seen, sitting, suggestions, unusual
from assessment.services.acting import Acting
from assessment.services.releases import load_release
from assessment.services.unusual import Unusual, of_file
from assessment.sittings.sitting import Settings, Status
from tests.sittings.playing import begun, submission

QUESTIONS = 32
Ability = Callable[[float], float]
"""Difficulty of a question -> probability of a right answer."""


def played(candidate: Acting, now: datetime, ability: Ability, pace: float = 45) -> None:
    """Answers a whole sitting."""
    begun(candidate, now, Settings(questions=QUESTIONS))
    rng, moment = Random(4), now
    while (own := sitting.own_sitting(candidate)).status is not Status.ENDED:
        assert own.current is not None
        difficulty = load_release(own.release_id).parameters[own.current.release_position][1]
        moment += timedelta(seconds=pace)
        sitting.submit(candidate, submission(candidate, rng.random() < ability(difficulty), rng), moment)
        sitting.go_on(candidate, moment)


def found(file_id: str) -> Unusual | None:
    return of_file(file_id, seen.paces(file_id))


def strange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the answers of everybody go together as little as can be: the 3rd was missed, the 7th done."""
    one = OnePerson(QUESTIONS, -4.0, 0.001, (2,), (6,), np.full(QUESTIONS, 0.82))
    monkeypatch.setattr(unusual, "_fit", lambda *_: one)


def ordinary(difficulty: float) -> float:
    return 0.95 if difficulty < -0.3 else 0.3


def test_answers_that_do_not_go_together_are_told_question_by_question(
    candidate: Acting, file_id: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange(monkeypatch)
    played(candidate, now, ordinary)
    said = found(file_id)
    assert said is not None
    assert not said.together
    assert [(one.seen.number, one.in_ten) for one in (*said.missed, *said.done)] == [(3, 8), (7, 8)]
    assert (said.fast, said.fast_count) == ((), 0)


def test_ordinary_answers_are_left_in_peace(candidate: Acting, file_id: str, now: datetime) -> None:
    played(candidate, now, ordinary)
    assert found(file_id) is None


def test_very_fast_answers_are_named(candidate: Acting, file_id: str, now: datetime) -> None:
    played(candidate, now, ordinary, pace=1)
    said = found(file_id)
    assert said is not None
    assert said.together
    assert said.fast_count == said.answers == QUESTIONS
    assert 0 < len(said.fast) < QUESTIONS


def test_nothing_is_said_of_a_sitting_under_way(
    candidate: Acting, file_id: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange(monkeypatch)
    played(candidate, now, ordinary)
    assert found(file_id) is not None
    sitting.open_sitting(file_id, now + timedelta(days=1))
    assert found(file_id) is None


def test_only_the_evaluator_is_told_and_no_suggestion_changes(
    people: dict[str, Acting], candidate: Acting, file_id: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(candidate, now, ordinary)
    before = suggestions.for_file(file_id)
    strange(monkeypatch)
    assert dossiers.view(people["evaluator"], file_id).unusual is not None
    assert suggestions.for_file(file_id) == before
    for role in ("jury", "trainer", "author", "administrator", "stranger"):
        with pytest.raises(AssessmentError):
            dossiers.view(people[role], file_id)


@pytest.mark.parametrize("questions", [0, 5])
def test_too_few_answers_say_nothing(candidate: Acting, file_id: str, now: datetime, questions: int) -> None:
    if questions:
        begun(candidate, now, Settings(questions=questions))
        sitting.stop(candidate, now)
    assert found(file_id) is None
