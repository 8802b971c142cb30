"""One question to try for each way of answering: everyone knows the answer, nothing is recorded."""

from __future__ import annotations

from typing import Any

PICTURE = "maison.svg"  # of the static files: no bank is needed to try
SAMPLES: dict[str, dict[str, Any]] = {
    "single_choice": {
        "title": "Essai : choisir",
        "question": "Quel jour vient juste après lundi ?",
        "options": [{"id": "a", "text": "Dimanche"}, {"id": "b", "text": "Mardi"}, {"id": "c", "text": "Jeudi"}],
        "key": "b",
    },
    "several_choices": {
        "title": "Essai : choisir plusieurs réponses",
        "question": "Lesquels sont des fruits ?",
        "options": [
            {"id": "a", "text": "La pomme"},
            {"id": "b", "text": "La chaise"},
            {"id": "c", "text": "La poire"},
            {"id": "d", "text": "Le marteau"},
        ],
        "key": ["a", "c"],
    },
    "number": {
        "title": "Essai : écrire un nombre",
        "question": "Il y a 4 chaises et 2 fauteuils. Combien de sièges y a-t-il en tout ?",
        "unit": "sièges",
        "key": {"value": 6, "tolerance": 0},
    },
    "short_text": {
        "title": "Essai : écrire un mot",
        "question": "De quelle couleur est la neige ?",
        "key": {"accepted": ["blanche", "blanc"]},
    },
    "ordering": {
        "title": "Essai : mettre dans l'ordre",
        "question": "Rangez ces moments de la journée, du plus tôt au plus tard.",
        "elements": [{"id": "a", "text": "Le soir"}, {"id": "b", "text": "Le matin"}, {"id": "c", "text": "Le midi"}],
        "key": ["b", "c", "a"],
    },
    "matching": {
        "title": "Essai : relier",
        "question": "Que dit chaque animal ?",
        "elements": [{"id": "a", "text": "Le chat"}, {"id": "b", "text": "Le chien"}, {"id": "c", "text": "La vache"}],
        "choices": [{"id": "d", "text": "Meuh"}, {"id": "e", "text": "Miaou"}, {"id": "f", "text": "Ouaf"}],
        "key": {"a": "e", "b": "f", "c": "d"},
    },
    "fill_blanks": {
        "title": "Essai : compléter une phrase",
        "question": "Complétez la phrase.",
        "text": "Une semaine a [[x1]] jours. Le premier est le [[x2]].",
        "lists": {"x2": ["lundi", "dimanche"]},
        "key": {"x1": {"value": 7, "tolerance": 0}, "x2": "lundi"},
    },
    "fill_table": {
        "title": "Essai : compléter un tableau",
        "question": "Écrivez combien de pattes a chaque animal.",
        "table": {
            "caption": "Les pattes des animaux",
            "columns": ["Animal", "Pattes"],
            "rows": [["Le chien", "4"], ["Le chat", {"blank": "x1"}], ["La poule", {"blank": "x2"}]],
        },
        "key": {"x1": {"value": 4, "tolerance": 0}, "x2": {"value": 2, "tolerance": 0}},
    },
    "placing": {
        "title": "Essai : montrer sur une image",
        "question": "Où est la porte de la maison ?",
        "picture": {
            "file": PICTURE,
            "alt": "Une maison, avec un toit, une fenêtre à gauche et une porte à droite.",
            "width": 320,
            "height": 240,
        },
        "zones": [
            {"id": "a", "text": "En haut, au milieu", "x": 160, "y": 62},
            {"id": "b", "text": "En bas, à gauche", "x": 112, "y": 150},
            {"id": "c", "text": "En bas, à droite", "x": 208, "y": 168},
        ],
        "key": "c",
    },
    "task": {
        "title": "Essai : se servir d'une fenêtre",
        "question": "Cochez la case, puis choisissez « Envoyer ».",
        "screen": {
            "frame": "mail",
            "title": "Nouveau message",
            "fields": [
                {"type": "note", "text": "Bonjour, je serai là demain."},
                {"id": "a", "type": "checkbox", "label": "Garder une copie"},
                {"id": "b", "type": "choice", "label": "Ensuite", "choices": ["Envoyer", "Supprimer"]},
            ],
        },
        "end_state": {"a": {"ticked": True}, "b": {"choice": "Envoyer"}},
    },
}
SAME_PAGE = {"situational": "single_choice"}  # kinds that are answered like another one
