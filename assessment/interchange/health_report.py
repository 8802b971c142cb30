"""The report of a bank's health: one page that holds everything it shows, to be opened, printed or sent as it is."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.engine.health import (
    dependence,
    difficulty,
    discrimination,
    drift,
    fairness,
    item_fit,
    person_fit,
    rapid,
)
from assessment.engine.health import options as option_guard
from assessment.engine.health.examine import Health, Reachable
from assessment.engine.health.reach import WANTED
from assessment.interchange import health_sections as sections
from assessment.interchange import reach_sections
from assessment.interchange.health_words import Concern, concerns, questions_of
from assessment.interchange.report_pages import report
from assessment.interchange.study_words import number, percent
from assessment.messages import counted, message

PAGE = "health_report.html"


def health_page(health: Health, bank: Reachable, subject: str) -> str:
    """The whole page; the same health gives the same page."""
    found = concerns(health)
    shown = [
        sections.attention(health, found),
        sections.curves(health, found),
        sections.options(health),
        sections.groups(health),
        sections.pairs(health),
        sections.people(health),
        sections.shown(health),
        reach_sections.reachable(bank),
        reach_sections.accessibility(bank),
        sections.questions(health, found),
    ]
    return report(
        PAGE,
        sections=shown,
        subject=subject,
        figures=_figures(health, bank, found),
        conditions=_conditions(health),
        read=counted(
            "%(n)s personne, %(answers)s réponses.",
            "%(n)s personnes, %(answers)s réponses.",
            health.persons,
            answers=number(health.answers),
        ),
    )


def _figures(health: Health, bank: Reachable, found: Sequence[Concern]) -> list[tuple[str, str, str]]:
    look, watch = questions_of(found)
    sure = sum(each.together >= WANTED for each in bank.reach)
    measured = int(((health.fit.answers >= item_fit.LEAST) & health.usable).sum())
    of_all = message("sur %(n)s en service", n=number(float(health.usable.sum())))
    return [
        (number(len(look)), message("Questions à regarder"), message("à relire d'abord")),
        (number(len(watch)), message("Questions à surveiller"), message("quand vous aurez le temps")),
        (number(measured), message("Questions assez répondues"), of_all),
        (
            number(sure),
            message("Critères assez sûrs"),
            message("sur %(n)s, le but étant %(wanted)s", n=len(health.codes), wanted=percent(WANTED, 0)),
        ),
    ]


def _conditions(health: Health) -> list[tuple[str, str]]:
    general, domain, subdomain, criterion = (percent(share, 0) for share in health.shares)
    shares = message(
        "général %(g)s, domaine %(d)s, sous-domaine %(s)s, critère %(c)s", g=general, d=domain, s=subdomain, c=criterion
    )
    least = [
        (message("courbe"), item_fit.LEAST),
        (message("lien avec l'aisance"), discrimination.LEAST),
        (message("difficulté"), difficulty.LEAST),
        (message("options"), option_guard.LEAST),
        (message("groupes, de chaque côté"), fairness.LEAST),
        (message("périodes, chacune"), drift.LEAST),
        (message("paires"), dependence.LEAST),
        (message("temps"), rapid.LEAST),
        (message("personnes, chacune"), person_fit.LEAST),
    ]
    return [
        (message("Partage entre critères"), shares),
        (message("Ce partage"), message("appris sur ces réponses") if health.learnt else message("supposé moyen")),
        *((message("Réponses qu'il faut : %(guard)s", guard=name), number(count)) for name, count in least),
        (message("À regarder"), message("grand écart, et au plus 5 % de fausses alertes parmi les questions dites")),
        (message("À surveiller"), message("écart visible, qu'une question saine montrerait une fois sur cent")),
    ]
