from __future__ import annotations

import pytest

from assessment.items.item import item_to_data
from assessment.items.presentation import serve, show
from assessment.items.support import Listening
from tests.items.builders import faults_of, item, item_data, item_from

TABLE = {"type": "table", "caption": "Planning", "columns": ["", "Début"], "rows": [["Amina", "8 h"], ["Yann", ""]]}


def test_blocks_survive_the_round_trip() -> None:
    found = item(support=[TABLE, {"type": "text", "text": "Bonjour."}])
    assert item_from(item_to_data(found)) == found


def test_a_recording_is_shown_without_its_words_unless_they_are_asked_for() -> None:
    words = "Le camion arrive à midi."
    heard = item(support=[{"type": "audio", "title": "Consigne", "file": "consigne.mp3", "transcript": words}])
    assert item_from(item_to_data(heard)) == heard
    said = {way: str(show(serve(heard, 1), way)) for way in Listening}
    assert words not in said[Listening.SOUND]
    assert words in said[Listening.TEXT]
    assert "consigne.mp3" not in said[Listening.TEXT]
    assert words in said[Listening.BOTH]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "video"},
        {"type": "picture", "file": "../secret.svg", "alt": "Un plan de la pièce."},
        {"type": "picture", "file": "plan.svg"},
        {"type": "picture", "file": "http://exemple.fr/plan.svg", "alt": "Un plan."},
        {"type": "text", "text": "a" * 5000},
        {"type": "audio", "file": "message.mp3"},
        {"type": "audio", "file": "message.exe", "transcript": "Bonjour à tous."},
        TABLE | {"rows": [["Amina"]]},
        TABLE | {"rows": []},
        TABLE | {"columns": "Nom"},
        TABLE | {"rows": [["Amina", 8]]},
        "texte",
    ],
)
def test_a_faulty_block_is_a_fault(block: object) -> None:
    assert any("support 1" in fault for fault in faults_of(item_data(support=[block])))
