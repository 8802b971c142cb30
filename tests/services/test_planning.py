"""Interview, synthesis, plan and trainer: what leads to a signature and follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assessment.errors import InvalidInput, NotFound
from assessment.review.judgement import TrainerCannotJudge, Verdict
from assessment.review.plan import HOURS_PER_CRITERION, Objective
from assessment.services import files, judging, planning, signing, trainees
from assessment.services.acting import EVALUATOR, TRAINER, Acting
from assessment.services.files import FileClosed
from tests.services.judging_builders import Scene, judge_all, signed

People = dict[str, Acting]
LEARN = Objective("2.1", "Apprendre à poser une division.", 14)


def test_an_interview_is_between_the_opening_and_today(people: People, file_id: str, now: datetime) -> None:
    for day in (now.date() - timedelta(days=1), now.date() + timedelta(days=1)):
        with pytest.raises(InvalidInput):
            planning.note_interview(people["evaluator"], file_id, day, now)
    planning.note_interview(people["evaluator"], file_id, now.date(), now)
    held = files.followed(people["evaluator"], file_id).interview_at
    assert held is not None
    assert held.date() == now.date()


def test_the_day_of_an_interview_is_the_day_in_france(people: People, file_id: str, now: datetime) -> None:
    just_after_midnight = now.replace(hour=23, minute=30)  # 00:30 the next day in Paris, in winter
    tomorrow = now.date() + timedelta(days=1)
    with pytest.raises(InvalidInput):
        planning.note_interview(people["evaluator"], file_id, tomorrow, now.replace(hour=22, minute=30))
    planning.note_interview(people["evaluator"], file_id, tomorrow, just_after_midnight)
    held = files.followed(people["evaluator"], file_id).interview_at
    assert held is not None
    assert held.date() == tomorrow


def test_an_interview_is_not_before_the_day_of_opening_in_france(people: People, now: datetime) -> None:
    opened = now.replace(hour=23, minute=30)
    late = files.open_file(people["evaluator"], files.NewFile("socle", "Éric", "Morel"), opened)
    with pytest.raises(InvalidInput):
        planning.note_interview(people["evaluator"], late, opened.date(), opened + timedelta(days=1))


def test_objectives_are_proposed_for_gaps_that_have_none(people: People, file_id: str, now: datetime) -> None:
    judge_all(Scene(people["evaluator"], file_id, now), but=("2.1.1", "2.1.2", "3.2.1"))
    file = files.followed(people["evaluator"], file_id)
    found = planning.proposed(file)
    assert [(one.subdomain, one.hours) for one in found] == [("2.1", 2 * HOURS_PER_CRITERION), ("3.2", 7.0)]
    planning.add_objective(people["evaluator"], file_id, found[0], now)
    assert [one.subdomain for one in planning.proposed(file)] == ["3.2"]


def test_an_objective_is_added_and_taken_out(people: People, file_id: str, now: datetime) -> None:
    key = planning.add_objective(people["evaluator"], file_id, LEARN, now)
    file = files.followed(people["evaluator"], file_id)
    assert [one.text for one in planning.objectives(file)] == [LEARN.text]
    planning.remove_objective(people["evaluator"], file_id, key, now)
    assert planning.objectives(file) == []


def test_an_objective_has_at_most_2000_characters(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises(InvalidInput):
        planning.add_objective(people["evaluator"], file_id, Objective("2.1", "x" * 2001, 14), now)
    assert planning.add_objective(people["evaluator"], file_id, Objective("2.1", "x" * 2000, 14), now)


def test_a_trainer_sees_their_own_trainees_only(people: People, file_id: str, now: datetime) -> None:
    planning.add_objective(people["evaluator"], file_id, LEARN, now)
    assert trainees.trainees(people["trainer"]) == []
    with pytest.raises(NotFound):
        trainees.plan(people["trainer"], file_id)
    planning.choose_trainer(people["evaluator"], file_id, people["trainer"].who, now)
    (one,) = trainees.trainees(people["trainer"])
    assert (one.name, one.objectives, one.hours) == ("Amina Diallo", 1, 14)
    assert [objective.text for _, objective in trainees.plan(people["trainer"], file_id).objectives] == [LEARN.text]


def test_only_trainers_who_did_not_judge_are_offered(people: People, file_id: str) -> None:
    assert planning.trainers(people["evaluator"], file_id) == {people["trainer"].who: "Trainer"}


def test_a_signed_plan_does_not_change(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    with pytest.raises(FileClosed):
        planning.add_objective(people["evaluator"], file_id, LEARN, now)
    with pytest.raises(FileClosed):
        planning.write_synthesis(people["evaluator"], file_id, "Autre.", now)


def test_a_trainer_who_also_evaluates_cannot_un_name_themselves(people: People, file_id: str, now: datetime) -> None:
    both = replace(people["trainer"], roles=frozenset({EVALUATOR, TRAINER}))
    planning.choose_trainer(people["evaluator"], file_id, both.who, now)
    with pytest.raises(TrainerCannotJudge):
        planning.choose_trainer(both, file_id, None, now)
    assert files.followed(both, file_id).trainer_id == both.who


def test_a_person_who_once_trained_never_judges_nor_reopens(people: People, file_id: str, now: datetime) -> None:
    both = replace(people["trainer"], roles=frozenset({EVALUATOR, TRAINER}))
    planning.choose_trainer(people["evaluator"], file_id, both.who, now)
    planning.choose_trainer(people["evaluator"], file_id, None, now)
    with pytest.raises(TrainerCannotJudge):
        judging.judge(both, file_id, Verdict("2.1.1", "acquired", "Vu à l'entretien."), now)
    signed(Scene(people["evaluator"], file_id, now))
    with pytest.raises(TrainerCannotJudge):
        signing.reopen(both, file_id, "Erreur sur un critère.", now)
