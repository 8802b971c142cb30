"""A few questions to try the page with: nothing is recorded, nothing is counted, everyone knows the answer."""

from __future__ import annotations

from typing import Any

from assessment.errors import Faults, NotFound
from assessment.items.item import Item, item_from_data
from assessment.items.kinds.kind import Form
from assessment.items.presentation import Question, question, read, serve
from assessment.messages import message

_COMMON: dict[str, Any] = {
    "trade": "quotidien",
    "explanation": "Question d'essai.",
    "difficulty": {"value": -2, "se": 1},
    "seconds": 20,
}
_TRIED: tuple[dict[str, Any], ...] = (
    {
        "kind": "single_choice",
        "title": "Essai : choisir",
        "question": "Quel jour vient juste après lundi ?",
        "options": [{"id": "a", "text": "Dimanche"}, {"id": "b", "text": "Mardi"}, {"id": "c", "text": "Jeudi"}],
        "key": "b",
    },
    {
        "kind": "number",
        "title": "Essai : écrire un nombre",
        "question": "Il y a 4 chaises et 2 fauteuils. Combien de sièges y a-t-il en tout ?",
        "unit": "sièges",
        "key": {"value": 6, "tolerance": 0},
    },
    {
        "kind": "ordering",
        "title": "Essai : mettre dans l'ordre",
        "question": "Rangez ces moments de la journée, du plus tôt au plus tard.",
        "elements": [{"id": "a", "text": "Le soir"}, {"id": "b", "text": "Le matin"}, {"id": "c", "text": "Le midi"}],
        "key": ["b", "c", "a"],
    },
)


def _made(number: int, data: dict[str, Any]) -> Item:
    faults = Faults()
    item = item_from_data(_COMMON | data | {"code": f"0.0.0-{number:02d}"}, "essai", data["title"], faults)
    faults.raise_if_any(message("Une question d'essai ne se lit pas."))
    assert item is not None
    return item


SAMPLES = tuple(_made(number, data) for number, data in enumerate(_TRIED, 1))


def sample(number: int) -> Question:
    """The question to try at this place, counted from 1."""
    return question(_at(number), number)


def try_answer(number: int, form: Form) -> None:
    """Accept any answer; InvalidInput when it is empty or cannot be read, as in a real question."""
    read(serve(_at(number), number), form)


def _at(number: int) -> Item:
    if not 1 <= number <= len(SAMPLES):
        raise NotFound(message("Cette question d'essai n'existe pas."))
    return SAMPLES[number - 1]
