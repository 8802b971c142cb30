"""A file is looked at, then its questions become drafts all at once; what is in use, or being written, never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select

from assessment.errors import Faults, InvalidInput, NotAllowed
from assessment.interchange.formats.registry import FORMATS
from assessment.items.item import Item, item_from_data
from assessment.services import authoring, importing, item_search
from assessment.services.acting import Acting
from assessment.services.importing import BankMoved, Look, Sent
from assessment.services.item_search import Wanted
from assessment.services.releases import current_release
from assessment.storage.database import db
from assessment.storage.items import Line
from assessment.storage.tables.bank import ItemRow, ItemVersion
from assessment.storage.tables.people import JournalEntry
from tests.conftest import NOW
from tests.services.writing import draft_of

People = dict[str, Acting]
GOOD, BAD = "Oui ? {=a ~b ~c}\n", "Bof ? {=a =b ~c}\n"


def look(author: Acting, text: str | bytes, name: str = "q.gift", criterion: str = "2.1.1") -> Look:
    content = text.encode() if isinstance(text, str) else text
    return importing.look(author, Sent(name, content, "socle", criterion), NOW)


def versions() -> int:
    return db.session.scalar(select(func.count()).select_from(ItemVersion)) or 0


def in_use(author: Acting) -> tuple[Item, Line]:
    """A question in use that is no family, as its version says it."""
    for line in item_search.find(author, Wanted("socle", kind="single_choice", state="in_use")).lines:
        item = item_from_data(db.session.get_one(ItemVersion, line.version_id).data, "socle", line.code, Faults())
        if item is not None and item.family is None:
            return item, line
    raise AssertionError


def workbook(*items: Item) -> bytes:
    return FORMATS["yaml"].write(items, {}).content


def test_looking_at_a_file_stores_nothing(people: People, now: datetime) -> None:
    before = versions()
    found = look(people["author"], GOOD)
    assert (len(found.new), len(found.changed), found.same, found.faults) == (1, 0, 0, ())
    assert versions() == before


def test_a_new_question_becomes_a_draft_with_its_journal_entries(people: People, now: datetime) -> None:
    author = people["author"]
    kept = importing.confirm(author, look(author, GOOD).data, now)
    assert (kept.new, kept.changed) == (1, 0)
    lines = item_search.find(author, Wanted("socle", "2.1.1", "draft")).lines
    assert [line.title for line in lines] == ["Oui ?"]
    verbs = set(db.session.scalars(select(JournalEntry.verb)))
    assert {"new_question", "import_questions"} <= verbs


def test_a_changed_question_becomes_a_draft_after_the_one_in_use_which_stays(people: People, now: datetime) -> None:
    author = people["author"]
    item, line = in_use(author)
    found = look(author, workbook(replace(item, title="Autre titre")), "q.yaml")
    assert [[change.field for change in one.changes] for one in found.changed] == [["title"]]
    release = current_release(author.body_id, "socle").id
    assert importing.confirm(author, found.data, now).changed == 1
    after = next(
        one for one in item_search.find(author, Wanted("socle", text=item.code)).lines if one.code == item.code
    )
    assert (after.state, after.title, after.in_use) == ("draft", "Autre titre", line.number)
    assert current_release(author.body_id, "socle").id == release
    assert authoring.edit(author, line.item_id, now) == after.version_id


def test_the_same_question_changes_nothing(people: People) -> None:
    found = look(people["author"], workbook(in_use(people["author"])[0]), "q.yaml")
    assert (found.coming, found.same) == (0, 1)


def test_a_draft_on_its_way_is_told_and_never_overwritten(people: People, now: datetime) -> None:
    author, (item, line) = people["author"], in_use(people["author"])
    version_id = authoring.edit(people["reviewer"], line.item_id, now)
    found = look(author, workbook(replace(item, title="Autre titre")), "q.yaml")
    assert (found.coming, [one.code for one in found.kept_apart]) == (0, [item.code])
    assert db.session.get_one(ItemVersion, version_id).title == item.title


def test_a_question_written_since_the_look_refuses_the_whole_import(people: People, now: datetime) -> None:
    author, (item, line) = people["author"], in_use(people["author"])
    found = look(
        author, workbook(replace(item, title="Autre titre"), replace(item, code=f"{item.criterion}-98")), "q.yaml"
    )
    authoring.edit(people["reviewer"], line.item_id, now)
    before = versions()
    with pytest.raises(BankMoved):
        importing.confirm(author, found.data, now)
    db.session.expire_all()
    assert versions() == before
    assert db.session.scalars(select(ItemRow).where(ItemRow.code == f"{item.criterion}-98")).first() is None


def test_an_import_confirmed_twice_is_stored_once(people: People, now: datetime) -> None:
    author = people["author"]
    data = look(author, GOOD).data
    importing.confirm(author, data, now)
    with pytest.raises(BankMoved):
        importing.confirm(author, data, now)


def test_only_the_good_part_of_a_file_comes_in_and_every_fault_is_told(people: People, now: datetime) -> None:
    author = people["author"]
    found = look(author, f"{GOOD}\n{BAD}\n{BAD}")
    assert (len(found.faults), len(found.new)) == (2, 1)
    assert all(fault.place and fault.found and fault.expected for fault in found.faults)
    assert importing.confirm(author, found.data, now).new == 1


def test_a_new_code_is_one_that_nobody_has(people: People, now: datetime) -> None:
    author = people["author"]
    taken = draft_of(author, now).version.item.code
    found = look(author, f"{GOOD}\nNon ? {{=a ~b ~c}}\n")
    codes = {one.code for one in found.new}
    assert len(codes) == 2
    assert taken not in codes


@pytest.mark.parametrize("criterion", ["", "9.9.9"])
def test_a_question_without_known_criterion_is_a_fault(people: People, criterion: str) -> None:
    found = look(people["author"], GOOD, criterion=criterion)
    assert (found.coming, len(found.faults)) == (0, 1)


@pytest.mark.parametrize("data", ["", "pas du tout", "e30=", "eJyrVkrLz1eyUlBKSixSqgUAIDcEOA=="])
def test_a_page_that_was_tampered_with_imports_nothing(people: People, now: datetime, data: str) -> None:
    with pytest.raises(InvalidInput):
        importing.confirm(people["author"], data, now)


@pytest.mark.parametrize(("name", "content"), [("", b""), ("q.gift", b"")])
def test_no_file_is_told_as_such(people: People, name: str, content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        importing.look(people["author"], Sent(name, content, "socle"), NOW)
    assert len(refused.value.faults) == 1


def test_another_body_sees_and_changes_nothing_of_this_one(people: People, now: datetime) -> None:
    item, _ = in_use(people["author"])
    stranger = Acting(**{**vars(people["author"]), "body_id": people["stranger"].body_id})
    with pytest.raises(NotAllowed):
        look(people["stranger"], GOOD)
    found = look(stranger, workbook(replace(item, title="Autre titre")), "q.yaml")
    assert (len(found.new), found.changed, found.kept_apart) == (1, (), ())


def test_a_file_too_long_for_one_transaction_is_refused(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 1)
    assert look(people["author"], GOOD).coming == 1
    with pytest.raises(InvalidInput):
        look(people["author"], f"{GOOD}\nNon ? {{=a ~b ~c}}\n")
