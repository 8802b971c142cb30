"""An author's difficulty stays where it can inform about the mastery cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.messages import message

NAME = message("difficulté")
EASIEST, HARDEST = -2.5, 1.0
SUREST = 0.4  # an author alone cannot be surer than that


def check(items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        if not EASIEST <= item.difficulty.value <= HARDEST:
            text = message(
                "difficulté %(value)s : rester entre %(low)s et %(high)s",
                value=f"{item.difficulty.value:g}",
                low=f"{EASIEST:g}",
                high=f"{HARDEST:g}",
            )
            yield Finding(NAME, Severity.WARNING, item.code, text)
        if item.difficulty.source == "author" and item.difficulty.se < SUREST:
            text = message(
                "erreur type %(se)s trop sûre pour une estimation d'auteur (au moins %(least)s)",
                se=f"{item.difficulty.se:g}",
                least=f"{SUREST:g}",
            )
            yield Finding(NAME, Severity.WARNING, item.code, text)
