"""The count of initial evaluations is exact: once each, in the month of the first sitting, Paris time."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from assessment.errors import NotAllowed
from assessment.services import billing, files, sitting
from assessment.services.acting import Acting
from assessment.storage.database import writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account
from assessment.storage.tables.sittings import SittingRow

People = dict[str, Acting]
LATE_IN_UTC = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # half past midnight on 1 November in Paris


def begun(people: People, starts: list[datetime | None], now: datetime) -> str:
    """The id of a file with one ended sitting per start."""
    details = files.NewFile(certificate="socle", first_name="Amina", last_name="Diallo")
    file_id = files.open_file(people["evaluator"], details, now)
    for start in starts:
        sitting_id = sitting.open_sitting(file_id, now)
        with writing() as session:
            row = session.get_one(SittingRow, sitting_id)
            row.started_at, row.ended_at, row.status = start, now, "ended"
    return file_id


def counts(people: People) -> dict[str, int]:
    return {one.month: one.total for one in billing.months(people["administrator"])}


def test_a_file_counts_once_in_the_month_of_its_first_sitting(people: People, now: datetime) -> None:
    begun(people, [datetime(2026, 9, 3, tzinfo=UTC), now], now)
    begun(people, [now], now)
    assert counts(people) == {"2026-11": 1, "2026-09": 1}


def test_the_month_is_that_of_paris(people: People, now: datetime) -> None:
    begun(people, [LATE_IN_UTC], now)
    assert counts(people) == {"2026-11": 1}


def test_a_file_never_begun_and_a_final_evaluation_do_not_count(people: People, now: datetime) -> None:
    begun(people, [], now)
    begun(people, [None], now)
    final = begun(people, [now], now)
    with writing() as session:
        session.get_one(CandidateFile, final).phase = "final"
    assert counts(people) == {}


def test_another_body_sees_its_own_counts_only(people: People, now: datetime) -> None:
    begun(people, [now], now)
    other = Acting(people["stranger"].body_id, "Ailleurs", frozenset({"administrator"}), people["stranger"].account_id)
    assert billing.months(other) == []
    with pytest.raises(NotAllowed):
        billing.months(people["evaluator"])


def test_a_name_that_is_a_formula_is_harmless_in_the_file(people: People, now: datetime) -> None:
    with writing() as session:
        session.get_one(Account, people["evaluator"].account_id).name = '=HYPERLINK("http://mal.exemple")'
    file_id = begun(people, [now], now)
    text = billing.evaluations_csv(people["administrator"])
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert lines[1][3:] == [file_id, '\'=HYPERLINK("http://mal.exemple")']
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)


def test_the_monthly_file_has_one_line_per_month(people: People, now: datetime) -> None:
    begun(people, [now], now)
    assert billing.months_csv(people["administrator"]).splitlines()[1] == "2026-11;1;0;0;1"
