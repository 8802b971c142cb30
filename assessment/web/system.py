"""The page that shows every part of the design system, with invented content."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from markupsafe import Markup

from assessment.web import plots

blueprint = Blueprint("system", __name__)

SWATCHES = ("paper", "surface", "sunk", "brand", "brand-soft", "accent", "good", "doubt", "bad", "info", "none")
GRID = [
    ("2", "Calcul et raisonnement mathématique", [("2.1", "Se repérer dans les nombres", 7, "AAQAaQN")]),
    (
        "3",
        "Usages numériques",
        [("3.2", "Saisir et mettre en forme un texte", 4, "AQXN"), ("3.4", "Utiliser une messagerie", 4, "aXQA")],
    ),
]
LETTERS = {"A": "acquired", "Q": "to_confirm", "X": "not_acquired", "N": "not_evaluated"}


@blueprint.get("/systeme")
def show() -> str:
    return render_template("system.html", **system_page_context())


def system_page_context() -> dict[str, object]:
    """Everything the page shows that is not written in its template."""
    return {
        "swatches": SWATCHES,
        "states": list(LETTERS.values()),
        "domains": [_domain(*row) for row in GRID],
        "drawings": _drawings(),
        "support": [
            {
                "type": "text",
                "title": "Note de service",
                "text": "Le dépôt ferme à 18 h.\n\nMerci de ranger les chariots.",
            }
        ],
        "shapes": _shapes(),
        "media": _no_picture,
        "planning": {
            "caption": "Planning du lundi",
            "columns": ["", "Début", "Fin"],
            "rows": [["Amina", "8 h", {"blank": "x1"}], ["Denis", "9 h 30", {"blank": "x2"}]],
        },
    }


def _shapes() -> dict[str, object]:
    """Longer ways to answer, as `ui/answers.html` takes them."""

    def options(*texts: str) -> list[dict[str, str]]:
        return [{"value": str(at), "text": text} for at, text in enumerate(texts, 1)]

    bins = options("Bac jaune", "Bac vert")
    return {
        "matching": {"elements": [{"field": "match-1", "text": "Bocal en verre"}], "choices": bins},
        "blanks": {
            "paragraphs": [
                [
                    {"text": "Je serai là à "},
                    {"field": "blank-x1", "label": "Après « serai là à »", "numeric": True, "choices": []},
                    {"text": " heures."},
                ]
            ]
        },
        "plan": {
            "file": "",
            "alt": "Plan d'un couloir.",
            "width": 320,
            "height": 120,
            "field": "sample-plan",
            "zones": [
                {"value": "1", "letter": "A", "text": "À gauche", "x": 60, "y": 60},
                {"value": "2", "letter": "B", "text": "À droite", "x": 260, "y": 60},
            ],
        },
        "screen": {
            "frame": "mail",
            "title": "Nouveau message",
            "controls": [
                {"type": "text", "label": "À", "field": "field-a", "start": ""},
                {
                    "type": "choice",
                    "label": "Et maintenant",
                    "field": "field-b",
                    "choices": options("Envoyer", "Supprimer"),
                },
            ],
        },
    }


def _no_picture(name: str) -> str:
    """An invented plan has no file: a white rectangle stands for it."""
    return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 120'/%3E"


def _domain(code: str, label: str, groups: list[tuple[str, str, int, str]]) -> dict[str, object]:
    return {
        "code": code,
        "label": label,
        "note": _told("".join(letters for *_, letters in groups).upper()),
        "groups": [
            {"code": group, "label": words, "criteria": [_criterion(group, i, letters[i]) for i in range(count)]}
            for group, words, count, letters in groups
        ],
    }


def _told(letters: str) -> str:
    words = {"A": "acquis", "Q": "à confirmer", "X": "non acquis", "N": "non évalué"}
    return ", ".join(f"{letters.count(letter)} {word}" for letter, word in words.items() if letter in letters)


def _criterion(group: str, index: int, letter: str) -> dict[str, object]:
    """One cell; a small letter means that a person has judged."""
    return {
        "code": f"{group}.{index + 1}",
        "label": "Exemple de critère",
        "state": LETTERS[letter.upper()],
        "judged": letter.islower(),
        "url": url_for("system.show") + "#grid",
    }


def _drawings() -> list[tuple[Markup, str, list[str], list[list[str]]]]:
    """Each drawing with its caption and the columns and rows of its table."""
    path = [0.5, 0.62, 0.48, 0.71, 0.83, 0.93]
    spread = [plots.Spread("2.1.1", [-1.6, -0.9, -0.8, 0.4, 1.1]), plots.Spread("2.1.2", [-2.2, -0.3, 0.2, 1.9])]
    return [
        (
            plots.bar_counts(plots.Counts(5, 2, 1, 3)),
            "Réponses aux questions du critère 2.1.1",
            ["Réponse", "Questions"],
            [["réussies", "5"], ["non réussies", "2"], ["je ne sais pas", "1"], ["non posées", "3"]],
        ),
        (
            plots.ability_interval(plots.Reading(0.7, -0.2, 1.6, 0.4)),
            "Niveau estimé et niveau attendu",
            ["Repère", "Valeur"],
            [["estimé", "0,7"], ["zone probable", "de −0,2 à 1,6"], ["attendu", "0,4"]],
        ),
        (
            plots.suggestion_path(path, (0.1, 0.9)),
            "Comment la suggestion a évolué",
            ["Réponse", "Probabilité d'être acquis"],
            [[str(i), f"{p:.2f}".replace(".", ",")] for i, p in enumerate(path)],
        ),
        (
            plots.time_used([75, 48, 32], 420),
            "Temps utilisé sur 7 heures",
            ["Séance", "Durée"],
            [["1", "1 h 15"], ["2", "48 min"], ["3", "32 min"]],
        ),
        (
            plots.difficulty_map(spread),
            "Questions par critère et difficulté",
            ["Critère", "Questions"],
            [[row.label, str(len(row.difficulties))] for row in spread],
        ),
    ]
