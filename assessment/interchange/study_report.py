"""The report of a study: one page that holds everything it shows, to be opened, printed or sent as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessment.engine.findings import Findings, Source
from assessment.engine.measure import Measure
from assessment.engine.simulation import Plan
from assessment.interchange import study_sections as sections
from assessment.interchange.report_pages import report
from assessment.interchange.study_words import POLICY, minutes, number, percent
from assessment.messages import counted, joined, message

PAGE = "study_report.html"

COMPARED = {
    Source.MASTERED: message("ce que chaque personne maîtrise, donné avec les réponses"),
    Source.THETA: message("les niveaux vrais, donnés avec les réponses, et les seuils de la banque"),
    Source.WHOLE_BANK: message("la décision que donnerait la banque entière, faute de vérité dans les réponses"),
}
"""What decisions were compared with."""

STRUCTURE = {
    "strong": message("fort"),
    "medium": message("moyen"),
    "weak": message("faible"),
    "none": message("aucun"),
    "given": message("fixé"),
}
"""How much is shared between criteria, by the name of the structure."""


@dataclass(frozen=True)
class Told:
    """What a report is about."""

    measure: Measure
    plan: Plan
    names: Sequence[str]
    """Of the items."""


def report_page(told: Told, found: Findings) -> str:
    """The whole page; the same study gives the same page."""
    shown = [
        sections.accuracy(found),
        sections.honesty(found),
        sections.decided(found, told.measure),
        sections.lengths(found),
        sections.times(found),
        sections.exposure(found, told.measure, told.names),
        sections.reachable(found, told.measure),
    ]
    return report(
        PAGE,
        sections=shown,
        subject=_subject(told),
        figures=_figures(found),
        conditions=_conditions(told, found),
        no_truth=found.source is Source.WHOLE_BANK,
        policy=told.plan.policy.value,
        means=POLICY[told.plan.policy],
        people=counted("%(n)s personne simulée", "%(n)s personnes simulées", len(found.questions)),
    )


def _subject(told: Told) -> str:
    return message(
        "%(criteria)s critères, %(items)s questions",
        criteria=number(told.measure.criteria),
        items=number(len(told.measure.items)),
    )


def _figures(found: Findings) -> list[tuple[str, str, str]]:
    """(value, what it is, a word more) of the four numbers to remember."""
    last = found.stages[-1]
    right, trusted = message("Critères justes"), message("Suggestions justes")
    if found.source is Source.WHOLE_BANK:
        right, trusted = message("Critères en accord"), message("Suggestions en accord")
    after = counted("après %(n)s question", "après %(n)s questions", last.after)
    return [
        (percent(last.right), right, after),
        (percent(last.decided), message("Critères décidés"), after),
        (percent(last.decided_right), trusted, message("parmi les critères décidés")),
        (minutes(float(np.median(found.seconds))), message("Temps d'une séance"), message("durée prévue, au milieu")),
    ]


def _conditions(told: Told, found: Findings) -> list[tuple[str, str]]:
    measure, plan = told.measure, told.plan
    mixture = zip(measure.mixture.names, measure.mixture.weights, strict=True)
    weights = joined(", ", [f"{STRUCTURE.get(name, name)} {percent(float(weight), 0)}" for name, weight in mixture])
    pilot = number(plan.pilot) if plan.pilot and len(measure.mixture) > 1 else message("aucune")
    return [
        (message("Politique"), plan.policy.value),
        (message("Questions au plus"), number(plan.longest)),
        (message("Personnes qui ont servi à apprendre le partage"), pilot),
        (message("Partage entre critères"), weights),
        (message("Seuils"), f"{percent(measure.settings.acquired, 0)}, {percent(measure.settings.not_acquired, 0)}"),
        (message("Comparé avec"), COMPARED[found.source]),
        (message("Graine du hasard"), str(plan.seed)),
    ]
