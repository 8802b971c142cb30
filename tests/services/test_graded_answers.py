"""A situation with a best and an acceptable way to act: its half credit from the release to the evaluator's words."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from assessment.items.parameters import highest
from assessment.services import authoring, progress, seen, sitting, suggestions
from assessment.services.acting import Acting
from assessment.services.demonstration_answers import Simulated, answer_questions
from assessment.services.measures import pool_for
from assessment.services.releases import current_release, load_release
from assessment.services.sitting import ANSWER, Submission
from assessment.sittings.sitting import Settings
from assessment.storage import items as stored
from assessment.storage.database import db
from tests.sittings.playing import begun

SITUATIONS = Settings(questions=2, criteria=("5.2.3",))


def answer(candidate: Acting, earned: int, now: datetime) -> None:
    own = sitting.own_sitting(candidate)
    assert own.current is not None
    served = sitting.served_item(own, own.current)
    assert highest(served.item) == 2
    form = served.item.behaviour.form_for(served.item.content, served.order, earned, Random(1))
    sitting.submit(candidate, Submission(own.current.token, f"key-{now.minute:020d}", ANSWER, form), now)
    sitting.go_on(candidate, now)


def test_a_release_freezes_the_thresholds_of_its_graded_questions(body: str) -> None:
    release = load_release(current_release(body, "socle").id)
    graded = [at for at, item in enumerate(release.items) if highest(item) > 1]
    assert graded
    assert all(len(release.steps[at]) == 2 for at in graded)
    assert all(not release.steps[at] for at in range(len(release.items)) if at not in graded)
    assert pool_for(release.id).measure.items.highest[graded].tolist() == [2] * len(graded)
    steps = [len(release.steps[at]) for at, item in enumerate(release.items) if item.criterion == "5.2.3"]
    assert sorted(len(row) for row in release.reference["5.2.3"]) == sorted(6 + count for count in steps)


def test_half_a_credit_is_told_as_such_everywhere(
    candidate: Acting, people: dict[str, Acting], file_id: str, now: datetime
) -> None:
    begun(candidate, now, SITUATIONS)
    answer(candidate, 1, now)
    shown = seen.questions(file_id, "5.2.3")
    assert [one.outcome for one in shown[:1]] == ["partly"]
    assert "en partie" in shown[0].expected
    said = suggestions.for_file(file_id)["5.2.3"]
    assert (said.asked, said.right, said.partly, said.wrong) == (1, 0, 1, 0)
    assert "la seule question posée est réussie en partie" in said.sentence
    version = sitting.own_sitting(candidate).serves[0].item_version_id
    use = authoring.view(people["author"], stored.find_version(db.session(), candidate.body_id, version).item.id).usage
    assert (use[version].partly, use[version].right, use[version].wrong) == (1, 0, 0)


def test_more_credit_never_lowers_the_probability(candidate: Acting, file_id: str, now: datetime) -> None:
    begun(candidate, now, SITUATIONS)
    before = suggestions.path_for(file_id, "5.2.3")[0][1]
    answer(candidate, 2, now)
    best = suggestions.for_file(file_id)["5.2.3"]
    assert best.right == 1
    assert (best.probability or 0) > before


def test_the_page_says_nothing_of_what_options_are_worth(candidate: Acting, now: datetime) -> None:
    begun(candidate, now, SITUATIONS)
    shown = progress.current_question(candidate)
    assert shown is not None
    assert "credit" not in str(shown)


@pytest.mark.parametrize("seed", [3, 8])
def test_invented_people_answer_graded_questions_too(candidate: Acting, now: datetime, seed: int) -> None:
    sitting.open_sitting(str(candidate.file_id), now, SITUATIONS)
    answer_questions(Simulated(candidate, 0.5, seed), now, most=2)
    assert {row.score for row in sitting.own_sitting(candidate).answers} <= {0, 1, 2}
    assert len(sitting.own_sitting(candidate).answers) == 2
