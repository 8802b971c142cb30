"""The contract every format of question files keeps. A new format joins it by its line in the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.config import bank_folder
from assessment.errors import Faults
from assessment.interchange.formats.arrivals import Wanted, arrivals
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.port import Format, Media, Note, Reading
from assessment.interchange.formats.registry import FORMATS, format_of
from assessment.interchange.media_folder import MediaFolder
from assessment.interchange.yaml_items import load_items
from assessment.items.item import Item
from assessment.items.kinds import KINDS
from tests.items.builders import OPTIONS, family_data, item, item_from

EVERYTHING: dict[str, Any] = {
    "how": "Prenez votre temps.",
    "slope": {"value": 1.3, "se": 0.1, "source": "calibration"},
    "difficulty": {"value": -1.25, "se": 0.33, "source": "calibration"},
    "spoken": "Écoutez bien : qui = quoi ?\n\nUne ~ seconde # fois } ou { pas.",
    "needs": ["sight"],
    "enemies": ["2.1.1-04"],
    "question": "Combien = 2 + 2 ?\n\nUn } piège { : a < b & c -> d, « 50 % » \\ fin.",
    "support": [
        {"type": "text", "title": "Note", "text": "Un.\n\nDeux : trois."},
        {"type": "table", "caption": "Prix", "columns": ["", "A | B"], "rows": [["x", "1"], ["y", ""]]},
    ],
}
GARBAGE = [
    b"",
    b"\0\0\0",
    b"\xff\xfe\xff",
    b"PK\x03\x04",
    b"<quiz>",
    b"{",
    b"items: [",
    "é;è\n".encode("utf-16"),
    b"<a>" * 500,
]


@pytest.fixture(params=sorted(FORMATS))
def form(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


def read(form: Format, content: bytes) -> Reading:
    return form.read(f"fichier{form.suffixes[0]}", content, Faults())


def there_and_back(form: Format, items: list[Item], media: Media = {}) -> tuple[list[Item], Reading, tuple[Note, ...]]:  # noqa: B006
    written = form.write(items, media)
    reading = read(form, written.content)
    found = [one.item for one in arrivals(reading, Wanted("socle"))]
    assert [str(fault) for fault in reading.faults] == []
    return found, reading, written.notes


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_question_comes_back_exactly_as_it_left(form: Format, kind: str) -> None:
    items = [item(kind), item(kind, code="2.1.1-02", **EVERYTHING)]
    assert there_and_back(form, items)[0] == items


def test_a_family_comes_back_with_its_pattern(form: Format) -> None:
    family = item_from(family_data())
    assert there_and_back(form, [family])[0] == [family]


def test_identifiers_and_named_mistakes_come_back_in_any_order(form: Format) -> None:
    mixed = [dict(option, id=name) for option, name in zip(OPTIONS, "dbac", strict=True)]
    ranked = item("ordering", code="2.1.1-02", key=["d", "a", "c", "b"])
    items = [
        item(options=mixed, key="b", fixed_order=True, guessing=0.18),
        ranked,
    ]
    assert there_and_back(form, items)[0] == items


def shipped() -> list[Item]:
    """One shipped question of every kind, with and without a family, with a picture and with a recording."""
    wanted: dict[object, Item] = {}
    for path in sorted((bank_folder() / "items" / "socle").glob("*.yaml")):
        for one in load_items(path):
            names = [one.kind, (one.kind, one.family is not None), *(Path(file).suffix for file in files_of(one))]
            for name in names:
                wanted.setdefault(name, one)
    return list({one.code: one for one in wanted.values()}.values())


def test_shipped_questions_come_back_and_what_cannot_be_held_is_said(form: Format) -> None:
    items, media = shipped(), MediaFolder(bank_folder() / "media")
    assert {one.kind for one in items} == set(KINDS)
    found, reading, notes = there_and_back(form, items, media)
    assert found == items
    for file in {file for one in items for file in files_of(one)}:
        carried = reading.media.get(file) == media[file]
        assert carried or any(file in note.text for note in notes)


def test_a_file_we_write_is_known_by_its_name_and_its_content(form: Format) -> None:
    content = form.write([item()], {}).content
    faults = Faults()
    assert format_of(f"x{form.suffixes[0]}", content, faults) is form
    assert not faults


@pytest.mark.parametrize("content", GARBAGE)
def test_garbage_gets_a_fault_that_names_the_file_and_raises_nothing(form: Format, content: bytes) -> None:
    reading = read(form, content)
    arrivals(reading, Wanted("socle", "2.1.1"))
    assert reading.faults
    assert all("fichier" in fault.place for fault in reading.faults)


def test_a_code_given_twice_is_refused(form: Format) -> None:
    reading = read(form, form.write([item(), item(title="Autre")], {}).content)
    assert len(arrivals(reading, Wanted("socle"))) <= 1
    assert any("déjà pris" in fault.found or "deux" in fault.found for fault in reading.faults)


def test_a_criterion_outside_the_referential_is_refused(form: Format) -> None:
    reading = read(form, form.write([item()], {}).content)
    assert arrivals(reading, Wanted("socle", criteria={"socle": ["9.9.9"]})) == []
    assert [fault.found for fault in reading.faults] == ["le critère 2.1.1"]


CALM = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SMALL = [item("single_choice"), item("fill_blanks", code="2.1.1-02"), item("matching", code="2.1.1-03")]
WRITTEN = {name: each.write(SMALL, {}).content for name, each in FORMATS.items()}


def says_something(name: str, content: bytes) -> bool:
    """Whatever comes in, questions come out, or the reason why none does; never an exception, never silence."""
    reading = read(FORMATS[name], content)
    return bool(arrivals(reading, Wanted("socle", "2.1.1")) or reading.faults)


@pytest.mark.parametrize("name", sorted(FORMATS))
@CALM
@given(content=st.binary(max_size=400))
def test_no_bytes_make_a_reader_raise_or_say_nothing(name: str, content: bytes) -> None:
    assert says_something(name, content)


@pytest.mark.parametrize("name", sorted(FORMATS))
@CALM
@given(start=st.floats(0, 1), length=st.integers(0, 200), put=st.binary(max_size=30))
def test_no_damage_to_a_good_file_makes_a_reader_raise(name: str, start: float, length: int, put: bytes) -> None:
    good = WRITTEN[name]
    at = int(start * len(good))
    assert says_something(name, good[:at] + put + good[at + length :])


@pytest.mark.parametrize("name", sorted(FORMATS))
@CALM
@given(text=st.text("{}[]<>=~#:%\\|&;,.\"'\n \t-*_/!aT1é", max_size=200))
def test_no_punctuation_makes_a_reader_raise(name: str, text: str) -> None:
    for start in ("", "<quiz><question type='cloze'><questiontext><text>", "Question\n\n", "items:\n  - "):
        assert says_something(name, (start + text).encode())
