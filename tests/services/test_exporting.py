"""What a search found leaves as a file that comes back the same; what the file does not hold is said."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import InvalidInput, NotFound
from assessment.services import exporting, importing
from assessment.services.acting import Acting
from assessment.services.importing import Sent
from assessment.services.item_search import Wanted
from tests.services.writing import draft_of, form_with, save

People = dict[str, Acting]


@pytest.mark.parametrize("name", [name for name, _, _ in exporting.formats()])
def test_what_is_exported_is_imported_unchanged(people: People, name: str, now: datetime) -> None:
    author = people["author"]
    made = exporting.export(author, Wanted("socle", "2.1.1", "in_use"), name)
    found = importing.look(author, Sent(made.name, made.content, "socle"), now)
    assert [str(fault) for fault in found.faults] == []
    assert (found.coming, found.same) == (0, made.questions)


def test_an_incomplete_draft_is_left_out_and_said(people: People, now: datetime) -> None:
    code = draft_of(people["author"], now).version.item.code
    made = exporting.export(people["author"], Wanted("socle", "2.1.1"), "yaml")
    assert [note.place for note in made.notes] == [code]
    with pytest.raises(InvalidInput):
        exporting.export(people["author"], Wanted("socle", "2.1.1", "draft"), "yaml")


def test_a_formula_leaves_as_a_text(people: People, now: datetime) -> None:
    author = people["author"]
    save(author, draft_of(author, now), form_with(title="=HYPERLINK(1)"), now)
    made = exporting.export(author, Wanted("socle", "2.1.1", "draft"), "csv")
    assert "'=HYPERLINK(1)" in made.content.decode("utf-8-sig")


def test_an_unknown_format_is_not_found(people: People) -> None:
    with pytest.raises(NotFound):
        exporting.export(people["author"], Wanted("socle"), "docx")
