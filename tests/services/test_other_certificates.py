"""A certificate other than Socle, from the shipped questions to the suggestions of a sitting."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.services import files, releases, sitting, suggestions
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.demonstration_answers import Simulated, answer_questions
from assessment.services.files import NewFile
from assessment.sittings.sitting import Settings


@pytest.fixture
def beginner(people: dict[str, Acting], now: datetime) -> Acting:
    """The person of a file of CléA Numérique, invited."""
    evaluator = people["evaluator"]
    releases.install_bank(evaluator.body_id, "numerique", now)
    file_id = files.open_file(evaluator, NewFile("numerique", "Lina", "Bonnet"), now)
    sitting.open_sitting(file_id, now, Settings(questions=20))
    files.invite(evaluator, file_id, now)
    return Acting(evaluator.body_id, "Lina", frozenset({CANDIDATE}), file_id=file_id)


def test_a_body_with_its_questions_offers_the_certificate(people: dict[str, Acting], beginner: Acting) -> None:
    assert files.certificates(people["evaluator"]) == ["socle", "numerique"]


def test_a_sitting_asks_its_questions_and_speaks_of_its_criteria(beginner: Acting, now: datetime) -> None:
    answer_questions(Simulated(beginner, 0.5, seed=4), now, most=100)
    here = sitting.own_sitting(beginner)
    assert len(here.answers) == 20
    release = releases.load_release(here.release_id)
    assert (release.certificate, release.referential.version) == ("numerique", "provisoire-1")
    found = suggestions.for_file(str(beginner.file_id))
    assert set(found) == {one.code for one in release.referential.criteria}
    assert sum(one.asked for one in found.values()) == 20
