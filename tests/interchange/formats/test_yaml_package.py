"""A zip of our YAML with its media: known among zips, nothing taken that no question shows, contents as their names say."""

from __future__ import annotations

from assessment.errors import Faults
from assessment.interchange.formats.packages import packed
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.registry import FORMATS, format_of
from tests.items.builders import item
from tests.media_files import DRAWING, picture

FORM = FORMATS["yaml_zip"]
SHOWN = item(support=[{"type": "picture", "file": "plan.svg", "alt": "Un plan avec trois portes"}])


def read(files: dict[str, bytes]) -> Reading:
    return FORM.read("sac.zip", packed(files), Faults())


def questions() -> bytes:
    return FORMATS["yaml"].write([SHOWN], {}).content


def test_it_is_told_from_a_qti_package() -> None:
    found = format_of("sac.zip", FORM.write([SHOWN], {"plan.svg": DRAWING}).content, Faults())
    assert found is FORM
    qti = FORMATS["qti3"].write([SHOWN], {"plan.svg": DRAWING}).content
    assert format_of("sac.zip", qti, Faults()) is FORMATS["qti3"]


def test_only_what_a_question_shows_is_taken_and_the_rest_is_said() -> None:
    reading = read({"a/q.yaml": questions(), "img/plan.svg": DRAWING, "img/autre.png": picture(), "LISEZMOI.md": b"."})
    assert list(reading.media) == ["plan.svg"]
    assert ["autre.png" in note.place for note in reading.notes] == [True]
    assert not reading.faults


def test_a_file_that_is_not_what_its_name_says_is_a_fault() -> None:
    assert "d'une autre sorte que son nom" in str(
        next(iter(read({"q.yaml": questions(), "plan.svg": picture()}).faults))
    )
    assert "d'une autre sorte" in str(next(iter(read({"q.yaml": questions(), "plan.svg": b"MZ"}).faults)))


def test_a_picture_that_is_absent_is_said_when_written() -> None:
    assert "absent" in str(FORM.write([SHOWN], {}).notes[0])
