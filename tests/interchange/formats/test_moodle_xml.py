"""Moodle XML: every type that has a kind of ours, files in base64, and what is refused."""

from __future__ import annotations

import base64

import pytest

from assessment.errors import Faults
from assessment.interchange.formats.registry import FORMATS
from tests.interchange.formats.builders import brought, faults_in, notes_in, only
from tests.items.builders import item
from tests.media_files import picture

DOT = base64.b64encode(picture()).decode()


def quiz(kind: str, inside: str, text: str = "Oui ?", files: str = "") -> str:
    asked = f"<questiontext format='html'><text><![CDATA[{text}]]></text>{files}</questiontext>"
    return f"<quiz>\n<question type='{kind}'><name><text>Titre</text></name>{asked}{inside}</question></quiz>"


def answers(*weighted: tuple[str, float]) -> str:
    return "".join(f"<answer fraction='{weight}'><text>{text}</text></answer>" for text, weight in weighted)


def test_one_and_several_right_answers() -> None:
    one = only(
        "moodle_xml",
        quiz("multichoice", answers(("a", 0), ("b", 100), ("c", 0)) + "<shuffleanswers>0</shuffleanswers>"),
    )
    assert (one["kind"], one["key"], one["fixed_order"]) == ("single_choice", "b", True)
    many = only(
        "moodle_xml", quiz("multichoice", answers(("a", 50), ("b", 50), ("c", -100)) + "<single>false</single>")
    )
    assert (many["kind"], many["key"]) == ("several_choices", ["a", "b"])


def test_true_or_false() -> None:
    assert only("moodle_xml", quiz("truefalse", answers(("true", 0), ("false", 100))))["key"] == {"x1": "non"}


def test_typed_texts_and_numbers() -> None:
    data = only("moodle_xml", quiz("shortanswer", "<usecase>1</usecase>" + answers(("Rayon", 100), ("*", 0))))
    assert data["key"] == {"accepted": ["Rayon"], "exact": True}
    unit = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
    number = "<answer fraction='100'><text>42</text><tolerance>0.5</tolerance></answer>"
    data = only("moodle_xml", quiz("numerical", number + unit))
    assert (data["key"], data["unit"]) == ({"value": 42, "tolerance": 0.5}, "m")


def test_pairs_and_orders() -> None:
    rows = [("France", "Paris"), ("Italie", "Rome"), ("Japon", "Tokyo"), ("", "Oslo")]
    inside = "".join(f"<subquestion><text>{a}</text><answer><text>{b}</text></answer></subquestion>" for a, b in rows)
    assert only("moodle_xml", quiz("matching", inside))["key"] == {"a": "d", "b": "e", "c": "f"}
    data = only("moodle_xml", quiz("ordering", answers(("deux", 2.0), ("un", 1.0), ("trois", 3.0))))
    assert [row["text"] for row in data["elements"]] == ["un", "deux", "trois"]  # type: ignore[attr-defined]


def test_a_cloze_is_a_text_with_blanks() -> None:
    text = "<p>Lisez.</p><p>Le {1:SHORTANSWER:=chat#bien~%50%chien} a {2:NUMERICAL:=4:0.5} {1:MC:=pattes~ailes}.</p>"
    data = only("moodle_xml", quiz("cloze", "", text))
    assert (data["question"], data["text"]) == ("Lisez.", "Le [[x1]] a [[x2]] [[x3]].")
    assert data["key"] == {"x1": {"accepted": ["chat"]}, "x2": {"value": 4, "tolerance": 0.5}, "x3": "pattes"}


def test_a_cloze_in_a_table_is_a_table_to_complete() -> None:
    table = "<p>Complète.</p><table><tr><th>Nom</th><th>Fin</th></tr><tr><td>Ada</td><td>{1:NM:=17}</td></tr></table>"
    data = only("moodle_xml", quiz("cloze", "", table))
    assert data["table"] == {"caption": "Tableau", "columns": ["Nom", "Fin"], "rows": [["Ada", {"blank": "x1"}]]}


@pytest.mark.parametrize(("kind", "tag"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_to_choose_or_to_move_are_lists(kind: str, tag: str) -> None:
    words = [("le", 1), ("la", 1), ("chat", 2), ("chien", 2)]
    inside = "".join(f"<{tag}><text>{word}</text><group>{group}</group></{tag}>" for word, group in words)
    data = only("moodle_xml", quiz(kind, inside, "[[1]] [[4]] dort."))
    assert data["lists"] == {"x1": ["le", "la"], "x2": ["chat", "chien"]}
    assert data["key"] == {"x1": "le", "x2": "chien"}


def test_a_picture_comes_along_under_a_name_of_the_bank() -> None:
    text = "<p><img src='@@PLUGINFILE@@/Mon%20Plan.png' alt='Un plan avec trois portes'> Où ?</p>"
    file = f"<file name='Mon Plan.png' encoding='base64'>{DOT}</file>"
    found, reading = brought("moodle_xml", quiz("shortanswer", answers(("ici", 100)), text, file))
    assert found[0].data["support"] == [{"type": "picture", "file": "mon-plan.png", "alt": "Un plan avec trois portes"}]
    assert reading.media == {"mon-plan.png": base64.b64decode(DOT)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("pas du base64 !", "mal codé"),
        (base64.b64encode(b"MZ programme").decode(), "d'une autre sorte"),
        (base64.b64encode(b"\xff\xd8\xff" + b"0" * 2_000_000).decode(), "au plus 2\u00a0Mo"),
        (base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 60).decode(), "immense"),
        (base64.b64encode(b"<!DOCTYPE a [<!ENTITY b 'c'>]><svg>&b;</svg>").decode(), "dessin illisible"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(content: str, said: str) -> None:
    file = f"<file name='x.png' encoding='base64'>{content}</file>"
    found, reading = brought(
        "moodle_xml", quiz("shortanswer", answers(("ici", 100)), "<img src='@@PLUGINFILE@@/x.png'>Où ?", file)
    )
    assert found == []
    assert said in str(next(iter(reading.faults)))


def test_scripts_disappear_and_it_is_said() -> None:
    text = "Avant<script>alert(1)</script><iframe src='x'>dedans</iframe> après"
    source = quiz("shortanswer", answers(("ici", 100)), text)
    assert only("moodle_xml", source)["question"] == "Avant après"
    assert any("<script>" in note for note in notes_in("moodle_xml", source))


@pytest.mark.parametrize("kind", ["essay", "calculated", "ddmarker", "random", "<b>"])
def test_other_types_are_listed_as_not_taken(kind: str) -> None:
    said = faults_in("moodle_xml", quiz(kind.replace("<", "&lt;"), ""))
    assert said[0].startswith("f.xml, ligne 2")
    assert f"« {kind} »" in said[0]


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>',
        '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>',
        "<quiz><question type='truefalse'>",
        "<assessment><quiz/></assessment>",
        "<quiz></quiz>",
        "<quiz>" + "<a>" * 200 + "</a>" * 200 + "</quiz>",
    ],
)
def test_dangerous_or_broken_files_are_refused(source: str) -> None:
    assert faults_in("moodle_xml", source)


def test_a_category_gives_the_criterion_and_tags_the_rest() -> None:
    tags = "<tags><tag><text>métier : propreté</text></tag></tags><idnumber>x</idnumber>"
    question = quiz("shortanswer", answers(("ici", 100)) + tags)
    category = "<question type='category'><category><text>$course$/top/3.1.2 Ranger</text></category></question>"
    found, _ = brought("moodle_xml", question.replace("<quiz>", f"<quiz>{category}"))
    assert (found[0].item.criterion, found[0].item.trade) == ("3.1.2", "propreté")


def test_what_moodle_does_not_keep_is_kept_in_its_labels() -> None:
    content = FORMATS["moodle_xml"].write([item()], {}).content.decode()
    start, end = content.index("<clea>"), content.index("</clea>")
    found, _ = brought("moodle_xml", content[:start] + content[end + len("</clea>") :])
    again = found[0].item
    assert (again.code, again.difficulty, again.seconds, again.trade) == ("2.1.1-01", item().difficulty, 40, "commerce")


def test_an_answer_changed_in_moodle_is_taken() -> None:
    content = FORMATS["moodle_xml"].write([item("fill_blanks")], {}).content.decode()
    data = only("moodle_xml", content.replace("{1:NUMERICAL:=9:0}", "{1:NUMERICAL:=10:0}"))
    assert data["key"]["x3"] == {"value": 10, "tolerance": 0}  # type: ignore[index]


def test_the_picture_that_old_files_keep_beside_the_text_comes_along() -> None:
    image = "<image>photos/plan.png</image>"
    content = quiz("truefalse", image + f"<image_base64>{DOT}</image_base64>" + answers(("true", 100), ("false", 0)))
    reading = FORMATS["moodle_xml"].read("ancien.xml", content.encode(), Faults())
    assert reading.questions[0].data["support"] == [{"type": "picture", "file": "plan.png", "alt": ""}]
    assert list(reading.media) == ["plan.png"]


def test_an_old_picture_that_did_not_come_along_is_said() -> None:
    content = quiz("truefalse", "<image>plan.png</image>" + answers(("true", 100), ("false", 0)))
    assert any("plan.png" in note for note in notes_in("moodle_xml", content))
