"""A final evaluation starts from what the initial one left, aged, and replays whatever happens to the initial one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import update

from assessment.review.reliability import Seen
from assessment.services import checking, files, observing, signing, sitting, suggestions
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.scenes import scene_of
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.tables.sittings import SittingRow
from tests.services.judging_builders import Scene, signed
from tests.sittings.playing import answer_all, begun

LEFT = ("2.1.1", "2.1.2", "2.2.1")
"""Criteria that the initial evaluation did not acquire."""
SHORT = Settings(questions=6)
LATER = timedelta(days=365.25)


@dataclass(frozen=True)
class Story:
    """An initial evaluation answered badly and signed, and the final one that follows a year later."""

    evaluator: Acting
    initial_id: str
    final: Acting
    sitting_id: str
    later: datetime


@pytest.fixture
def story(candidate: Acting, people: dict[str, Acting], now: datetime) -> Story:
    evaluator, initial_id, later = people["evaluator"], str(candidate.file_id), now + LATER
    begun(candidate, now, Settings(questions=12, criteria=LEFT))
    answer_all(candidate, now, Random(1), pace=0, rate=0.1)
    signed(Scene(evaluator, initial_id, now), but=LEFT)
    final_id = files.open_final(evaluator, initial_id, later)
    final = Acting(evaluator.body_id, "Amina", frozenset({CANDIDATE}), file_id=final_id)
    return Story(evaluator, initial_id, final, begun(final, later, SHORT), later)


def first_probability(someone: Acting) -> tuple[str, float]:
    reason = sitting.own_sitting(someone).serves[0].reason
    return reason["criterion"], reason["probability"]


def test_the_first_question_knows_what_the_initial_evaluation_left(story: Story) -> None:
    criterion, probability = first_probability(story.final)
    initial = suggestions.for_file(story.initial_id)[criterion].probability
    _, from_nothing = suggestions.path_for(story.initial_id, criterion)[0]
    assert initial is not None
    assert initial < probability < from_nothing


def test_only_what_was_not_acquired_is_asked_and_everything_replays(story: Story) -> None:
    answer_all(story.final, story.later, Random(2), rate=0.9)
    own = sitting.own_sitting(story.final)
    assert own.settings.earlier is not None
    assert (own.settings.criteria, own.settings.earlier.years, own.settings.earlier.taught) == (LEFT, 1.0, LEFT)
    assert {row.reason["criterion"] for row in own.serves} <= set(LEFT)
    assert checking.check_all() == []


def test_what_happens_to_the_initial_evaluation_afterwards_changes_nothing(story: Story) -> None:
    answer_all(story.final, story.later, Random(2))
    before = suggestions.for_file(str(story.final.file_id))
    afterwards = story.later + timedelta(days=3)
    signing.reopen(story.evaluator, story.initial_id, "Une observation oubliée.", afterwards)
    seen = Seen(LEFT[0], "yes", "written", "Vu à l'atelier ce matin.")
    observing.observe(story.evaluator, story.initial_id, seen, afterwards)
    assert checking.check_all() == []
    assert suggestions.for_file(str(story.final.file_id)) == before


def test_a_second_sitting_starts_from_the_same_moment(story: Story) -> None:
    answer_all(story.final, story.later, Random(2))
    again = begun(story.final, story.later + timedelta(days=30), SHORT)
    first, second = scene_of(story.sitting_id).sitting, scene_of(again).sitting
    assert first.settings.earlier == second.settings.earlier
    answer_all(story.final, story.later + timedelta(days=30), Random(3))
    assert checking.check_all() == []


def test_suggestions_say_that_the_initial_evaluation_counts(story: Story) -> None:
    answer_all(story.final, story.later, Random(2))
    found = suggestions.for_file(str(story.final.file_id)).values()
    asked = [one for one in found if one.asked]
    assert asked
    assert all("L'évaluation préalable compte aussi" in one.sentence for one in asked)
    assert sum(one.asked for one in found) == len(sitting.own_sitting(story.final).answers)


def test_another_age_than_the_one_pinned_is_found(story: Story) -> None:
    answer_all(story.final, story.later, Random(2))
    own = sitting.own_sitting(story.final)
    data = own.settings.to_data()
    with writing() as session:
        forged = data | {"earlier": data["earlier"] | {"years": 4.0}}
        session.execute(update(SittingRow).where(SittingRow.id == own.id).values(settings=forged))
    assert {found.invariant for found in checking.check_one(own.id)} == {"replay"}
