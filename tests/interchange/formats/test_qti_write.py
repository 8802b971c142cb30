"""The QTI packages we write are whole: every part is declared, every file listed, and nothing is lost on the way back."""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from assessment.errors import Faults
from assessment.interchange.formats.arrivals import Arrival, Wanted, arrivals
from assessment.interchange.formats.packages import packed
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.qti_format import QTI_2, QTI_3, QtiFormat
from assessment.interchange.formats.qti_names import as_three
from assessment.items.item import Item, item_to_data
from assessment.items.kinds import KINDS
from tests.items.builders import family_data, item, item_from
from tests.media_files import speech

PLAN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><circle r="3"/></svg>'
ORDER = ["qti-response-declaration", "qti-outcome-declaration", "qti-item-body", "qti-response-processing"]
SOUND = {"type": "audio", "title": "Message", "file": "message.mp3", "transcript": "Bonjour."}


@pytest.fixture(params=[QTI_3, QTI_2], ids=["qti3", "qti2"])
def form(request: pytest.FixtureRequest) -> QtiFormat:
    found: QtiFormat = request.param
    return found


def files_of(form: QtiFormat, *items: Item) -> dict[str, bytes]:
    content = form.write(items, {"plan.svg": PLAN, "message.mp3": speech()}).content
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree_of(form: QtiFormat, one: Item) -> Element:
    return as_three(fromstring(files_of(form, one)[f"items/socle-{one.code}.xml"]))


def back(form: QtiFormat, files: dict[str, bytes]) -> tuple[list[Arrival], Reading]:
    reading = form.read("p.zip", packed(files), Faults())
    return arrivals(reading, Wanted("socle")), reading


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_item_declares_every_response_it_asks_and_processes(form: QtiFormat, kind: str) -> None:
    root = tree_of(form, item(kind))
    tags = [str(child.tag) for child in root]
    assert tags == sorted(tags, key=ORDER.index)
    declared = [each.get("identifier") for each in root.iter("qti-response-declaration")]
    asked = [name for each in root.iter() if (name := each.get("response-identifier"))]
    assert sorted(declared, key=str) == sorted(asked)
    processed = {each.get("identifier") for each in root.iter() if each.tag in ("qti-variable", "qti-map-response")}
    assert processed <= set(declared)
    template = root.find("qti-response-processing").get("template", "")  # type: ignore[union-attr]
    assert bool(template) != bool(processed)
    assert "match_correct" in template or "map_response" in template or processed


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"task"}))
def test_a_tool_that_drops_what_it_does_not_know_still_shows_the_question(form: QtiFormat, kind: str) -> None:
    files = files_of(form, item(kind))
    files["imsmanifest.xml"] = re.sub(rb"<question xmlns=.*?</question>", b"", files["imsmanifest.xml"])
    ((one,), _) = back(form, files)
    before = item_to_data(item(kind))
    assert {name: one.data.get(name) for name in ("kind", "code", "title", "question", "key", "trade")} == {
        name: before.get(name) for name in ("kind", "code", "title", "question", "key", "trade")
    }


def test_the_names_of_each_version_are_its_own() -> None:
    three, two = (files_of(form, item("placing"))["items/socle-2.1.1-01.xml"].decode() for form in (QTI_3, QTI_2))
    assert "<qti-hotspot-interaction response-identifier=" in three
    assert '<img src="../media/plan.svg"' in three
    assert "<hotspotInteraction responseIdentifier=" in two
    assert '<object data="../media/plan.svg"' in two
    assert "qti-" not in two


def test_the_manifest_lists_every_file_of_the_package(form: QtiFormat) -> None:
    files = files_of(form, item("placing"), item("number", code="2.1.1-02", support=[SOUND]))
    root = fromstring(files["imsmanifest.xml"])
    listed = {each.get("href") for each in root.iter() if str(each.tag).endswith("}file")}
    assert listed == set(files) - {"imsmanifest.xml"}
    names = [each.get("identifier") for each in root.iter() if str(each.tag).endswith("}resource")]
    assert len(names) == len(set(names)) == 4
    needed = {each.get("identifierref") for each in root.iter() if str(each.tag).endswith("}dependency")}
    assert needed <= set(names)


def test_what_a_reader_of_qti_will_not_see_is_said(form: QtiFormat) -> None:
    items = [
        item("task"),
        item("short_text", code="2.1.1-02", support=[SOUND]),
        item_from(family_data(code="2.1.1-03")),
    ]
    said = "\n".join(str(note) for note in form.write(items, {}).notes)
    for part in (
        "liste de champs",
        "lettre à lettre",
        "message.mp3 n'est pas dans le paquet",
        "transcription",
        "famille",
    ):
        assert part in said


def test_a_text_changed_in_another_tool_is_taken_with_all_that_was_sealed(form: QtiFormat) -> None:
    files = files_of(form, item())
    changed = files["items/socle-2.1.1-01.xml"].replace("8,50 €".encode(), "9,50 €".encode())
    ((one,), reading) = back(form, {**files, "items/socle-2.1.1-01.xml": changed})
    assert one.data["options"][1:3] == [  # type: ignore[index]
        {"id": "b", "text": "9,50 €"},
        {"id": "c", "text": "12,50 €", "mistake": "prix recopié"},
    ]
    assert one.item.explanation == item().explanation
    assert "changé dans un autre outil" in str(reading.notes[0])


def test_a_transcript_stays_when_another_tool_rewrites_what_plays_the_sound(form: QtiFormat) -> None:
    one = item(support=[SOUND])
    files = files_of(form, one)
    name = "items/socle-2.1.1-01.xml"
    player = b'<object data="../media/message.mp3" type="audio/mpeg"/>'
    ((found,), reading) = back(form, {**files, name: re.sub(rb"<audio.*?/>", player, files[name])})
    assert found.item == one
    assert "support" in str(reading.notes[0])


def test_a_key_taken_away_in_another_tool_is_a_fault(form: QtiFormat) -> None:
    files = files_of(form, item())
    name = "items/socle-2.1.1-01.xml"
    cut = re.sub(rb"<(qti-correct-r|correctR)esponse>.*?</(qti-correct-r|correctR)esponse>", b"", files[name])
    found, reading = back(form, {**files, name: cut})
    assert found == []
    assert [fault.found for fault in reading.faults] == ["une question sans réponse attendue"]


def test_a_tolerance_is_in_the_response_processing(form: QtiFormat) -> None:
    root = tree_of(form, item("number", key={"value": 7.5, "tolerance": 0.25}))
    (equal,) = root.iter("qti-equal")
    assert (equal.get("tolerance-mode"), equal.get("tolerance")) == ("absolute", "0.25 0.25")


def test_credits_are_a_mapping(form: QtiFormat) -> None:
    root = tree_of(form, item("situational"))
    assert [each.get("mapped-value") for each in root.iter("qti-map-entry")] == ["2", "1", "0", "0"]
    assert root.find("qti-outcome-declaration").get("normal-maximum") == "2"  # type: ignore[union-attr]


def test_no_explanation_mistake_or_transcript_is_shown(form: QtiFormat) -> None:
    shown = files_of(form, item(support=[SOUND]))["items/socle-2.1.1-01.xml"].decode()
    for hidden in ("20 − 12,50 = 7,50.", "retenue oubliée", "Bonjour."):
        assert hidden not in shown
