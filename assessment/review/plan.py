"""The recommended training: objectives a person can act on, hours, dates. Proposed from gaps, decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.errors import Faults
from assessment.items.referential import Subdomain
from assessment.messages import counted, message
from assessment.review.words import State

HOURS_PER_CRITERION = 7.0  # one training day: a starting proposal that the evaluator changes, not a norm
MOST_HOURS = 2000.0  # the database refuses more
LONGEST_TEXT = 2000  # characters
LONGEST_YEARS = 5  # what was acquired is carried over until then: training must end before


@dataclass(frozen=True)
class Objective:
    """One objective of the plan, as proposed or as written."""

    subdomain: str
    text: str
    hours: float
    starts_on: date | None = None
    ends_on: date | None = None


def proposed(parts: tuple[Subdomain, ...], states: Mapping[str, State]) -> tuple[Objective, ...]:
    """One objective per sub-domain that holds a criterion judged not acquired."""
    gaps = {
        part.code: [each.label for each in part.criteria if states.get(each.code) == State.NOT_ACQUIRED]
        for part in parts
    }
    return tuple(
        Objective(code, worded(labels), HOURS_PER_CRITERION * len(labels)) for code, labels in gaps.items() if labels
    )


def worded(labels: list[str]) -> str:
    """`Apprendre à lire un planning.`, or a list of such verbs after a colon."""
    tasks = [label[:1].lower() + label[1:].rstrip(". ") for label in labels]
    if len(tasks) == 1:
        return message("Apprendre à %(task)s.", task=tasks[0])
    return message("Apprendre à : %(tasks)s.", tasks=" ; ".join(tasks))


def checked(objective: Objective, opened_on: date) -> Objective:
    """The objective, or every fault of the form at once."""
    faults = Faults()
    text = " ".join(objective.text.split())
    if not text:
        faults.add("objective", message("rien"), message("un objectif, en mots de tous les jours"))
    if len(text) > LONGEST_TEXT:
        faults.add(
            "objective",
            counted("%(n)s caractère", "%(n)s caractères", len(text)),
            message("au plus %(most)s caractères", most=LONGEST_TEXT),
        )
    if not 0 < objective.hours <= MOST_HOURS:
        faults.add(
            "hours",
            f"{objective.hours:g}".replace(".", ","),
            message("un nombre d'heures, au plus %(most)s", most=f"{MOST_HOURS:g}"),
        )
    if objective.starts_on and objective.ends_on and objective.ends_on < objective.starts_on:
        faults.add("ends_on", objective.ends_on.strftime("%d/%m/%Y"), message("une date après le début"))
    limit = last_day(opened_on)
    if objective.ends_on and objective.ends_on > limit:
        faults.add(
            "ends_on",
            objective.ends_on.strftime("%d/%m/%Y"),
            message("avant le %(day)s (5 ans)", day=limit.strftime("%d/%m/%Y")),
        )
    faults.raise_if_any(message("Cet objectif ne peut pas encore être enregistré."))
    return Objective(objective.subdomain, text, objective.hours, objective.starts_on, objective.ends_on)


def last_day(opened_on: date) -> date:
    """Five years after a day; 29 February becomes 28."""
    day = 28 if (opened_on.month, opened_on.day) == (2, 29) else opened_on.day
    return opened_on.replace(year=opened_on.year + LONGEST_YEARS, day=day)
