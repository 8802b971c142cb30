"""The drawings of a bank's health with their words: one question's curve, one domain's reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from assessment.engine.health.item_fit import Group
from assessment.engine.health.reach import WANTED, Reach
from assessment.interchange.study_sections import Grid
from assessment.interchange.study_words import number, percent
from assessment.messages import counted, joined, message
from assessment.plots import Point, Sure, Words, observed_curve, sureness

Say = Callable[[str], str]
"""Puts a sentence into the reader's language."""


def curve(name: str, groups: Sequence[Group], say: Say = str) -> Markup:
    """What people really did beside what was expected, from those who know least."""
    words = Words(
        title=say(message("Question %(name)s : vu et attendu", name=name)),
        told=say(joined(" ; ", [_group(group) for group in groups])),
        left=say(message("moins à l'aise")),
        right=say(message("plus à l'aise")),
    )
    points = [Point(g.theta, g.observed, g.se, g.expected, g.measured) for g in groups]
    return observed_curve(words, points)


def _group(group: Group) -> str:
    return counted(
        "%(n)s personne : %(seen)s réussie, %(expected)s attendu",
        "%(n)s personnes : %(seen)s réussie, %(expected)s attendu",
        group.answers,
        seen=percent(group.observed, 0),
        expected=percent(group.expected, 0),
    )


def curve_table(name: str, groups: Sequence[Group]) -> Grid:
    columns = (
        message("Groupe"),
        message("Personnes"),
        message("Réussite vue"),
        message("Incertitude"),
        message("Attendue"),
        message("Courbe mesurée"),
    )
    rows = [
        (
            number(rank),
            number(group.answers),
            percent(group.observed, 0),
            "± " + percent(2 * group.se, 0),
            percent(group.expected, 0),
            percent(group.measured, 0),
        )
        for rank, group in enumerate(groups, start=1)
    ]
    return Grid(message("Question %(name)s, du groupe le moins à l'aise au plus à l'aise", name=name), columns, rows)


def reach_drawing(title: str, rows: Sequence[tuple[str, Reach]], say: Say = str) -> Markup:
    """How sure the engine could be near the cut of each criterion."""
    told = joined(" ; ", [joined(" ", (code, percent(found.together, 0))) for code, found in rows])
    words = Words(say(title), say(told), say(message("hasard")), say(message("certitude")))
    return sureness(words, [Sure(code, found.alone, found.together) for code, found in rows], WANTED)


def to_write(found: Reach) -> str:
    """What to write next, in words."""
    if found.to_write is None:
        return message("trop pour l'écran seul : à observer")
    if not found.to_write:
        return message("assez")
    return counted(
        "%(n)s question, difficulté vers %(at)s", "%(n)s questions, difficulté vers %(at)s", found.to_write,
        at=number(found.at, 1),
    )  # fmt: skip
