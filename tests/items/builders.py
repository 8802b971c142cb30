"""Questions for tests: the mapping of one item per kind, and items made from such mappings."""

from __future__ import annotations

from typing import Any

from assessment.errors import Faults
from assessment.items.item import Item, item_from_data

OPTIONS = [
    {"id": "a", "text": "7,50 €"},
    {"id": "b", "text": "8,50 €", "mistake": "retenue oubliée"},
    {"id": "c", "text": "12,50 €", "mistake": "prix recopié"},
    {"id": "d", "text": "20 €"},
]
STEPS = [
    {"id": "a", "text": "Mettre les gants"},
    {"id": "b", "text": "Laver le sol"},
    {"id": "c", "text": "Ranger le seau", "mistake": "fin avant le milieu"},
    {"id": "d", "text": "Sécher le sol"},
]
TABLE = {
    "caption": "Planning du lundi",
    "columns": ["", "Début", "Fin"],
    "rows": [["Amina", "8 h", {"blank": "x1"}], ["Yann", {"blank": "x2"}, "17 h"]],
}
WAYS = [
    {"id": "a", "text": "Prévenir la responsable", "credit": 2},
    {"id": "b", "text": "Essuyer le sol sans rien dire", "credit": 1},
    {"id": "c", "text": "Passer son chemin", "credit": 0, "mistake": "le danger n'est pas vu"},
    {"id": "d", "text": "Attendre la fin du service", "credit": 0},
]
PAIRS = {
    "elements": [
        {"id": "a", "text": "Bouteille en verre"},
        {"id": "b", "text": "Journal"},
        {"id": "c", "text": "Pile usée"},
    ],
    "choices": [
        {"id": "d", "text": "Bac à verre"},
        {"id": "e", "text": "Bac à papier"},
        {"id": "f", "text": "Collecte spéciale"},
    ],
    "key": {"a": "d", "b": "e", "c": "f"},
}
LETTER = {
    "text": "Bonjour [[x1]] Diallo,\n\nNous nous voyons [[x2]] mardi à [[x3]] heures.",
    "lists": {"x2": ["le", "la", "les"]},
    "key": {"x1": {"accepted": ["Madame", "Mme"]}, "x2": "le", "x3": {"value": 9, "tolerance": 0}},
}
PLAN = {
    "picture": {"file": "plan.svg", "alt": "Plan d'un entrepôt avec trois portes.", "width": 320, "height": 240},
    "zones": [
        {"id": "a", "text": "En haut, à gauche", "x": 60, "y": 60},
        {"id": "b", "text": "En haut, à droite", "x": 260, "y": 60, "mistake": "gauche et droite confondues"},
        {"id": "c", "text": "En bas, au milieu", "x": 160, "y": 200},
    ],
    "key": "a",
}
MAIL = {
    "screen": {
        "frame": "mail",
        "title": "Nouveau message",
        "fields": [
            {"type": "note", "text": "De : vous"},
            {"id": "a", "type": "text", "label": "À"},
            {"id": "b", "type": "text", "label": "Objet", "start": "Sans objet"},
            {"id": "c", "type": "long_text", "label": "Message"},
            {
                "id": "d",
                "type": "select",
                "label": "Pièce jointe",
                "choices": ["Aucune", "planning.pdf"],
                "start": "Aucune",
            },
            {"id": "e", "type": "choice", "label": "Ensuite", "choices": ["Envoyer", "Supprimer"]},
            {"id": "f", "type": "checkbox", "label": "Garder une copie", "ticked": True},
            {"id": "g", "type": "text", "label": "Copie à"},
            {"id": "h", "type": "text", "label": "Nombre de pages"},
        ],
    },
    "end_state": {
        "a": {"accepted": ["paul@exemple.fr"]},
        "c": {"contains": ["réunion", ["9 h", "neuf heures"]]},
        "d": {"choice": "planning.pdf"},
        "e": {"choice": "Envoyer"},
        "f": {"ticked": True},
        "g": {"empty": True},
        "h": {"value": 2, "tolerance": 0},
    },
}
OWN_FIELDS: dict[str, dict[str, Any]] = {
    "single_choice": {"options": OPTIONS, "key": "a"},
    "several_choices": {"options": OPTIONS, "key": ["a", "c"]},
    "number": {"unit": "€", "key": {"value": 7.5, "tolerance": 0}},
    "short_text": {"key": {"accepted": ["rayon frais", "le rayon frais"]}},
    "ordering": {"elements": STEPS, "key": ["a", "b", "d", "c"]},
    "fill_table": {"table": TABLE, "key": {"x1": {"value": 16, "tolerance": 0}, "x2": {"accepted": ["9 h", "9h00"]}}},
    "situational": {"options": WAYS},
    "matching": PAIRS,
    "fill_blanks": LETTER,
    "placing": PLAN,
    "task": MAIL,
}
FAMILY = {
    "parameters": {"n": {"from": 3, "to": 9}, "prix": {"from": 1.5, "to": 4.5, "step": 0.5}},
    "derived": {"total": "n * prix", "oubli": "n + prix"},
    "constraints": ["total < 40", "total != oubli"],
}


def item_data(kind: str = "single_choice", **changes: Any) -> dict[str, Any]:
    """The mapping of a question of this kind; a change to None removes a field."""
    data = {
        "code": "2.1.1-01",
        "kind": kind,
        "title": "Rendu de monnaie",
        "trade": "commerce",
        "question": "Un client vous donne 20 €. Il doit 12,50 €. Combien lui rendez-vous ?",
        **OWN_FIELDS[kind],
        "explanation": "20 − 12,50 = 7,50.",
        "difficulty": {"value": -0.8, "se": 0.5},
        "seconds": 40,
    } | changes
    return {key: value for key, value in data.items() if value is not None}


def family_data(**changes: Any) -> dict[str, Any]:
    return item_data(
        "number",
        family=FAMILY,
        question="Vous achetez {n} cahiers à {prix:euro} pièce. Combien payez-vous ?",
        key={"value": "total", "tolerance": 0},
        explanation="{n} fois {prix:euro}.",
        **changes,
    )


def item(kind: str = "single_choice", **changes: Any) -> Item:
    return item_from(item_data(kind, **changes))


def item_from(data: dict[str, Any]) -> Item:
    faults = Faults()
    found = item_from_data(data, "socle", "ici", faults)
    faults.raise_if_any("Une question de test a des défauts.")
    assert found is not None
    return found


def faults_of(data: object) -> list[str]:
    """The faults of a mapping, each as a reader sees it."""
    faults = Faults()
    assert item_from_data(data, "socle", "ici", faults) is None
    return [str(fault) for fault in faults]
