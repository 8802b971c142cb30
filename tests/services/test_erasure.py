"""What a body holds of a person goes when a person of the body erases it; the journal, the counts and a jury's decision stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from assessment.errors import InvalidInput, NotAllowed, NotFound
from assessment.services import (
    billing,
    body_settings,
    checking,
    dossiers,
    entry,
    erasure,
    files,
    jury,
    observing,
    signing,
    sitting,
    worklist,
)
from assessment.services.acting import Acting
from assessment.services.jury import NewSession, Ruling
from assessment.storage import journal
from assessment.storage.database import db
from assessment.storage.files import FileErased
from assessment.storage.tables.bank import ItemVersion
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import JournalEntry
from tests.services.judging_builders import Scene, signed
from tests.services.locks_seen import locks

People = dict[str, Acting]


@pytest.fixture
def begun(people: People, file_id: str, candidate: Acting, now: datetime) -> str:
    """A file whose person answered one question, which the evaluator observed too."""
    files.invite(people["evaluator"], file_id, now)
    entry.consent(candidate, True, now)
    sitting.go_on(candidate, now)
    shown = sitting.own_sitting(candidate).current
    assert shown is not None
    sent = sitting.Submission(token=shown.token, key="a" * 32, action="dont_know", form={})
    sitting.submit(candidate, sent, now + timedelta(seconds=20))
    seen = observing.Seen("1.2.1", "yes", "often", "Amina décrit son poste avec les mots du métier.")
    observing.observe(people["evaluator"], file_id, seen, now)
    return file_id


def everything() -> str:
    """Every row of the database as text, but the questions, in which people have names too."""
    db.session.rollback()
    tables = [table for table in db.metadata.sorted_tables if table.name != ItemVersion.__tablename__]
    return "\n".join(str(tuple(row)) for table in tables for row in db.session.execute(select(table)).all())


def test_nothing_that_tells_who_the_person_is_remains(people: People, begun: str, now: datetime) -> None:
    assert "Amina" in everything()
    erasure.erase(people["administrator"], begun, now)
    assert "Amina" not in everything()
    assert "Diallo" not in everything()


def test_the_sitting_and_the_journal_stay_sound(people: People, begun: str, candidate: Acting, now: datetime) -> None:
    sitting_id = sitting.own_sitting(candidate).id
    erasure.erase(people["administrator"], begun, now)
    assert checking.check_one(sitting_id) == []
    assert journal.broken_links(db.session(), people["administrator"].body_id) == []


def test_an_evaluation_that_began_is_still_counted(people: People, begun: str, now: datetime) -> None:
    before = billing.months(people["administrator"])
    erasure.erase(people["administrator"], begun, now)
    assert billing.months(people["administrator"]) == before != []


def test_an_erased_file_leaves_the_list_and_takes_nothing_more(people: People, begun: str, now: datetime) -> None:
    erasure.erase(people["administrator"], begun, now)
    assert worklist.worklist(people["evaluator"], worklist.Filter("all")).lines == ()
    with pytest.raises(FileErased):
        files.invite(people["evaluator"], begun, now)
    with pytest.raises(NotFound):
        erasure.erase(people["administrator"], begun, now)


def test_a_request_waits_with_the_day_by_which_it_is_answered(
    people: People, begun: str, candidate: Acting, now: datetime
) -> None:
    assert erasure.requests(people["administrator"]) == []
    entry.ask_erasure(candidate, now)
    assert dossiers.view(people["evaluator"], begun).erasure_asked_at == now
    (one,) = erasure.requests(people["administrator"])
    assert (one.file_id, one.name, one.answer_by) == (begun, "Amina Diallo", date(2026, 12, 22))
    erasure.erase(people["administrator"], begun, now)
    assert erasure.requests(people["administrator"]) == []


def test_what_a_jury_decided_stays_with_the_file_it_rests_on(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    meeting = jury.open_session(people["jury"], NewSession(date(2026, 12, 10), "Mme Petit"), now)
    (line,) = jury.view(people["jury"], meeting).lines
    jury.decide(people["jury"], meeting, Ruling(line.signature_id, "granted", ""), now)
    assert erasure.look(people["administrator"], file_id).decided
    erasure.erase(people["administrator"], file_id, now)
    assert signing.signed(people["jury"], file_id).content.identity.last_name == "Diallo"
    assert db.session.get_one(CandidateFile, file_id).code_hash is None


def test_the_reason_of_a_correction_is_all_the_journal_keeps_in_words(
    people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    signing.reopen(people["evaluator"], file_id, "Une case cochée trop vite.", now)
    erasure.erase(people["administrator"], file_id, now)
    kept = [one.data for one in db.session.scalars(select(JournalEntry)) if " " in "".join(map(str, one.data.values()))]
    assert kept == [{"why": "Une case cochée trop vite."}]
    assert "Diallo" not in everything()


def test_both_evaluations_of_a_person_go_together(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    final = files.open_final(people["evaluator"], file_id, now)
    erasure.erase(people["administrator"], final, now)
    assert "Diallo" not in everything()


def test_a_jury_s_decision_on_the_final_evaluation_is_said_before_the_initial_one_is_erased(
    people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    final = files.open_final(people["evaluator"], file_id, now)
    signed(Scene(people["evaluator"], final, now))
    meeting = jury.open_session(people["jury"], NewSession(date(2026, 12, 10), "Mme Petit"), now)
    line = next(one for one in jury.view(people["jury"], meeting).lines if one.file_id == final)
    jury.decide(people["jury"], meeting, Ruling(line.signature_id, "granted", ""), now)
    assert erasure.look(people["administrator"], file_id).decided


def test_an_observation_is_something_that_happened(people: People, file_id: str, now: datetime) -> None:
    erasure.change_retention(people["administrator"], "12", now)
    later = now + timedelta(days=300)
    seen = observing.Seen("1.2.1", "yes", "often", "Amina décrit son poste avec les mots du métier.")
    observing.observe(people["evaluator"], file_id, seen, later)
    assert erasure.outdated(people["administrator"], now + timedelta(days=400)) == []
    assert len(erasure.outdated(people["administrator"], later + timedelta(days=400))) == 1


def test_a_file_is_outdated_when_nothing_happened_for_longer_than_the_body_keeps_it(
    people: People, file_id: str, now: datetime
) -> None:
    erasure.change_retention(people["administrator"], " 24 ", now)
    assert erasure.retention(people["administrator"]) == 24
    assert erasure.outdated(people["administrator"], now + timedelta(days=729)) == []
    later = erasure.outdated(people["administrator"], now + timedelta(days=732))
    assert [one.file_id for one in later] == [file_id]


@pytest.mark.parametrize("typed", ["", "11", "61", "deux", "-24", "٢٤"])
def test_an_absurd_duration_is_refused(people: People, typed: str, now: datetime) -> None:
    with pytest.raises(InvalidInput):
        erasure.change_retention(people["administrator"], typed, now)


def test_other_settings_survive_a_new_duration(people: People, now: datetime) -> None:
    body_settings.change_budget(people["administrator"], {"questions": "40"}, now)
    erasure.change_retention(people["administrator"], "24", now)
    assert body_settings.budget(people["administrator"]).questions == 40


def test_only_an_administrator_of_the_body_erases(people: People, begun: str, now: datetime) -> None:
    for role in ("evaluator", "jury", "author", "trainer"):
        with pytest.raises(NotAllowed):
            erasure.erase(people[role], begun, now)
    stranger = people["stranger"]
    other = Acting(stranger.body_id, "Autre", frozenset({"administrator"}), stranger.who)
    with pytest.raises(NotFound):
        erasure.erase(other, begun, now)


def test_the_journal_says_who_erased(people: People, begun: str, now: datetime) -> None:
    erasure.erase(people["administrator"], begun, now)
    query = select(JournalEntry).where(JournalEntry.verb == "erase", JournalEntry.chain == people["jury"].body_id)
    noted = db.session.scalars(query).one()
    assert (noted.who, noted.subject, noted.data) == (people["administrator"].who, begun, {"kept": False})


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_they_end(day: date, months: int, expected: date) -> None:
    assert erasure.moved(day, months) == expected


def test_a_file_is_locked_after_its_body_by_those_who_change_it_and_those_who_erase_it(
    people: People, file_id: str, now: datetime
) -> None:
    with locks() as found:
        files.invite(people["evaluator"], file_id, now)
        invited = found.copy()
        found.clear()
        erasure.erase(people["administrator"], file_id, now)
    assert invited[:2] == ["body", "candidate_file"]
    assert (found[0], found.index("candidate_file") > 0) == ("body", True)
