"""A signature freezes the whole file; a correction is a new version, and the earlier one stays as it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from assessment.errors import InvalidInput, NotFound, RuleBroken
from assessment.review.dossier import NotReadyToSign
from assessment.review.judgement import Verdict
from assessment.services import comparing, files, judging, signing
from assessment.services.acting import Acting
from assessment.services.signing import FileMoved
from assessment.storage.database import writing
from assessment.storage.tables.review import Signature
from tests.services.judging_builders import Scene, ready_to_sign, sign_as_read, signed

People = dict[str, Acting]


def test_nothing_is_signed_while_something_is_missing(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises(NotReadyToSign) as refused:
        sign_as_read(Scene(people["evaluator"], file_id, now))
    assert refused.value.data["missing"] == ["judged", "interview"]


def test_a_signed_file_holds_every_criterion_and_says_who(people: People, file_id: str, now: datetime) -> None:
    assert signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",)) == 1
    found = signing.signed(people["evaluator"], file_id)
    assert len(found.content.criteria) == 108
    assert (found.judge, found.content.state, found.content.identity.body) == (
        "Evaluator",
        "acquired",
        "Organisme des tests",
    )
    assert found.content.assumed_thresholds > 0


def test_a_correction_is_a_new_version_and_the_first_stays(people: People, file_id: str, now: datetime) -> None:
    evaluator = people["evaluator"]
    signed(Scene(evaluator, file_id, now))
    signing.reopen(evaluator, file_id, "Erreur sur un critère.", now + timedelta(hours=1))
    judging.judge(evaluator, file_id, Verdict("1.1.1", "not_acquired", "Revu à l'entretien."), now + timedelta(hours=2))
    assert sign_as_read(Scene(evaluator, file_id, now + timedelta(hours=3))) == 2
    decisions = [signing.signed(evaluator, file_id, n).content.criteria[0].decision for n in (1, 2)]
    assert decisions == ["acquired", "not_acquired"]


def test_a_file_that_moved_since_it_was_read_is_not_signed(people: People, file_id: str, now: datetime) -> None:
    evaluator = people["evaluator"]
    ready_to_sign(Scene(evaluator, file_id, now))
    read = signing.draft(evaluator, file_id).seen
    judging.judge(evaluator, file_id, Verdict("1.1.1", "not_acquired", "Revu à l'entretien."), now)
    for stale in (read, ""):
        with pytest.raises(FileMoved):
            signing.sign(evaluator, file_id, now, stale)
    assert signing.sign(evaluator, file_id, now, signing.draft(evaluator, file_id).seen) == 1


def test_a_signed_file_is_not_signed_twice(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    with pytest.raises(files.FileClosed):
        sign_as_read(Scene(people["evaluator"], file_id, now))


def test_a_file_is_reopened_with_a_reason(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises(RuleBroken):
        signing.reopen(people["evaluator"], file_id, "Pour corriger.", now)
    signed(Scene(people["evaluator"], file_id, now))
    for why in (" ", "x" * 2001):
        with pytest.raises(InvalidInput):
            signing.reopen(people["evaluator"], file_id, why, now)


def test_a_signed_content_that_was_touched_is_refused(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    content = signing.signed(people["evaluator"], file_id)
    with writing() as session:
        session.execute(update(Signature).values(content_hash="0" * 64))
    with pytest.raises(RuleBroken):
        signing.signed(people["evaluator"], file_id, content.number)


def test_initial_and_final_are_compared(people: People, file_id: str, now: datetime) -> None:
    evaluator = people["evaluator"]
    with pytest.raises(NotFound):
        comparing.compare(evaluator, file_id)
    signed(Scene(evaluator, file_id, now), but=("2.1.1", "2.1.2"))
    final_id = files.open_final(evaluator, file_id, now)
    judging.judge(evaluator, final_id, Verdict("2.1.1", "acquired", "Réussi en fin de formation."), now)
    found = comparing.compare(evaluator, final_id)
    assert found == comparing.compare(evaluator, file_id)
    assert [(line.code, line.before, line.after) for line in found.lines] == [
        ("2.1.1", "not_acquired", "acquired"),
        ("2.1.2", "not_acquired", "not_evaluated"),
    ]
    assert (found.carried, found.gained) == (106, 1)
