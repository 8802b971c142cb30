"""Plain words for the parts of a sitting: what a candidate reads instead of the referential's titles."""

from __future__ import annotations

from assessment.items.referential import Domain, Referential

PARTS: dict[str, dict[str, str]] = {
    "socle": {
        "1": "Lire, écrire et se faire comprendre",
        "2": "Compter, calculer et mesurer",
        "3": "Utiliser un ordinateur et internet",
        "4": "Travailler avec les autres",
        "5": "S'organiser et réussir une tâche",
        "6": "Apprendre du nouveau",
        "7": "Hygiène, sécurité et environnement",
    },
    "numerique": {
        "1": "Connaître ses outils numériques",
        "2": "Chercher et utiliser des informations",
        "3": "Travailler ensemble à distance",
        "4": "Se protéger en ligne",
    },
    "management": {
        "1": "Organiser le travail",
        "2": "Animer une équipe",
        "3": "Aider les autres à progresser",
        "T": "Améliorer la façon de travailler",
    },
}


def part_name(referential: Referential, domain: Domain) -> str:
    """The domain in plain words; its title when nobody wrote them yet."""
    return PARTS.get(referential.certificate, {}).get(domain.code, domain.title)
