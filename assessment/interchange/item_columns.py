"""What ITEMS.csv says of a question, whoever reads it: its name, its criterion, its degrees."""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from assessment.engine.models import Floats
from assessment.engine.parameters import FARTHEST
from assessment.errors import Faults
from assessment.interchange.rows import RISKY, number_in
from assessment.messages import message

MOST_SCORES = 9
"""Highest score a question may have."""

HIGHEST, THRESHOLDS = "highest", "thresholds"


def check_names(name: str, criterion: str, known: Container[str], place: str, faults: Faults) -> None:
    """A question has one name, and a criterion; neither is a formula, since other files will carry them."""
    if not name or name in known:
        faults.add(f"{place}, item", name or message("rien"), message("un nom de question présent une seule fois"))
    if not criterion:
        faults.add(f"{place}, criterion", message("rien"), message("le code d'un critère"))
    for column, text in (("item", name), ("criterion", criterion)):
        if text.startswith(RISKY):
            expected = message("un nom qu'un tableur ne prend pas pour une formule : ni =, ni +, ni -, ni @ au début")
            faults.add(f"{place}, {column}", text, expected)


def degrees(highest: str, thresholds: str, place: str, faults: Faults) -> tuple[int, tuple[float, ...]]:
    """The highest score of a question, and its thresholds when they are given."""
    steps = tuple(_threshold(each, f"{place}, {THRESHOLDS}", faults) for each in thresholds.split())
    if highest and not (highest.isdecimal() and 1 <= int(highest) <= MOST_SCORES):
        faults.add(f"{place}, {HIGHEST}", highest, message("rien, ou un entier de 1 à %(most)s", most=MOST_SCORES))
        return 1, ()
    top = int(highest or max(len(steps), 1))
    if steps and (len(steps) != top or top == 1):
        expected = message("rien pour une question juste ou non, sinon autant de seuils que le plus haut score")
        faults.add(f"{place}, {THRESHOLDS}", thresholds, expected)
        return 1, ()
    return top, steps


def in_rows(steps: Sequence[Sequence[float]], wide: int) -> Floats:
    """Thresholds as (items, wide), NaN where a question has none."""
    found = np.full((len(steps), wide), np.nan)
    for row, given in enumerate(steps):
        found[row, : len(given)] = given
    return found


def _threshold(text: str, place: str, faults: Faults) -> float:
    value = number_in(text)
    if not -FARTHEST <= value <= FARTHEST:
        faults.add(place, text, message("un nombre de %(low)s à %(high)s", low=f"{-FARTHEST:g}", high=f"{FARTHEST:g}"))
    return value
