"""Difficulties inform about the mastery cut: each stays near it, and those of a criterion lie on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.messages import message

NAME = message("difficulté")
EASIEST, HARDEST = -2.5, 1.0
SUREST = 0.4  # an author alone cannot be surer than that
EASY, HARDER = -1.3, -0.35  # half-way from an ordinary question (-0.8) to an easy (-1.8) and to a harder one (0.1)
FEWEST = 5  # questions of a criterion from which one expects both


def check(items: Sequence[Item]) -> Iterator[Finding]:
    yield from one_sided(items)
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


def one_sided(items: Sequence[Item]) -> Iterator[Finding]:
    """Criteria that cannot tell people well below the cut, or well above it, from those at the cut."""
    groups: dict[tuple[str, str], list[float]] = {}
    for item in items:
        groups.setdefault((item.certificate, item.criterion), []).append(item.difficulty.value)
    for (certificate, criterion), values in groups.items():
        place = {"certificate": certificate, "criterion": criterion}
        if len(values) >= FEWEST and min(values) > EASY:
            text = message(
                "%(certificate)s %(criterion)s : aucune question facile (au plus %(value)s)", value=f"{EASY:g}", **place
            )
            yield Finding(NAME, Severity.WARNING, "", text)
        if len(values) >= FEWEST and max(values) < HARDER:
            text = message(
                "%(certificate)s %(criterion)s : aucune question plus difficile que le seuil (au moins %(value)s)",
                value=f"{HARDER:g}",
                **place,
            )
            yield Finding(NAME, Severity.WARNING, "", text)
