"""A jury decides on signed files, once per session; it changes no judgement."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from assessment.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.services import jury, signing
from assessment.services.acting import Acting
from assessment.services.jury import NewSession, Ruling
from tests.services.judging_builders import Scene, signed

People = dict[str, Acting]
MEETING = NewSession(date(2026, 12, 10), "Mme Petit, employeurs\nM. Roy, salariés")


def test_a_session_reads_signed_files_and_decides(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    assert jury.waiting(people["jury"]) == 1
    session_id = jury.open_session(people["jury"], MEETING, now)
    (line,) = jury.view(people["jury"], session_id).lines
    jury.decide(people["jury"], session_id, Ruling(line.signature_id, "granted", ""), now)
    (decided,) = jury.view(people["jury"], session_id).lines
    assert decided.decision is not None
    assert (decided.decision.decision, decided.decision.recorded_by) == ("granted", "Jury")
    assert (jury.waiting(people["jury"]), jury.sessions(people["jury"])[0].decisions) == (0, 1)


def test_a_file_is_decided_once_in_a_session(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    session_id = jury.open_session(people["jury"], MEETING, now)
    (line,) = jury.view(people["jury"], session_id).lines
    jury.decide(people["jury"], session_id, Ruling(line.signature_id, "postponed", "Une pièce manque."), now)
    with pytest.raises(RuleBroken):
        jury.decide(people["jury"], session_id, Ruling(line.signature_id, "granted", ""), now)
    other = jury.open_session(people["jury"], NewSession(date(2027, 1, 14), MEETING.members), now)
    assert len(jury.view(people["jury"], other).lines) == 1


def test_a_refusal_says_why(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    session_id = jury.open_session(people["jury"], MEETING, now)
    (line,) = jury.view(people["jury"], session_id).lines
    too_long = Ruling(line.signature_id, "granted", "x" * 2001)
    for ruling in (Ruling(line.signature_id, "refused", " "), Ruling(line.signature_id, "", ""), too_long):
        with pytest.raises(InvalidInput):
            jury.decide(people["jury"], session_id, ruling, now)


def test_a_file_opened_for_a_correction_waits(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    session_id = jury.open_session(people["jury"], MEETING, now)
    (line,) = jury.view(people["jury"], session_id).lines
    signing.reopen(people["evaluator"], file_id, "Erreur de saisie.", now + timedelta(hours=1))
    assert jury.view(people["jury"], session_id).lines == ()
    with pytest.raises(RuleBroken):
        jury.decide(people["jury"], session_id, Ruling(line.signature_id, "granted", ""), now)


def test_a_decision_stays_in_its_session_when_the_file_is_corrected_later(
    people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    session_id = jury.open_session(people["jury"], NewSession(date(2026, 12, 10), "Mme Petit"), now)
    (line,) = jury.view(people["jury"], session_id).lines
    jury.decide(people["jury"], session_id, Ruling(line.signature_id, "granted", ""), now)
    signing.reopen(people["evaluator"], file_id, "Une date est à corriger.", now + timedelta(hours=1))
    (line,) = jury.view(people["jury"], session_id).lines
    assert line.decision is not None
    assert line.decision.decision == "granted"


def test_what_is_written_of_a_session_leaves_out_who_was_signed_since(
    people: People, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    day_before = (now - timedelta(days=1)).date()
    earlier = jury.open_session(people["jury"], NewSession(day_before, "Mme Petit"), now)
    same_day = jury.open_session(people["jury"], NewSession(now.date(), "Mme Petit"), now)
    assert len(jury.view(people["jury"], earlier).lines) == 1
    assert jury.told(people["jury"], earlier).lines == ()
    assert len(jury.told(people["jury"], same_day).lines) == 1


def test_others_stay_out_of_the_jury(people: People, file_id: str, now: datetime) -> None:
    session_id = jury.open_session(people["jury"], MEETING, now)
    with pytest.raises(NotAllowed):
        jury.view(people["evaluator"], session_id)
    stranger = Acting(people["stranger"].body_id, "Autre jury", frozenset({"jury"}), people["stranger"].who)
    with pytest.raises(NotFound):
        jury.view(stranger, session_id)


def test_a_session_needs_its_date_and_its_members(people: People, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        jury.open_session(people["jury"], NewSession(None, " \n "), now)
    assert [fault.place for fault in refused.value.faults] == ["held_on", "members"]


def test_a_spreadsheet_of_decisions_runs_no_formula(people: People, file_id: str, now: datetime) -> None:
    signed(Scene(people["evaluator"], file_id, now))
    session_id = jury.open_session(people["jury"], MEETING, now)
    (line,) = jury.view(people["jury"], session_id).lines
    jury.decide(people["jury"], session_id, Ruling(line.signature_id, "postponed", "=2+2"), now)
    assert ";'=2+2;" in jury.as_csv(people["jury"], session_id)
