"""What an administrator decides for sittings holds for the next one; referentials are read, then confirmed."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, update

from assessment.errors import InvalidInput, NotAllowed, RuleBroken
from assessment.services import body_settings, grids, journal_view, sitting
from assessment.services.acting import Acting
from assessment.sittings.sitting import DEFAULT_FLOOR
from assessment.storage.database import db, writing
from assessment.storage.tables.people import JournalEntry
from assessment.storage.tables.sittings import SittingRow

People = dict[str, Acting]
ABSURD = {"questions": "0", "minutes": "mille", "exposure": "2", "pilots": "21"}


def test_the_budget_of_a_sitting_is_what_the_administrator_says(people: People, now: datetime) -> None:
    body_settings.change_budget(people["administrator"], {"questions": " 40 ", "minutes": "50"}, now)
    found = body_settings.sitting_settings(db.session(), people["administrator"].body_id)
    assert (found.questions, found.seconds) == (40, 3000)


def test_the_next_sitting_is_opened_with_that_budget(people: People, file_id: str, now: datetime) -> None:
    body_settings.change_budget(people["administrator"], {"questions": "40", "minutes": "50"}, now)
    row = db.session.get_one(SittingRow, sitting.open_sitting(file_id, now))
    assert (row.settings["questions"], row.settings["seconds"]) == (40, 3000)
    assert row.settings["floor_per_minute"] == DEFAULT_FLOOR > 0


def test_absurd_budgets_are_refused_together(people: People, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        body_settings.change_budget(people["administrator"], ABSURD, now)
    assert {fault.place for fault in refused.value.faults} == set(ABSURD)


def test_what_was_not_typed_stays_as_it_was(people: People, now: datetime) -> None:
    body_settings.change_budget(people["administrator"], {"questions": "40", "exposure": "25", "pilots": "10"}, now)
    body_settings.change_budget(people["administrator"], {"minutes": "50"}, now)
    assert body_settings.budget(people["administrator"]) == body_settings.SittingBudget(40, 50, 25, 10)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("certificate", ["socle", "numerique", "management"])
def test_the_model_is_read_back_as_a_grid(people: People, certificate: str, extension: str) -> None:
    content = grids.model(people["administrator"], certificate, extension)
    grid = grids.read_upload(people["administrator"], f"grille.{extension}", content)
    assert grid.certificate == certificate
    assert grid.criteria == sum(criteria for _, _, _, criteria in grid.domains)


def test_a_confirmed_grid_is_the_one_the_next_release_follows(people: People, now: datetime) -> None:
    admin = people["administrator"]
    content = grids.model(admin, "socle", "csv").replace(b"version;", b"version;bis-", 1)
    grid = grids.read_upload(admin, "grille.csv", content)
    assert not grid.known
    assert grids.confirm(admin, grid.data, now) == "socle"
    assert [one.version for one in grids.versions(admin) if one.id in grids.in_use(admin)] == [grid.version]
    with pytest.raises(RuleBroken):
        grids.confirm(admin, grid.data, now)


def test_every_fault_of_a_grid_is_told_with_its_cell_and_nothing_is_stored(people: People) -> None:
    admin = people["administrator"]
    before = grids.versions(admin)
    content = grids.model(admin, "socle", "csv").decode().replace(";inconnu;", ";peut-être;", 2)
    with pytest.raises(InvalidInput) as refused:
        grids.read_upload(admin, "grille.csv", content.encode())
    assert len(refused.value.faults) == 2
    assert all("grille.csv, ligne" in fault.place and "case" in fault.place for fault in refused.value.faults)
    assert grids.versions(admin) == before


@pytest.mark.parametrize("name", ["..", ".", "/", "grille", ".csv", "grille.exe", "a\n.csv.."])
def test_a_file_of_another_kind_is_refused_by_its_name(people: People, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        grids.read_upload(people["administrator"], name, b"x")
    assert [fault.place for fault in refused.value.faults] == [name]


@pytest.mark.parametrize("name", ["../../grille du Centre.CSV", "a" * 300 + ".csv"])
def test_a_file_is_told_by_the_name_it_came_with(people: People, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        grids.read_upload(people["administrator"], name, b"rien;du;tout")
    assert any(fault.place.startswith(name) for fault in refused.value.faults)


@pytest.mark.parametrize("data", ["", "{", "[]", "null", '{"certificate": 3}'])
def test_a_forged_confirmation_is_refused(people: People, now: datetime, data: str) -> None:
    with pytest.raises(InvalidInput):
        grids.confirm(people["administrator"], data, now)


def test_the_journal_says_who_did_what_and_that_it_is_intact(people: People, now: datetime, file_id: str) -> None:
    found = journal_view.read(people["administrator"])
    assert ("Evaluator", "open_file") in [(line.who, line.verb) for line in found.lines]
    assert found.broken == ()


def test_a_line_changed_after_the_fact_is_seen(people: People, now: datetime, file_id: str) -> None:
    body_settings.change_budget(people["administrator"], {"questions": "40", "minutes": "50"}, now)
    with writing() as session:
        number = session.scalars(select(JournalEntry.number).where(JournalEntry.verb == "open_file")).one()
        session.execute(update(JournalEntry).where(JournalEntry.number == number).values(who="quelqu'un"))
    assert number in journal_view.read(people["administrator"]).broken


def test_only_administrators_read_the_journal_the_settings_and_the_grids(people: People, now: datetime) -> None:
    for use in (journal_view.read, body_settings.budget, grids.versions):
        for role in ("evaluator", "author", "jury", "trainer"):
            with pytest.raises(NotAllowed):
                use(people[role])
