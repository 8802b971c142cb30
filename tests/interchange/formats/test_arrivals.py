from __future__ import annotations

from assessment.errors import Faults
from assessment.interchange.formats.arrivals import CHANGED, NEW, SAME, Wanted, arrivals, changes
from assessment.interchange.formats.bringing import There, bring
from assessment.interchange.formats.port import Incoming, Reading
from assessment.interchange.formats.registry import FORMATS
from tests.items.builders import item, item_data

GIFT = b"Oui ? {=a ~b ~c}\n\nNon ? {=a ~b ~c}"
THERE = There({}, {})


def reading_of(*questions: Incoming) -> Reading:
    return Reading(Faults(), list(questions))


def test_a_question_is_new_changed_or_the_same_and_its_changed_fields_are_named() -> None:
    datas = [item_data(code=f"2.1.1-0{number}") for number in (1, 2, 3)]
    found = arrivals(reading_of(*(Incoming(data, f"ligne {at}") for at, data in enumerate(datas))), Wanted("socle"))
    there = {("socle", "2.1.1-01"): datas[0], ("socle", "2.1.1-02"): datas[1] | {"title": "Avant"}}
    judged = changes(found, there)
    assert [one.state for one in judged] == [SAME, CHANGED, NEW]
    assert [change.label for change in judged[1].changes] == ["Titre"]


def test_the_same_question_written_otherwise_is_the_same() -> None:
    data = item_data("number", key={"value": 7.5})
    found = arrivals(reading_of(Incoming(item_data("number"), "ici")), Wanted("socle"))
    assert changes(found, {("socle", "2.1.1-01"): data})[0].state == SAME


def test_new_questions_take_the_next_free_numbers_of_the_criterion() -> None:
    there = There({("socle", "2.1.1-01"): item_data(), ("socle", "2.1.1-03"): item_data()}, {})
    brought = bring("f.gift", GIFT, Wanted("socle", "2.1.1"), there)
    assert [one.item.code for one in brought.arrivals] == ["2.1.1-02", "2.1.1-04"]


def test_what_is_supposed_is_said() -> None:
    brought = bring("f.gift", GIFT, Wanted("socle", "2.1.1"), THERE)
    assert (brought.arrivals[0].item.difficulty.se, len(brought.notes)) == (1.0, 2)
    assert "Difficulté estimée" in brought.notes[0].text


def test_an_unknown_criterion_certificate_or_format_is_a_fault() -> None:
    known = {"socle": ["2.1.1"]}
    assert bring("f.gift", GIFT, Wanted("socle", "9.9.9", known), THERE).faults[0].found == "le critère 9.9.9"
    assert "pix" in bring("f.gift", GIFT, Wanted("pix", "2.1.1", known), THERE).faults[0].found
    assert "deux" in bring("f.gift", GIFT, Wanted("socle", "deux"), THERE).faults[0].found
    assert bring("f.docx", GIFT, Wanted("socle", "2.1.1"), THERE).faults[0].place == "f.docx"


def test_an_unknown_criterion_is_said_with_the_other_faults_of_the_question() -> None:
    reading = reading_of(Incoming(item_data(code="9.9.9-01", title="", seconds=-1), "ligne 2"))
    assert arrivals(reading, Wanted("socle", criteria={"socle": ["2.1.1"]})) == []
    found = [str(fault.found) for fault in reading.faults]
    assert len(found) >= 2
    assert found[-1] == "le critère 9.9.9"


def test_a_picture_must_be_in_the_file_or_in_the_bank() -> None:
    asked = item("placing")
    content = FORMATS["yaml"].write([asked], {}).content
    assert "plan.svg" in bring("f.yaml", content, Wanted("socle"), THERE).faults[0].found
    assert bring("f.yaml", content, Wanted("socle"), There({}, {"plan.svg": b"x"})).arrivals[0].item == asked


def test_a_file_never_replaces_another_of_the_same_name() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><path d="M0 0"/></svg>'
    content = FORMATS["moodle_xml"].write([item("placing")], {"plan.svg": drawing}).content
    same = bring("f.xml", content, Wanted("socle"), There({}, {"plan.svg": drawing}))
    assert (same.arrivals[0].item, same.media) == (item("placing"), {})
    other = bring("f.xml", content, Wanted("socle"), There({}, {"plan.svg": b"autre"}))
    name = other.arrivals[0].item.content.picture.file
    assert name.startswith("plan-")
    assert other.media == {name: drawing}


def test_the_good_part_leaves_out_every_question_with_a_fault() -> None:
    brought = bring("f.gift", GIFT + b"\n\nBof ? {=a =b ~c}", Wanted("socle", "2.1.1"), THERE)
    assert (len(brought.arrivals), len(brought.faults)) == (2, 1)
