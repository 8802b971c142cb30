"""Drawings of a bank's health: a question's curve as seen and as expected, and how sure one can be of each criterion.

Pure functions from numbers and words already in the reader's language to SVG, for pages and for reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessment import svg

LEFT, RIGHT, TOP, BOTTOM = 52.0, svg.WIDTH - 12.0, 16.0, 176.0
LEAST_SPAN = 1.0
"""Width of ability shown at least, in standard deviations."""

NBSP = "\u00a0"
ROW = 26.0
WORST = 0.5
"""A sureness of one half is knowing nothing: where the axis starts."""


@dataclass(frozen=True)
class Words:
    """What a drawing says of itself."""

    title: str
    told: str
    left: str
    """At the left end of the axis, then at its right end."""
    right: str


@dataclass(frozen=True)
class Point:
    """One group of people: where it stands, what it did (with its standard error), what was expected of it."""

    theta: float
    observed: float
    se: float
    expected: float
    measured: float


@dataclass(frozen=True)
class Sure:
    """One criterion: sureness by its own questions, and with its neighbours."""

    label: str
    alone: float
    together: float


def observed_curve(words: Words, points: Sequence[Point]) -> Markup:
    """Dots with their uncertainty (two standard errors), the bank's curve full, the curve measured again dashed."""
    thetas = [point.theta for point in points]
    middle, half = (min(thetas) + max(thetas)) / 2, max((max(thetas) - min(thetas)) / 2, LEAST_SPAN / 2)

    def across(theta: float) -> float:
        return LEFT + 14 + (theta - middle + half) / (2 * half) * (RIGHT - LEFT - 28)

    parts = [*_levels()]
    parts.append(svg.polyline([(across(p.theta), _up(p.expected)) for p in points], "bank"))
    parts.append(svg.polyline([(across(p.theta), _up(p.measured)) for p in points], dashes="5 5"))
    for point in points:
        x, low, high = across(point.theta), point.observed - 2 * point.se, point.observed + 2 * point.se
        parts.append(svg.line("cut", svg.INK, (x, _up(low), x, _up(high)), 2))
        parts.append(svg.dot(x, _up(point.observed), 6))
    parts.append(svg.text(LEFT, BOTTOM + 22, words.left, soft=True))
    parts.append(svg.text(RIGHT, BOTTOM + 22, words.right, anchor="end", soft=True))
    return svg.drawing(svg.ident("curve", words.title + words.told), BOTTOM + 32, (words.title, words.told), parts)


def sureness(words: Words, rows: Sequence[Sure], wanted: float) -> Markup:
    """A line per criterion: a ring for its own questions, a dot with its neighbours; the dashed line is what is wanted."""
    left, bottom = 62.0, 14 + ROW * len(rows)

    def across(share: float) -> float:
        return left + (max(share, WORST) - WORST) / (1.0 - WORST) * (svg.WIDTH - svg.EDGE - 8 - left)

    parts = [svg.line("cut", svg.INK, (across(wanted), 6, across(wanted), bottom), 1.5, "4 4")]
    for number, row in enumerate(rows):
        y = 22 + ROW * number
        parts.append(svg.line("grid", svg.FAINT, (left, y, svg.WIDTH - svg.EDGE, y)))
        parts.append(svg.text(left - 8, y + 5, row.label, anchor="end"))
        parts.append(svg.ring(across(row.alone), y, 4.5))
        parts.append(svg.dot(across(row.together), y, 5.5))
    parts.append(svg.text(left, bottom + 20, words.left, soft=True))
    parts.append(svg.text(svg.WIDTH - svg.EDGE, bottom + 20, words.right, anchor="end", soft=True))
    return svg.drawing(svg.ident("sure", words.title + words.told), bottom + 30, (words.title, words.told), parts)


def _up(share: float) -> float:
    return BOTTOM - max(0.0, min(1.0, share)) * (BOTTOM - TOP)


def _levels() -> list[Markup]:
    marks = []
    for percent in (0, 25, 50, 75, 100):
        y = _up(percent / 100)
        marks.append(
            svg.line("grid" if percent else "axis", svg.FAINT if percent else svg.LINE, (LEFT, y, RIGHT, y), 1)
        )
        marks.append(svg.text(LEFT - 6, y + 5, f"{percent}{NBSP}%", anchor="end", soft=True))
    return marks
