"""An evaluator opens a file, invites the person, and opens a final evaluation; others cannot."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from assessment.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.services import entry, files, planning, sessions, sitting
from assessment.services.acting import Acting
from assessment.services.files import FileClosed, NewFile
from assessment.storage import sittings
from assessment.storage.database import db
from assessment.storage.tables.people import JournalEntry
from assessment.storage.tables.sittings import SittingRow
from tests.services.judging_builders import Scene, signed

People = dict[str, Acting]
AMINA = NewFile("socle", "Amina", "Diallo", date(1990, 5, 4), ("extra_time",))


def test_a_file_is_opened_by_an_evaluator_and_noted(people: People, now: datetime) -> None:
    file_id = files.open_file(people["evaluator"], AMINA, now)
    file = files.followed(people["evaluator"], file_id)
    assert (file.name, file.birth_date, list(file.accommodations)) == ("Amina Diallo", AMINA.birth_date, ["extra_time"])
    verbs = db.session.scalars(select(JournalEntry.verb).where(JournalEntry.subject == file_id)).all()
    assert verbs == ["open_file"]


@pytest.mark.parametrize("role", ["trainer", "author", "jury", "administrator"])
def test_no_other_role_opens_a_file(people: People, now: datetime, role: str) -> None:
    with pytest.raises(NotAllowed):
        files.open_file(people[role], AMINA, now)


def test_every_fault_of_the_form_is_said_at_once(people: People, now: datetime) -> None:
    faulty = NewFile("autre", " ", "x" * 101, date(2026, 1, 1), ("rien",))
    with pytest.raises(InvalidInput) as refused:
        files.open_file(people["evaluator"], faulty, now)
    places = ["certificate", "first_name", "last_name", "birth_date", "accommodations"]
    assert [fault.place for fault in refused.value.faults] == places


def test_a_stranger_does_not_find_the_file(people: People, file_id: str) -> None:
    with pytest.raises(NotFound):
        files.followed(people["stranger"], file_id)


def test_an_invitation_opens_the_file_and_a_sitting(people: People, file_id: str, now: datetime) -> None:
    invitation = files.invite(people["evaluator"], file_id, now)
    secret = sessions.enter_with_code(invitation.code.lower(), "here", now)
    person = sessions.who(secret, now)
    assert person is not None
    assert person.file_id == file_id
    assert invitation.link.endswith(f"/entrer/{invitation.code}")
    assert invitation.qr.startswith("<svg")
    assert len(db.session.scalars(select(SittingRow).where(SittingRow.file_id == file_id)).all()) == 1


def test_a_new_invitation_stops_the_code_before_it(people: People, file_id: str, now: datetime) -> None:
    first = files.invite(people["evaluator"], file_id, now)
    second = files.invite(people["evaluator"], file_id, now)
    with pytest.raises(InvalidInput):
        sessions.enter_with_code(first.code, "here", now)
    assert sessions.enter_with_code(second.code, "here", now)


def test_a_new_invitation_ends_the_sessions_of_the_code_before_it(people: People, file_id: str, now: datetime) -> None:
    first = files.invite(people["evaluator"], file_id, now)
    secret = sessions.enter_with_code(first.code, "here", now)
    assert sessions.who(secret, now) is not None
    second = files.invite(people["evaluator"], file_id, now + timedelta(minutes=5))
    assert sessions.who(secret, now + timedelta(minutes=5)) is None
    again = sessions.enter_with_code(second.code, "here", now + timedelta(minutes=6))
    assert sessions.who(again, now + timedelta(minutes=6)) is not None


def test_a_final_evaluation_takes_over_what_was_acquired(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1", "2.1.2"))
    planning.choose_trainer(people["evaluator"], file_id, people["trainer"].who, now)
    final_id = files.open_final(people["evaluator"], file_id, now + timedelta(days=200))
    final = files.followed(people["evaluator"], final_id)
    assert (final.phase, final.initial_file_id, final.trainer_id) == ("final", file_id, people["trainer"].who)
    invited = files.invite(people["evaluator"], final_id, now + timedelta(days=200))
    assert invited.code
    sitting = db.session.scalars(select(SittingRow).where(SittingRow.file_id == final_id)).one()
    assert sitting.settings["criteria"] == ["2.1.1", "2.1.2"]


def test_a_final_evaluation_waits_for_the_signature_of_the_initial_one(
    people: People, file_id: str, now: datetime
) -> None:
    with pytest.raises(RuleBroken):
        files.open_final(people["evaluator"], file_id, now)


def test_one_final_evaluation_at_a_time(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    files.open_final(people["evaluator"], file_id, now)
    with pytest.raises(RuleBroken):
        files.open_final(people["evaluator"], file_id, now)


def test_a_new_code_after_the_signature_opens_the_outcome_and_no_sitting(
    people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    files.invite(people["evaluator"], file_id, now)
    entry.consent(candidate, False, now)
    sitting.go_on(candidate, now)
    sitting.stop(candidate, now)
    signed(Scene(people["evaluator"], file_id, now))
    assert files.invite(people["evaluator"], file_id, now).code
    assert len(sittings.of_file(db.session(), file_id)) == 1


def test_a_signed_file_of_someone_who_never_came_invites_nobody(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    with pytest.raises(FileClosed):
        files.invite(people["evaluator"], file_id, now)
