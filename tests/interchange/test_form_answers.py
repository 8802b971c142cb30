"""Situations, pairs, blanks, places and windows written as an author writes them."""

from __future__ import annotations

import pytest

from assessment.errors import Faults
from assessment.interchange.form_places import field_of, messages
from assessment.interchange.item_form import data_of, form_of
from assessment.items.item import item_from_data, item_to_data
from tests.items.builders import OWN_FIELDS, item, item_data


@pytest.mark.parametrize("kind", sorted(OWN_FIELDS))
def test_the_form_loses_nothing_of_any_kind(kind: str) -> None:
    for data in (item_data(kind), item_to_data(item(kind))):
        assert data_of(form_of(data), data) == data


def test_a_recording_and_its_transcript_are_kept() -> None:
    block = {"type": "audio", "title": "Répondeur", "file": "message.mp3", "transcript": "Bonjour.\n\nÀ jeudi."}
    data = item_data(support=[block])
    assert data_of(form_of(data), data) == data


def test_a_choice_that_only_a_pair_names_joins_the_choices() -> None:
    form = {"pairs": ["Verre | Bac vert\nJournal | Bac jaune\nPile"], "choices": ["Bac vert"]}
    data = data_of(form, {"kind": "matching"})
    assert [one["text"] for one in data["choices"]] == ["Bac vert", "Bac jaune"]  # type: ignore[attr-defined]
    assert len(data["key"]) == 2  # type: ignore[arg-type]
    assert len({one["id"] for name in ("elements", "choices") for one in data[name]}) == 5  # type: ignore[attr-defined]


def test_a_list_of_words_has_its_star_on_the_right_one() -> None:
    form = {"blanks-text": ["Je vais [[liste : au | *chez | dans]] le médecin à [[9 ± 1]] heures."]}
    data = data_of(form, {"kind": "fill_blanks"})
    assert data["text"] == "Je vais [[x1]] le médecin à [[x2]] heures."
    assert (data["lists"], data["key"]) == (
        {"x1": ["au", "chez", "dans"]},
        {"x1": "chez", "x2": {"value": 9, "tolerance": 1}},
    )


def test_a_window_is_read_line_by_line() -> None:
    written = [
        "note : De : Awa\\nBonjour",
        "texte : Objet = Sans objet [[contient : planning ; mars | 03]]",
        "texte : Copie à = [[vide]]",
        "menu : Pièce jointe = *Aucune | [[a.pdf]]",
        "case : Publicité = cochée [[non cochée]]",
        "texte long : Message",
    ]
    data = data_of({"screen-fields": ["\n".join(written)]}, {"kind": "task"})
    fields = data["screen"]["fields"]  # type: ignore[index]
    assert fields[0] == {"type": "note", "text": "De : Awa\nBonjour"}
    assert fields[1] == {"id": "a", "type": "text", "label": "Objet", "start": "Sans objet"}
    assert fields[3] == {
        "id": "c",
        "type": "select",
        "label": "Pièce jointe",
        "choices": ["Aucune", "a.pdf"],
        "start": "Aucune",
    }
    assert data["end_state"] == {
        "a": {"contains": ["planning", ["mars", "03"]]},
        "b": {"empty": True},
        "c": {"choice": "a.pdf"},
        "d": {"ticked": False},
    }
    assert form_of({"kind": "task"} | data)["screen-fields"] == ["\n".join(written)]


@pytest.mark.parametrize(
    ("kind", "place", "field"),
    [
        ("matching", "x › elements 2 › text", "pairs"),
        ("matching", "x › choices", "choices"),
        ("fill_blanks", "x › lists › x2", "blanks-text"),
        ("fill_blanks", "x › text", "blanks-text"),
        ("placing", "x › picture › file", "picture-file"),
        ("placing", "x › zones 2 › x", "zone-2-x"),
        ("situational", "x › options 1 › credit", "option-1-credit"),
        ("task", "x › screen › title", "screen-title"),
        ("task", "x › screen › fields 3 › label", "screen-fields"),
        ("task", "x › end_state › a", "screen-fields"),
    ],
)
def test_a_fault_stands_beside_the_field_that_holds_it(kind: str, place: str, field: str) -> None:
    assert field_of(place, item_data(kind)) == field


@pytest.mark.parametrize("kind", ["situational", "matching", "fill_blanks", "placing", "task"])
def test_an_empty_form_of_a_kind_has_faults_and_each_is_beside_a_field(kind: str) -> None:
    before = {"code": "2.1.1-99", "kind": kind}
    faults, data = Faults(), data_of({}, before)
    assert item_from_data(data, "socle", "x", faults) is None
    assert all(label for _, label, _ in messages(list(faults), data))
