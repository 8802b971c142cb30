"""Plain words for the parts of a sitting: what a candidate reads instead of the referential's titles."""

from __future__ import annotations

from assessment.items.referential import Domain, Referential
from assessment.messages import message

PARTS: dict[str, dict[str, str]] = {
    "socle": {
        "1": message("Lire, écrire et se faire comprendre"),
        "2": message("Compter, calculer et mesurer"),
        "3": message("Utiliser un ordinateur et internet"),
        "4": message("Travailler avec les autres"),
        "5": message("S'organiser et réussir une tâche"),
        "6": message("Apprendre du nouveau"),
        "7": message("Hygiène, sécurité et environnement"),
    },
    "numerique": {
        "1": message("Connaître ses outils numériques"),
        "2": message("Chercher et utiliser des informations"),
        "3": message("Travailler ensemble à distance"),
        "4": message("Se protéger en ligne"),
    },
    "management": {
        "1": message("Organiser le travail"),
        "2": message("Animer une équipe"),
        "3": message("Aider les autres à progresser"),
        "T": message("Améliorer la façon de travailler"),
    },
}


def part_name(referential: Referential, domain: Domain) -> str:
    """The domain in plain words; its title when nobody wrote them yet."""
    return PARTS.get(referential.certificate, {}).get(domain.code, domain.title)
