"""What a reviewer is asked to look at, for this question: its kind, its documents, its variants; nothing that is not there."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

ONE_RIGHT = _("Une seule bonne réponse, que personne ne conteste ?")
OF_KIND: dict[str, LazyString] = {
    "several_choices": _("Toutes les bonnes réponses sont-elles cochées, et elles seules ?"),
    "ordering": _("Un seul ordre est-il possible ?"),
    "matching": _("Chaque élément ne va-t-il qu'avec un choix ?"),
    "situational": _("Une personne du métier choisirait-elle la même meilleure façon d'agir ?"),
    "placing": _("Un seul endroit convient-il sur l'image ?"),
    "task": _("L'état attendu de la fenêtre est-il le seul qui convienne ?"),
}
TYPED = frozenset(["number", "short_text", "fill_blanks", "fill_table", "task"])
CHOSEN = frozenset(["single_choice", "several_choices", "situational"])
ALL_FORMS = _("Toutes les façons justes de l'écrire sont-elles acceptées ?")
MISTAKES = _("Les autres options viennent-elles d'erreurs vraisemblables ?")
PLAIN = _("Des phrases courtes, des mots courants ?")
OF_DOCUMENT: dict[str, LazyString] = {
    "text": _("Le document ressemble-t-il à ceux du métier ?"),
    "table": _("Le document ressemble-t-il à ceux du métier ?"),
    "picture": _("L'image se comprend-elle avec son seul texte ?"),
    "audio": _("L'enregistrement est-il clair, et son texte dit-il la même chose ?"),
}
VARIANTS = _("Les variantes ont-elles toutes du sens, et la même difficulté ?")


def to_look_at(kind: str, data: Mapping[str, object]) -> list[LazyString]:
    """The sentences, each once."""
    support = data.get("support")
    blocks = support if isinstance(support, list) else []
    shown = {str(block.get("type")) for block in blocks if isinstance(block, Mapping)}
    shown |= {"picture"} if kind == "placing" else set()
    asked = [
        OF_KIND.get(kind, ONE_RIGHT),
        *([ALL_FORMS] if kind in TYPED else []),
        *([MISTAKES] if kind in CHOSEN else []),
        PLAIN,
        *(sentence for name, sentence in OF_DOCUMENT.items() if name in shown),
        *([VARIANTS] if data.get("family") else []),
    ]
    return list({str(sentence): sentence for sentence in asked}.values())
