from __future__ import annotations

import pytest

from assessment.items.item import item_to_data
from tests.items.builders import faults_of, item, item_data, item_from

TABLE = {"type": "table", "caption": "Planning", "columns": ["", "Début"], "rows": [["Amina", "8 h"], ["Yann", ""]]}


def test_blocks_survive_the_round_trip() -> None:
    found = item(support=[TABLE, {"type": "text", "text": "Bonjour."}])
    assert item_from(item_to_data(found)) == found


@pytest.mark.parametrize(
    "block",
    [
        {"type": "video"},
        {"type": "picture", "file": "../secret.svg", "alt": "Un plan de la pièce."},
        {"type": "picture", "file": "plan.svg"},
        {"type": "picture", "file": "http://exemple.fr/plan.svg", "alt": "Un plan."},
        {"type": "text", "text": "a" * 5000},
        TABLE | {"rows": [["Amina"]]},
        TABLE | {"rows": []},
        TABLE | {"columns": "Nom"},
        TABLE | {"rows": [["Amina", 8]]},
        "texte",
    ],
)
def test_a_faulty_block_is_a_fault(block: object) -> None:
    assert any("support 1" in fault for fault in faults_of(item_data(support=[block])))
