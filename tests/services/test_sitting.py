"""What a candidate does with a sitting, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from assessment.errors import InvalidInput, NotFound, RuleBroken
from assessment.services import checking, entry, progress, sitting
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.sitting import ANSWER, DONT_KNOW, KeyReused, NotRunning, StaleQuestion, Submission
from assessment.sittings.sitting import LONGEST_COUNTED, Settings, Status
from assessment.storage import sittings
from assessment.storage.database import db
from tests.sittings.playing import answer_all, begun, shown, submission

SHORT = Settings(questions=4)


def test_an_answer_is_stored_once_and_the_next_question_follows(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    first = shown(candidate)
    receipt = sitting.submit(candidate, submission(candidate, right=True), now + timedelta(seconds=20))
    sitting.go_on(candidate, now + timedelta(seconds=20))
    assert (receipt.position, receipt.replayed) == (0, False)
    assert shown(candidate).token != first.token
    assert sitting.own_sitting(candidate).answers[0].seconds == 20


def test_the_same_submission_again_gets_the_same_receipt(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    sent = submission(candidate, right=False)
    first = sitting.submit(candidate, sent, now)
    sitting.go_on(candidate, now)
    again = sitting.submit(candidate, sent, now + timedelta(minutes=5))
    assert (again.position, again.replayed) == (first.position, True)
    assert len(sitting.own_sitting(candidate).answers) == 1


def test_a_key_that_comes_with_another_value_is_refused(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    sent = submission(candidate, right=True)
    sitting.submit(candidate, sent, now)
    with pytest.raises(KeyReused):
        sitting.submit(candidate, Submission(sent.token, sent.key, DONT_KNOW, {}), now)


def test_a_page_that_is_behind_changes_nothing(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    stale = submission(candidate, right=True)
    sitting.submit(candidate, submission(candidate, right=True), now)
    with pytest.raises(StaleQuestion):
        sitting.submit(candidate, stale, now)
    with pytest.raises(StaleQuestion):
        sitting.submit(candidate, Submission("0" * 32, "k" * 20, DONT_KNOW, {}), now)
    assert len(sitting.own_sitting(candidate).answers) == 1


def test_an_empty_answer_is_refused_with_a_sentence_for_the_candidate(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    with pytest.raises(InvalidInput) as refused:
        sitting.submit(candidate, Submission(shown(candidate).token, "k" * 20, ANSWER, {}), now)
    assert "Je ne sais pas" in refused.value.message
    assert sitting.own_sitting(candidate).answers == ()


def test_i_do_not_know_is_kept_apart_from_a_wrong_answer(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    sitting.submit(candidate, Submission(shown(candidate).token, "k" * 20, DONT_KNOW, {}), now)
    given = sitting.own_sitting(candidate).answers[0]
    assert (given.dont_know, given.response, given.score) == (True, None, 0)


def test_a_pause_counts_no_time_and_brings_the_same_question_back(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    before = shown(candidate)
    sitting.take_pause(candidate, now + timedelta(seconds=10))
    with pytest.raises(NotRunning):
        sitting.submit(candidate, Submission(before.token, "k" * 20, DONT_KNOW, {}), now + timedelta(seconds=11))
    sitting.go_on(candidate, now + timedelta(hours=20))
    assert shown(candidate).token == before.token
    sitting.submit(candidate, submission(candidate, right=True), now + timedelta(hours=20, seconds=5))
    assert sitting.own_sitting(candidate).answers[0].seconds == 15


def test_a_clock_that_steps_back_gives_no_negative_time(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    sitting.submit(candidate, submission(candidate, right=True), now - timedelta(hours=1))
    assert sitting.own_sitting(candidate).answers[0].seconds == 0


def test_a_long_absence_is_stored_as_it_was_and_counts_up_to_a_limit(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    sitting.submit(candidate, submission(candidate, right=True), now + timedelta(days=2))
    own = sitting.own_sitting(candidate)
    assert own.answers[0].seconds == timedelta(days=2).total_seconds()
    assert own.active_seconds == LONGEST_COUNTED


def test_the_sitting_ends_when_its_questions_are_spent(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    answer_all(candidate, now, Random(1))
    own = sitting.own_sitting(candidate)
    assert (own.status, own.end_reason, len(own.answers)) == (Status.ENDED, "items_spent", 4)
    with pytest.raises(NotRunning):
        sitting.submit(candidate, Submission(own.serves[-1].token, "k" * 20, DONT_KNOW, {}), now)


def test_the_sitting_ends_when_no_question_fits_in_the_time_left(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, Settings(questions=30, seconds=90))
    answer_all(candidate, now, Random(1), pace=30)
    own = sitting.own_sitting(candidate)
    assert own.end_reason == "seconds_spent"
    assert 1 <= len(own.answers) <= 3


def test_a_person_may_stop(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    sitting.stop(candidate, now)
    own = sitting.own_sitting(candidate)
    assert (own.status, own.end_reason) == (Status.ENDED, "candidate_stopped")
    assert checking.check_all() == []


def test_nothing_is_asked_before_the_person_agreed(candidate: Acting, now: datetime) -> None:
    sitting.open_sitting(str(candidate.file_id), now)
    with pytest.raises(sitting.ConsentNeeded):
        sitting.go_on(candidate, now)
    assert sitting.own_sitting(candidate).serves == ()


def test_one_sitting_is_open_at_a_time_and_the_next_asks_nothing_seen_before(candidate: Acting, now: datetime) -> None:
    first = begun(candidate, now, SHORT)
    assert sitting.open_sitting(str(candidate.file_id), now) == first
    answer_all(candidate, now, Random(2))
    second = begun(candidate, now + timedelta(days=1), SHORT)
    answer_all(candidate, now + timedelta(days=1), Random(3))
    asked = [serve.item_version_id for one in (first, second) for serve in sittings.load(db.session(), one).serves]
    assert len(set(asked)) == len(asked) == 8
    assert checking.check_all() == []


def test_another_candidate_meets_nothing_of_this_sitting(
    candidate: Acting, people: dict[str, Acting], now: datetime
) -> None:
    begun(candidate, now, SHORT)
    stranger = Acting(candidate.body_id, "Zoé", frozenset({CANDIDATE}), file_id="f" * 32)
    with pytest.raises(NotFound):
        progress.current_question(stranger)
    with pytest.raises(NotFound):
        sitting.submit(stranger, submission(candidate, right=True), now)
    with pytest.raises(NotFound):
        entry.candidacy(Acting(people["stranger"].body_id, "Zoé", frozenset({CANDIDATE}), file_id=candidate.file_id))


def test_a_sitting_of_sixty_questions_leaves_rows_that_agree(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, Settings(questions=60, seconds=6000))
    answer_all(candidate, now, Random(4), pace=20, rate=0.7)
    own = sitting.own_sitting(candidate)
    assert len(own.answers) >= 40
    assert checking.check_all() == []


def test_a_refused_answer_does_not_move_the_time_used(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SHORT)
    with pytest.raises(RuleBroken):
        sitting.submit(candidate, Submission("0" * 32, "k" * 20, DONT_KNOW, {}), now + timedelta(minutes=3))
    assert sitting.own_sitting(candidate).active_seconds == 0
