"""Where a fault of a mapping is on its form, and what each field of the form is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assessment.errors import Fault
from assessment.interchange.form_values import listing
from assessment.messages import joined, message

STEP = " › "
LABELS: dict[str, str] = {
    "title": message("Titre"),
    "trade": message("Métier"),
    "question": message("Question"),
    "how": message("Comment répondre"),
    "explanation": message("Explication"),
    "spoken": message("Texte lu à voix haute"),
    "seconds": message("Temps prévu"),
    "needs": message("Il faut pouvoir"),
    "enemies": message("Questions à ne pas poser à la même personne"),
    "difficulty": message("Difficulté estimée"),
    "difficulty-se": message("Incertitude de l'estimation"),
    "unit": message("Unité"),
    "key": message("Bonne réponse"),
    "key-value": message("Valeur attendue"),
    "key-tolerance": message("Tolérance"),
    "accepted": message("Formes acceptées"),
    "exact": message("Écriture exacte"),
    "fixed-order": message("Ordre fixe"),
    "table-caption": message("Titre du tableau"),
    "table-columns": message("Colonnes du tableau"),
    "table-rows": message("Lignes du tableau"),
    "pairs": message("Éléments à relier"),
    "choices": message("Choix proposés"),
    "blanks-text": message("Texte à compléter"),
    "picture-file": message("Image"),
    "picture-alt": message("Texte de remplacement"),
    "picture-width": message("Largeur de l'image"),
    "picture-height": message("Hauteur de l'image"),
    "screen-frame": message("Sorte de fenêtre"),
    "screen-title": message("Titre de la fenêtre"),
    "screen-address": message("Adresse de la page"),
    "screen-fields": message("Champs de la fenêtre"),
    "family-parameters": message("Paramètres"),
    "family-derived": message("Calculs"),
    "family-constraints": message("Contraintes"),
}
ROWS: dict[str, str] = {
    "option": message("Option"),
    "element": message("Élément"),
    "support": message("Document"),
    "zone": message("Zone"),
}
PARTS: dict[str, str] = {
    "text": "",
    "mistake": message("erreur qui y mène"),
    "type": message("sorte"),
    "title": message("titre"),
    "caption": message("titre"),
    "columns": message("colonnes"),
    "rows": message("lignes"),
    "file": message("image"),
    "alt": message("texte de remplacement"),
    "transcript": message("transcription"),
    "credit": message("points"),
    "x": message("place vers la droite"),
    "y": message("place vers le bas"),
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
    row = joined(" ", (ROWS[found[1]], found[2]))
    return joined(", ", (row, part)) if part else row


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
        sentence = message("Trouvé : %(found)s. Attendu : %(expected)s.", found=fault.found, expected=fault.expected)
        said.append((name, label_of(name) if name else "", sentence))
    return list(dict.fromkeys(said))
