"""A question reaches candidates only through somebody else's eyes, in a frozen release, and there is a way back."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.items.lifecycle import NotTheWriter, OwnVersion, WrongState
from assessment.services import authoring, files, item_previews, publishing, reviewing, sitting
from assessment.services.acting import Acting
from assessment.services.authoring import Typed
from assessment.services.publishing import NothingToPublish, NotReviewed
from assessment.services.releases import current_release, load_release
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import ItemVersion
from assessment.storage.tables.sittings import SittingRow
from tests.services.writing import COMPLETE, draft_of, first_line, form_with, in_review, rewritten, save

People = dict[str, Acting]


def test_the_writer_does_not_accept_the_own_question(people: People, now: datetime) -> None:
    version_id = in_review(people["author"], now)
    with pytest.raises(OwnVersion):
        reviewing.review(people["author"], version_id, True, "Parfait.", now)
    assert item_previews.version(people["author"], version_id).state == "in_review"


def test_who_changed_one_word_of_a_draft_does_not_review_it_either(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    edition = save(people["author"], draft, COMPLETE, now)
    authoring.save(people["reviewer"], draft.version.id, Typed(form_with(title="Mieux"), edition, "b" * 16), now)
    reviewing.move(people["author"], draft.version.id, "submit", now)
    with pytest.raises(OwnVersion):
        reviewing.review(people["reviewer"], draft.version.id, True, "", now)


def test_a_question_sent_back_says_why_and_is_a_draft_again(people: People, now: datetime) -> None:
    version_id = in_review(people["author"], now)
    with pytest.raises(InvalidInput):
        reviewing.review(people["reviewer"], version_id, False, "  ", now)
    assert reviewing.review(people["reviewer"], version_id, False, "Deux bonnes réponses.", now) == "draft"
    said = authoring.view(people["author"], item_previews.version(people["author"], version_id).item.id).reviews
    assert [(one.reviewer, one.accepted, one.comment) for one in said] == [("Reviewer", False, "Deux bonnes réponses.")]


def test_an_incomplete_question_is_not_sent_to_review_and_all_its_faults_are_told(
    people: People, now: datetime
) -> None:
    draft = draft_of(people["author"], now)
    with pytest.raises(InvalidInput) as refused:
        reviewing.move(people["author"], draft.version.id, "submit", now)
    assert len(refused.value.faults) >= 4


def test_the_queue_marks_the_own_questions(people: People, now: datetime) -> None:
    in_review(people["author"], now)
    assert [one.mine for one in reviewing.queue(people["author"])] == [True]
    assert [one.mine for one in reviewing.queue(people["reviewer"])] == [False]


def test_only_the_writer_takes_a_question_back(people: People, now: datetime) -> None:
    version_id = in_review(people["author"], now)
    with pytest.raises(NotTheWriter):
        reviewing.move(people["reviewer"], version_id, "withdraw", now)
    assert reviewing.move(people["author"], version_id, "withdraw", now) == "draft"


def test_a_ready_question_enters_the_next_release_and_supersedes_the_earlier_version(
    people: People, now: datetime
) -> None:
    line = first_line(people["author"])
    earlier = current_release(people["author"].body_id, "socle")
    version_id = rewritten(people["author"], line, now, explanation="Mieux dit.")
    reviewing.review(people["reviewer"], version_id, True, "", now)
    assert [one.code for one in publishing.changes(people["author"], "socle").superseded] == [line.code]
    publishing.publish_release(people["author"], "socle", "Une explication mieux dite.", now)
    latest = current_release(people["author"].body_id, "socle")
    assert version_id in latest.item_version_ids
    assert line.version_id not in latest.item_version_ids
    assert load_release(earlier.id).item_version_ids == earlier.item_version_ids
    assert item_previews.version(people["author"], line.version_id).state == "retired"
    assert latest.reference == earlier.reference


def test_the_next_sitting_uses_the_new_release_and_an_earlier_one_keeps_its_own(
    people: People, file_id: str, now: datetime
) -> None:
    before = current_release(people["author"].body_id, "socle").id
    first = sitting.open_sitting(file_id, now)
    version_id = in_review(people["author"], now)
    reviewing.review(people["reviewer"], version_id, True, "", now)
    release_id = publishing.publish_release(people["author"], "socle", "Une question de plus.", now)
    details = files.NewFile(certificate="socle", first_name="Paul", last_name="Martin")
    second = sitting.open_sitting(files.open_file(people["evaluator"], details, now), now)
    rows = [db.session.get(SittingRow, one, populate_existing=True) for one in (first, second)]
    assert [row.release_id for row in rows if row] == [before, release_id]


def test_going_back_makes_an_earlier_release_current_again(people: People, now: datetime) -> None:
    first = current_release(people["author"].body_id, "socle").id
    reviewing.review(people["reviewer"], in_review(people["author"], now), True, "", now)
    publishing.publish_release(people["author"], "socle", "Une question de plus.", now)
    publishing.go_back(people["author"], first, now)
    assert current_release(people["author"].body_id, "socle").id == first
    assert len(publishing.changes(people["author"], "socle").added) == 1
    with pytest.raises(RuleBroken):
        publishing.go_back(people["author"], first, now)


def test_a_release_without_a_change_or_without_a_note_is_refused(people: People, now: datetime) -> None:
    with pytest.raises(NothingToPublish):
        publishing.publish_release(people["author"], "socle", "Rien.", now)
    reviewing.review(people["reviewer"], in_review(people["author"], now), True, "", now)
    with pytest.raises(InvalidInput):
        publishing.publish_release(people["author"], "socle", "   ", now)


def test_a_version_forced_to_ready_without_review_is_not_published(people: People, now: datetime) -> None:
    version_id = in_review(people["author"], now)
    with writing() as session:
        session.get_one(ItemVersion, version_id).state = "ready"
    with pytest.raises(NotReviewed):
        publishing.publish_release(people["author"], "socle", "En douce.", now)


def test_a_retired_question_leaves_the_next_release_and_may_come_back(people: People, now: datetime) -> None:
    line = first_line(people["author"])
    reviewing.move(people["author"], line.version_id, "retire", now)
    assert [one.code for one in publishing.changes(people["author"], "socle").removed] == [line.code]
    assert line.version_id in current_release(people["author"].body_id, "socle").item_version_ids
    assert reviewing.move(people["author"], line.version_id, "reactivate", now) == "ready"
    assert not publishing.changes(people["author"], "socle").any


def test_a_draft_given_up_does_not_come_back_as_ready(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    reviewing.move(people["author"], draft.version.id, "retire", now)
    with pytest.raises(RuleBroken):
        reviewing.move(people["author"], draft.version.id, "reactivate", now)


def test_a_move_out_of_turn_is_refused(people: People, now: datetime) -> None:
    line = first_line(people["author"])
    with pytest.raises(WrongState):
        reviewing.move(people["author"], line.version_id, "submit", now)
    with pytest.raises(InvalidInput):
        reviewing.move(people["author"], line.version_id, "publish", now)


def test_what_a_version_changes_is_told_field_by_field(people: People, now: datetime) -> None:
    version_id = rewritten(people["author"], first_line(people["author"]), now, explanation="Mieux dit.", seconds="55")
    before, changes = reviewing.changes(people["reviewer"], version_id)
    assert before is not None
    assert [change.label for change in changes] == ["Explication", "Temps prévu"]


def test_nobody_of_another_body_nor_of_another_role_reviews_or_publishes(people: People, now: datetime) -> None:
    version_id = in_review(people["author"], now)
    other = Acting(people["stranger"].body_id, "Ailleurs", frozenset({"author"}), people["stranger"].account_id)
    with pytest.raises(NotFound):
        reviewing.review(other, version_id, True, "", now)
    with pytest.raises(NotFound):
        publishing.go_back(other, current_release(people["author"].body_id, "socle").id, now)
    with pytest.raises(NotAllowed):
        publishing.publish_release(people["evaluator"], "socle", "Non.", now)
