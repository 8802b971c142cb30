"""An observation moves the suggestion, is taken back with a reason, and is never erased."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import InvalidInput, NotFound
from assessment.review.judgement import TrainerCannotJudge
from assessment.review.reliability import Seen
from assessment.services import observing, planning, suggestions
from assessment.services.acting import Acting
from assessment.services.files import FileClosed
from assessment.storage import review as said
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from tests.services.judging_builders import Scene, signed

People = dict[str, Acting]
SEEN = Seen("1.2.1", "yes", "often", "Décrit son poste avec les mots du métier.")


def test_an_observation_moves_the_suggestion(people: People, file_id: str, now: datetime) -> None:
    before = suggestions.for_file(file_id)
    observing.observe(people["evaluator"], file_id, SEEN, now)
    after = suggestions.for_file(file_id)
    assert after["1.2.1"].observations == 1
    assert (after["1.2.1"].probability or 0) > (before["1.2.1"].probability or 0)
    assert before["1.2.1"].state == "not_evaluated"


def test_a_withdrawn_observation_stays_and_no_longer_counts(people: People, file_id: str, now: datetime) -> None:
    before = suggestions.for_file(file_id)["1.2.1"]
    key = observing.observe(people["evaluator"], file_id, SEEN, now)
    observing.withdraw(people["evaluator"], file_id, key, "Noté sur le mauvais dossier.", now)
    assert suggestions.for_file(file_id)["1.2.1"] == before
    kept = said.observations(db.session(), file_id)
    assert [(one.id, one.withdrawn_at, one.withdrawn_why) for one in kept] == [
        (key, now, "Noté sur le mauvais dossier.")
    ]


def test_an_observation_is_withdrawn_once(people: People, file_id: str, now: datetime) -> None:
    key = observing.observe(people["evaluator"], file_id, SEEN, now)
    with pytest.raises(InvalidInput):
        observing.withdraw(people["evaluator"], file_id, key, "x" * 2001, now)
    observing.withdraw(people["evaluator"], file_id, key, "Erreur de dossier", now)
    with pytest.raises(InvalidInput):
        observing.withdraw(people["evaluator"], file_id, key, "Erreur de dossier", now)


def test_an_unknown_criterion_or_file_is_not_found(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises(NotFound):
        observing.observe(people["evaluator"], file_id, Seen("9.9.9", "yes", "once", SEEN.note), now)
    with pytest.raises(NotFound):
        observing.observe(people["stranger"], file_id, SEEN, now)


def test_a_signed_file_takes_no_observation(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    with pytest.raises(FileClosed):
        observing.observe(people["evaluator"], file_id, SEEN, now)


def test_a_trainer_of_the_person_does_not_observe(people: People, file_id: str, now: datetime) -> None:
    planning.choose_trainer(people["evaluator"], file_id, people["trainer"].who, now)
    both = Acting(people["trainer"].body_id, "Deux rôles", frozenset({"evaluator", "trainer"}), people["trainer"].who)
    with pytest.raises(TrainerCannotJudge):
        observing.observe(both, file_id, SEEN, now)
    with writing() as session:
        assert session.get_one(CandidateFile, file_id).trainer_id == people["trainer"].who
