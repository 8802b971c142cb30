"""Several questions move at once: nothing half done without saying, and undoing puts back only what stood still."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from assessment.errors import InvalidInput, NotAllowed, NotFound
from assessment.messages import Message, translated
from assessment.services import authoring, bulk_moves, publishing, reviewing
from assessment.services.acting import Acting
from assessment.services.authoring import Typed
from assessment.services.item_previews import version
from assessment.services.item_search import Wanted, find
from assessment.storage.database import db
from assessment.storage.tables.people import JournalEntry
from tests.services.locks_seen import locks
from tests.services.writing import COMPLETE, PAGE, draft_of, form_with, in_review

People = dict[str, Acting]


def in_use(author: Acting, count: int) -> list[str]:
    return [line.version_id for line in find(author, Wanted("socle", "2.1", state="in_use")).lines[:count]]


def states(author: Acting, version_ids: list[str]) -> list[str]:
    return [version(author, one).state for one in version_ids]


def test_everyone_locks_the_body_before_its_questions_so_that_nobody_waits_in_a_ring(
    people: People, now: datetime
) -> None:
    author, reader, draft = people["author"], people["reviewer"], draft_of(people["author"], now)
    used, orders = in_use(author, 2), []
    with locks() as found:
        for act in (
            lambda: authoring.save(author, draft.version.id, Typed(COMPLETE, draft.version.edition, PAGE), now),
            lambda: reviewing.move(author, draft.version.id, "submit", now),
            lambda: reviewing.review(reader, draft.version.id, True, "", now),
            lambda: bulk_moves.undo(author, bulk_moves.move(author, used, "retire", now), now),
            lambda: publishing.publish_release(author, "socle", "Une question de plus.", now),
        ):
            act()
            orders.append(found.copy())
            found.clear()
    assert [order[0] for order in orders] == ["body"] * 5
    assert sum("item_version" in order for order in orders) == 4


def test_what_may_not_move_is_told_before_and_nothing_has_changed(people: People, now: datetime) -> None:
    used, waiting = in_use(people["author"], 2), in_review(people["author"], now)
    plan = bulk_moves.plan(people["author"], [*used, waiting], "retire")
    assert sorted(one.version_id for one in plan.lines) == sorted(used)
    assert [(one.line.version_id, bool(one.reason)) for one in plan.refused] == [(waiting, True)]
    assert states(people["author"], [*used, waiting]) == ["in_use", "in_use", "in_review"]


def test_one_entry_per_question_names_the_batch_and_the_rest_is_kept_with_its_reason(
    people: People, now: datetime
) -> None:
    used, waiting = in_use(people["author"], 3), in_review(people["author"], now)
    batch = bulk_moves.move(people["author"], [*used, waiting], "retire", now)
    entries = db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "retire_question")).all()
    assert {(one.subject, one.data["batch"]) for one in entries} == {(one, batch) for one in used}
    found = bulk_moves.batch(people["author"], batch)
    assert [one.state for one in found.lines] == ["retired"] * 3
    assert [one.line.version_id for one in found.refused] == [waiting]


def test_reasons_are_kept_as_sentences_that_translate(people: People, now: datetime) -> None:
    used, waiting = in_use(people["author"], 1), in_review(people["author"], now)
    batch = bulk_moves.move(people["author"], [*used, waiting], "retire", now)
    reviewing.move(people["author"], used[0], "reactivate", now)
    bulk_moves.undo(people["author"], batch, now)
    found = bulk_moves.batch(people["author"], batch)
    for (one,) in (found.refused, found.kept):
        assert isinstance(one.reason, Message)
        assert translated(one.reason, lambda said: f"<{said}>", lambda one, _many, _n: one) == f"<{one.reason}>"


def test_back_to_draft_takes_what_waits_and_what_is_ready_but_only_from_who_may(people: People, now: datetime) -> None:
    waiting, ready = in_review(people["author"], now), in_review(people["author"], now)
    reviewing.review(people["reviewer"], ready, True, "", now)
    plan = bulk_moves.plan(people["reviewer"], [waiting, ready], "draft")
    assert [one.version_id for one in plan.lines] == [ready]
    bulk_moves.move(people["author"], [waiting, ready], "draft", now)
    assert states(people["author"], [waiting, ready]) == ["draft", "draft"]


def test_an_incomplete_draft_stays_while_the_others_go_to_review(people: People, now: datetime) -> None:
    empty, complete = draft_of(people["author"], now).version.id, in_review(people["author"], now)
    reviewing.move(people["author"], complete, "withdraw", now)
    bulk_moves.move(people["author"], [empty, complete], "submit", now)
    assert states(people["author"], [empty, complete]) == ["draft", "in_review"]


def test_undoing_puts_back_exactly_what_nobody_touched(people: People, now: datetime) -> None:
    first, second = in_review(people["author"], now), in_review(people["author"], now)
    batch = bulk_moves.move(people["author"], [first, second], "draft", now)
    edition = version(people["author"], second).edition
    authoring.save(people["author"], second, Typed(form_with(title="Autre titre"), edition, PAGE), now)
    bulk_moves.undo(people["author"], batch, now)
    assert states(people["author"], [first, second]) == ["in_review", "draft"]
    found = bulk_moves.batch(people["author"], batch)
    assert found.undone_at == now
    assert [one.line.version_id for one in found.kept] == [second]


def test_a_question_moved_away_and_back_is_not_undone(people: People, now: datetime) -> None:
    used = in_use(people["author"], 1)
    batch = bulk_moves.move(people["author"], used, "retire", now)
    reviewing.move(people["author"], used[0], "reactivate", now)
    reviewing.move(people["author"], used[0], "retire", now)
    bulk_moves.undo(people["author"], batch, now)
    assert states(people["author"], used) == ["retired"]


def test_undoing_twice_changes_nothing_more(people: People, now: datetime) -> None:
    used = in_use(people["author"], 2)
    batch = bulk_moves.move(people["author"], used, "retire", now)
    bulk_moves.undo(people["author"], batch, now)
    bulk_moves.move(people["author"], used, "retire", now)
    bulk_moves.undo(people["author"], batch, now)
    assert states(people["author"], used) == ["retired", "retired"]


def test_a_question_the_bank_was_published_without_does_not_come_back_in_use(people: People, now: datetime) -> None:
    used = in_use(people["author"], 1)
    batch = bulk_moves.move(people["author"], used, "retire", now)
    publishing.publish_release(people["author"], "socle", "Une de moins.", now)
    bulk_moves.undo(people["author"], batch, now)
    assert states(people["author"], used) == ["retired"]


def test_a_draft_begun_since_keeps_the_earlier_one_retired(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    batch = bulk_moves.move(people["author"], [draft.version.id], "retire", now)
    authoring.edit(people["author"], draft.version.item.id, now)
    bulk_moves.undo(people["author"], batch, now)
    assert states(people["author"], [draft.version.id]) == ["retired"]


def test_all_that_a_search_finds_is_taken_up_to_the_most(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_moves, "MOST", 30)
    ids, total = bulk_moves.found(people["author"], Wanted("socle"))
    assert len(ids) == 30 < total
    assert bulk_moves.plan(people["author"], ids, "retire", total).left == total - 30


def test_neither_another_person_nor_another_body_undoes_or_moves(people: People, now: datetime) -> None:
    used = in_use(people["author"], 1)
    batch = bulk_moves.move(people["author"], used, "retire", now)
    with pytest.raises(NotAllowed):
        bulk_moves.undo(people["reviewer"], batch, now)
    other = Acting(people["stranger"].body_id, "Ailleurs", frozenset({"author"}), people["stranger"].account_id)
    with pytest.raises(NotFound):
        bulk_moves.undo(other, batch, now)
    with pytest.raises(InvalidInput):
        bulk_moves.move(other, used, "reactivate", now)
    with pytest.raises(NotAllowed):
        bulk_moves.plan(people["evaluator"], used, "retire")
    assert states(people["author"], used) == ["retired"]
