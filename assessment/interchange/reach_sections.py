"""How far a bank can reach, as sections to read: sureness of each criterion, and what each accessibility filter costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assessment.engine.health.examine import Reachable
from assessment.engine.health.reach import DISTANCE, WANTED, Reach
from assessment.engine.structure import domain_of
from assessment.interchange import health_plots as plots
from assessment.interchange.health_sections import Figure, Section
from assessment.interchange.health_words import NEEDS
from assessment.interchange.study_sections import Grid
from assessment.interchange.study_words import number, percent
from assessment.messages import message


def reachable(bank: Reachable) -> Section:
    """How sure one can be with what exists, domain by domain, and what to write."""
    told = [
        message(
            "Une personne à %(far)s écart type du niveau attendu répond à toutes les questions d'un critère : de quelle "
            "probabilité le moteur serait-il sûr, en moyenne, du bon côté ?",
            far=number(DISTANCE, 1),
        ),
        message("Anneau : avec ses seules questions. Point : avec ce que disent les critères voisins."),
        message("Le but affiché est %(wanted)s (pointillé).", wanted=percent(WANTED, 0)),
    ]
    pairs = list(zip(bank.codes, bank.reach, strict=True))
    figures = []
    for domain in dict.fromkeys(map(domain_of, bank.codes)):
        rows = [(code, found) for code, found in pairs if domain_of(code) == domain]
        title = message("Domaine %(domain)s", domain=domain)
        figures.append(Figure(title, plots.reach_drawing(title, rows), reach_table(title, rows)))
    return Section(message("Jusqu'où la banque peut conclure"), told, figures)


def reach_table(caption: str, rows: Sequence[tuple[str, Reach]]) -> Grid:
    columns = (
        message("Critère"),
        message("Ce qu'il faudrait écrire"),
        message("Questions"),
        message("Sûr, seul"),
        message("Sûr, avec les voisins"),
        message("Conclurait"),
    )
    cells = [
        (
            code,
            plots.to_write(found),
            number(found.questions),
            percent(found.alone, 0),
            percent(found.together, 0),
            percent(found.concluded, 0),
        )
        for code, found in rows
    ]
    return Grid(caption, columns, cells, 2)


def accessibility(bank: Reachable) -> Section:
    """What each accessibility filter costs."""
    columns = (
        message("Filtre"),
        message("Questions perdues"),
        message("Critères sans question"),
        message("Critères moins sûrs"),
        message("Sûreté perdue, en moyenne"),
    )
    rows = []
    for name, left in bank.filters.items():
        lost = [before.together - after.together for before, after in zip(bank.reach, left, strict=True)]
        gone = sum(b.questions - a.questions for b, a in zip(bank.reach, left, strict=True))
        emptied = sum(b.questions > 0 == a.questions for b, a in zip(bank.reach, left, strict=True))
        less, mean = sum(one > 0.01 for one in lost), max(float(np.mean(lost)), 0.0)
        rows.append((NEEDS.get(name, name), number(gone), number(emptied), number(less), percent(mean, 1)))
    title = message("Ce que coûte chaque filtre d'accessibilité")
    if not rows:
        return Section(title, [message("Aucune question ne dépend du son, d'une image ou du clavier.")])
    told = [
        message("Une personne qui ne peut pas s'en servir passe sans ces questions : voici ce que l'on sait alors.")
    ]
    return Section(title, told, shown=[Grid(message("Filtres"), columns, rows)])
