"""A criterion is judged by a named person, with a reason when it is needed; nothing said before is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from assessment.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.review.judgement import TrainerCannotJudge, Verdict
from assessment.services import criteria, dossiers, files, judging, planning
from assessment.services.acting import Acting
from assessment.services.files import FileClosed
from assessment.storage import review as said
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from tests.services.judging_builders import Scene, signed

People = dict[str, Acting]
VERDICT = Verdict("1.2.1", "acquired", "Vu deux fois pendant l'atelier.")


def test_a_judgement_keeps_who_when_why_and_what_was_suggested(people: People, file_id: str, now: datetime) -> None:
    assert judging.judge(people["evaluator"], file_id, VERDICT, now) == 1
    (kept,) = said.judgements(db.session(), file_id)
    assert (kept.decision, kept.reason, kept.judge, kept.at) == ("acquired", VERDICT.reason, "Evaluator", now)
    assert (kept.suggested.state, kept.suggested.referential != "") == ("not_evaluated", True)


def test_a_doubtful_suggestion_needs_a_reason(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        judging.judge(people["evaluator"], file_id, Verdict("1.2.1", "acquired", ""), now)
    assert [fault.place for fault in refused.value.faults] == ["reason"]
    assert said.judgements(db.session(), file_id) == []


def test_a_second_judgement_leaves_the_first_readable(people: People, file_id: str, now: datetime) -> None:
    judging.judge(people["evaluator"], file_id, VERDICT, now)
    later = now + timedelta(hours=1)
    second = Verdict("1.2.1", "not_acquired", "Revu : pas encore à l'aise.")
    assert judging.judge(people["evaluator"], file_id, second, later) == 2
    shown = criteria.view(people["evaluator"], file_id, "1.2.1")
    assert [one.decision for one in shown.judgements] == ["not_acquired", "acquired"]


@pytest.mark.parametrize("role", ["trainer", "author", "jury", "administrator"])
def test_no_other_role_judges(people: People, file_id: str, now: datetime, role: str) -> None:
    with pytest.raises(NotAllowed):
        judging.judge(people[role], file_id, VERDICT, now)


def test_a_candidate_and_a_stranger_do_not_judge(
    people: People, candidate: Acting, file_id: str, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        judging.judge(candidate, file_id, VERDICT, now)
    with pytest.raises(NotFound):
        judging.judge(people["stranger"], file_id, VERDICT, now)


def test_an_evaluator_who_trains_the_person_does_not_judge(people: People, file_id: str, now: datetime) -> None:
    planning.choose_trainer(people["evaluator"], file_id, people["trainer"].who, now)
    both = Acting(people["trainer"].body_id, "Deux rôles", frozenset({"evaluator", "trainer"}), people["trainer"].who)
    with pytest.raises(TrainerCannotJudge):
        judging.judge(both, file_id, VERDICT, now)


def test_the_database_itself_refuses_an_evaluator_who_trains(people: People, file_id: str) -> None:
    with pytest.raises(IntegrityError), writing() as session:
        session.get_one(CandidateFile, file_id).trainer_id = people["evaluator"].who


def test_who_judged_cannot_be_chosen_to_train(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises((RuleBroken, NotFound)):
        planning.choose_trainer(people["evaluator"], file_id, people["evaluator"].who, now)


def test_a_signed_file_takes_no_judgement(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    with pytest.raises(FileClosed):
        judging.judge(people["evaluator"], file_id, VERDICT, now)


def test_what_was_carried_over_is_not_judged_again(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    final_id = files.open_final(people["evaluator"], file_id, now)
    with pytest.raises(RuleBroken):
        judging.judge(people["evaluator"], final_id, VERDICT, now)
    assert dossiers.view(people["evaluator"], final_id).judged == 107


def test_judging_goes_on_to_the_next_open_criterion(people: People, file_id: str, now: datetime) -> None:
    judging.judge(people["evaluator"], file_id, Verdict("1.1.2", "acquired", VERDICT.reason), now)
    assert criteria.following(people["evaluator"], file_id, "1.1.1") == "1.2.1"
