"""An author's difficulty stays where it can inform about the mastery cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item

NAME = "difficulté"
EASIEST, HARDEST = -2.5, 1.0
SUREST = 0.4  # an author alone cannot be surer than that


def check(items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        if not EASIEST <= item.difficulty.value <= HARDEST:
            text = f"difficulté {item.difficulty.value:g} : rester entre {EASIEST:g} et {HARDEST:g}"
            yield Finding(NAME, Severity.WARNING, item.code, text)
        if item.difficulty.source == "author" and item.difficulty.se < SUREST:
            text = f"erreur type {item.difficulty.se:g} trop sûre pour une estimation d'auteur (au moins {SUREST:g})"
            yield Finding(NAME, Severity.WARNING, item.code, text)
