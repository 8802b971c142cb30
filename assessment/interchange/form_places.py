"""Where a fault of a mapping is on its form, and what each field of the form is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assessment.errors import Fault
from assessment.interchange.form_values import listing

STEP = " › "
NBSP = "\u00a0"
LABELS = {
    "title": "Titre",
    "trade": "Métier",
    "question": "Question",
    "how": "Comment répondre",
    "explanation": "Explication",
    "spoken": "Texte lu à voix haute",
    "seconds": "Temps prévu",
    "difficulty": "Difficulté estimée",
    "difficulty-se": "Incertitude de l'estimation",
    "unit": "Unité",
    "key": "Bonne réponse",
    "key-value": "Valeur attendue",
    "key-tolerance": "Tolérance",
    "accepted": "Formes acceptées",
    "exact": "Écriture exacte",
    "fixed-order": "Ordre fixe",
    "table-caption": "Titre du tableau",
    "table-columns": "Colonnes du tableau",
    "table-rows": "Lignes du tableau",
    "pairs": "Éléments à relier",
    "choices": "Choix proposés",
    "blanks-text": "Texte à compléter",
    "picture-file": "Image",
    "picture-alt": "Texte de remplacement",
    "picture-width": "Largeur de l'image",
    "picture-height": "Hauteur de l'image",
    "screen-frame": "Sorte de fenêtre",
    "screen-title": "Titre de la fenêtre",
    "screen-address": "Adresse de la page",
    "screen-fields": "Champs de la fenêtre",
    "family-parameters": "Paramètres",
    "family-derived": "Calculs",
    "family-constraints": "Contraintes",
}
ROWS = {"option": "Option", "element": "Élément", "support": "Document", "zone": "Zone"}
PARTS = {
    "text": "",
    "mistake": "erreur qui y mène",
    "type": "sorte",
    "title": "titre",
    "caption": "titre",
    "columns": "colonnes",
    "rows": "lignes",
    "file": "image",
    "alt": "texte de remplacement",
    "transcript": "transcription",
    "credit": "points",
    "x": "place vers la droite",
    "y": "place vers le bas",
}
HIDDEN = re.compile(r".*-id|elements-order|blank-names|(element|choice|field)-ids")
# Parts of a mapping that one field of the form holds together, by kind.
TOGETHER = {
    "matching": {"elements": "pairs", "key": "pairs", "choices": "choices"},
    "fill_blanks": {"text": "blanks-text", "lists": "blanks-text", "key": "blanks-text"},
    "task": {"end_state": "screen-fields"},
}
SCREEN = ("frame", "title", "address")
NUMBERED = re.compile(r"(option|element|support|zone)-(\d+)-(\w+)")


def label_of(name: str) -> str:
    """What a field is called on the screen."""
    found = NUMBERED.fullmatch(name)
    if found is None:
        return LABELS.get(name, name)
    part = PARTS.get(found[3], found[3])
    return f"{ROWS[found[1]]} {found[2]}" + (f", {part}" if part else "")


def order_of(name: str) -> tuple[int, int, str]:
    """Fields in the order of the screen: documents, question, answer, the rest."""
    found = NUMBERED.fullmatch(name)
    if found is None:
        known = list(LABELS)
        return (
            1 if name in ("title", "trade", "question", "how") else 3,
            known.index(name) if name in known else 99,
            name,
        )
    return 0 if found[1] == "support" else 2, int(found[2]), name


def field_of(place: str, data: Mapping[str, object]) -> str:
    """The field a fault of `item_from_data` is about; '' when it is about the whole question."""
    parts = [part.strip() for part in place.split(STEP)[1:]]
    if not parts:
        return ""
    name, *rest = parts
    word, _, number = name.partition(" ")
    written_together = TOGETHER.get(str(data.get("kind")), {}).get(word)
    if written_together:
        return written_together
    if number.isdigit():
        return numbered(word, int(number), rest, data)
    first = rest[0].split()[0] if rest else ""
    found = {
        "options": "option-1-text",
        "elements": "element-1-text",
        "difficulty": "difficulty-se" if first == "se" else "difficulty",
        "family": f"family-{first or 'parameters'}",
        "table": f"table-{first or 'rows'}",
        "picture": f"picture-{first or 'file'}",
        "zones": "zone-1-text",
        "screen": f"screen-{first if first in SCREEN else 'fields'}",
        "key": key_field(first, data),
    }
    return found.get(word, word if word in LABELS else "")


def numbered(word: str, number: int, rest: Sequence[str], data: Mapping[str, object]) -> str:
    part = rest[0].split()[0] if rest else "text"
    if word == "elements":
        return f"element-{shown_rank(number, data)}-text"
    row = {"options": "option", "support": "support", "zones": "zone"}.get(word, word)
    return f"{row}-{number}-{'text' if part == 'id' else part}"


def shown_rank(number: int, data: Mapping[str, object]) -> int:
    """Elements are shown in the right order, which is not the one they are written in."""
    ids = [each.get("id") for each in listing(data.get("elements")) if isinstance(each, Mapping)]
    key = listing(data.get("key"))
    return key.index(ids[number - 1]) + 1 if number <= len(ids) and ids[number - 1] in key else number


def key_field(first: str, data: Mapping[str, object]) -> str:
    fields = {
        "number": "key-tolerance" if first == "tolerance" else "key-value",
        "short_text": "accepted",
        "fill_table": "table-rows",
        "ordering": "element-1-text",
    }
    return fields.get(str(data.get("kind")), "key")


def messages(faults: Sequence[Fault], data: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """Each fault as the field it is beside, what that field is called, and a sentence; a field may have several."""
    said = []
    for fault in faults:
        name = field_of(fault.place, data)
        said.append(
            (name, label_of(name) if name else "", f"Trouvé{NBSP}: {fault.found}. Attendu{NBSP}: {fault.expected}.")
        )
    return list(dict.fromkeys(said))
