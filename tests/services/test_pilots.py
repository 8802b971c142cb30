"""A question on trial goes from its author to real sittings, counts nowhere, and is adopted or given up."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from sqlalchemy import select, update

from assessment.errors import RuleBroken
from assessment.services import body_settings, checking, publishing, reviewing, seen, sitting, suggestions
from assessment.services.acting import Acting
from assessment.services.releases import current_release
from assessment.sittings.sitting import Settings
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import ItemVersion, ReleaseItem
from assessment.storage.tables.sittings import Answer, Serve
from tests.services.writing import first_line, in_review, rewritten
from tests.sittings.playing import answer_all, begun

People = dict[str, Acting]
SHARED = Settings(questions=10, criteria=("2.1.1",), pilot_share=0.2)


def on_trial(people: People, now: datetime, version: str | None = None) -> str:
    """The version of a new question, accepted by another author and put on trial; not yet published."""
    found = version or in_review(people["author"], now)
    reviewing.review(people["reviewer"], found, True, "", now)
    assert reviewing.move(people["author"], found, "try_out", now) == "pilot"
    return found


def publish(people: People, now: datetime, note: str = "Une question à l'essai.") -> str:
    return publishing.publish_release(people["author"], "socle", note, now)


@pytest.fixture
def tried(people: People, candidate: Acting, now: datetime) -> str:
    """The version on trial, met by a candidate in a whole sitting."""
    version = on_trial(people, now)
    publish(people, now)
    begun(candidate, now, SHARED)
    answer_all(candidate, now, Random(4), rate=0.5)
    return version


def state(version: str) -> str | None:
    return db.session.scalar(select(ItemVersion.state).where(ItemVersion.id == version))


def test_a_release_says_what_is_on_trial_and_mastery_does_not_depend_on_it(people: People, now: datetime) -> None:
    before = current_release(people["author"].body_id, "socle")
    version = on_trial(people, now)
    waiting = publishing.changes(people["author"], "socle")
    assert ([one.after for one in waiting.on_trial], waiting.added, waiting.any) == ([1], (), True)
    publish(people, now)
    after = current_release(people["author"].body_id, "socle")
    tried = [one for one, pilot in zip(after.item_version_ids, after.pilots, strict=True) if pilot]
    assert tried == [version]
    assert (after.reference, sum(before.pilots)) == (before.reference, 0)
    assert not publishing.changes(people["author"], "socle").any


def test_its_answer_is_kept_and_counts_nowhere(tried: str, candidate: Acting) -> None:
    own = sitting.own_sitting(candidate)
    rows = [row for row in own.serves if not row.scored]
    assert [row.item_version_id for row in rows] == [tried]
    found = suggestions.for_file(str(candidate.file_id))["2.1.1"]
    assert found.asked == len(own.answers) - 1
    assert found.right == sum(given.score for _, given in own.scored)
    assert checking.check_all() == []


def test_turning_its_answer_over_changes_no_suggestion(tried: str, candidate: Acting) -> None:
    before = suggestions.for_file(str(candidate.file_id))
    with writing() as session:
        pilots = select(Serve.id).where(~Serve.scored)
        session.execute(
            update(Answer).where(Answer.serve_id.in_(pilots), ~Answer.dont_know).values(score=1 - Answer.score)
        )
    assert suggestions.for_file(str(candidate.file_id)) == before


def test_the_evaluator_sees_it_apart(tried: str, candidate: Acting) -> None:
    shown = seen.questions(str(candidate.file_id), "2.1.1")
    assert [one.scored for one in shown].count(False) == 1
    release = sitting.own_sitting(candidate).release_id
    held = len([item for item in current_release(candidate.body_id, "socle").items if item.criterion == "2.1.1"])
    assert seen.asked_of([release], "2.1.1") == held - 1


def test_a_calibration_finds_the_answers_by_their_flag(tried: str) -> None:
    join = select(Serve.item_version_id).join(Answer, Answer.serve_id == Serve.id).where(~Serve.scored)
    assert db.session.scalars(join).all() == [tried]
    assert db.session.scalars(select(ReleaseItem.item_version_id).where(ReleaseItem.pilot)).all() == [tried]


def test_the_share_is_the_body_s(people: People, candidate: Acting, now: datetime) -> None:
    assert body_settings.sitting_settings(db.session(), candidate.body_id).pilot_share == 0.0
    body_settings.change_budget(people["administrator"], {"pilots": "15"}, now)
    sitting.open_sitting(str(candidate.file_id), now)
    assert sitting.own_sitting(candidate).settings.pilot_share == 0.15


def test_adopted_it_counts_from_the_next_release_and_earlier_sittings_keep_theirs(
    tried: str, people: People, candidate: Acting, now: datetime
) -> None:
    before = suggestions.for_file(str(candidate.file_id))
    assert reviewing.move(people["author"], tried, "adopt", now) == "ready"
    waiting = publishing.changes(people["author"], "socle")
    assert ([one.after for one in waiting.added], len(waiting.trial_over)) == ([1], 1)
    publish(people, now, "Adoptée.")
    release = current_release(people["author"].body_id, "socle")
    assert (sum(release.pilots), state(tried)) == (0, "in_use")
    assert suggestions.for_file(str(candidate.file_id)) == before
    assert checking.check_all() == []


def test_a_rewritten_question_is_tried_beside_the_one_in_use(people: People, now: datetime) -> None:
    line = first_line(people["author"], criterion="2.1.1")
    version = on_trial(people, now, rewritten(people["author"], line, now, seconds="55"))
    publish(people, now)
    release = current_release(people["author"].body_id, "socle")
    both = [pilot for item, pilot in zip(release.items, release.pilots, strict=True) if item.code == line.code]
    assert sorted(both) == [False, True]
    assert (state(line.version_id), state(version)) == ("in_use", "pilot")
    reviewing.move(people["author"], version, "retire", now)
    publish(people, now, "Essai abandonné.")
    assert state(line.version_id) == "in_use"
    assert sum(current_release(people["author"].body_id, "socle").pilots) == 0


def test_nothing_goes_on_trial_that_nobody_accepted(people: People, now: datetime) -> None:
    version = in_review(people["author"], now)
    with pytest.raises(RuleBroken):
        reviewing.move(people["author"], version, "try_out", now)
    with writing() as session:
        session.execute(update(ItemVersion).where(ItemVersion.id == version).values(state="pilot"))
    with pytest.raises(publishing.NotReviewed):
        publish(people, now)
