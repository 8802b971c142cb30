"""The checker reads the database as it is: rows changed behind the product's back are found."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from sqlalchemy import delete, update

from assessment.services import checking
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.tables.people import JournalEntry
from assessment.storage.tables.sittings import Answer, Serve, SittingRow
from tests.sittings.playing import answer_all, begun


@pytest.fixture
def sitting_id(candidate: Acting, now: datetime) -> str:
    """A sitting that was played to its end."""
    found = begun(candidate, now, Settings(questions=6))
    answer_all(candidate, now, Random(8))
    return found


def invariants(sitting_id: str) -> set[str]:
    return {found.invariant for found in checking.check_one(sitting_id)}


def test_a_sitting_that_was_played_has_nothing_wrong(sitting_id: str) -> None:
    assert checking.check_all() == []


def test_an_answer_taken_out_is_found(sitting_id: str) -> None:
    with writing() as session:
        session.execute(delete(Answer).where(Answer.sitting_id == sitting_id, Answer.position == 2))
    assert {"positions", "journal"} <= invariants(sitting_id)


def test_a_result_changed_is_found(sitting_id: str) -> None:
    with writing() as session:
        mine = (Answer.sitting_id == sitting_id) & ~Answer.dont_know
        session.execute(update(Answer).where(mine).values(score=1 - Answer.score))
    assert "replay" in invariants(sitting_id)


def test_another_seed_is_found(sitting_id: str) -> None:
    with writing() as session:
        session.execute(update(Serve).where(Serve.sitting_id == sitting_id).values(seed=1))
    assert "replay" in invariants(sitting_id)


def test_an_end_moved_before_the_answers_is_found(sitting_id: str, now: datetime) -> None:
    with writing() as session:
        session.execute(update(SittingRow).where(SittingRow.id == sitting_id).values(ended_at=now))
    assert "limits" in invariants(sitting_id)


def test_a_journal_rewritten_is_found(sitting_id: str) -> None:
    with writing() as session:
        answers = (JournalEntry.chain == sitting_id) & (JournalEntry.verb == "answer")
        session.execute(update(JournalEntry).where(answers).values(who="somebody else"))
    assert invariants(sitting_id) == {"journal"}


def test_a_sitting_that_vanished_with_its_acknowledged_answers_is_found(sitting_id: str) -> None:
    found = checking.check_all({"0" * 32: {"key-of-an-answer": None}})
    assert [one.invariant for one in found] == ["answers"]
