"""Difficulties before and after a calibration as SVG: each question a dot, with the errors of both as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup

from assessment import svg

FARTHEST = 3.0
"""Difficulties drawn, on each side; what lies beyond sits on the edge."""

TOP, SIDE = 14.0, 272.0
LEFT = 44.0
SURPRISING = 2.0
"""Standard errors from which a move is drawn as one to look at."""


@dataclass(frozen=True)
class Moved:
    """One question: difficulty and its standard error, before and after."""

    before: float
    before_se: float
    after: float
    after_se: float
    z: float


def before_and_after(moves: Sequence[Moved]) -> Markup:
    """On the diagonal nothing moves; above it, a question is harder than was thought."""
    surprising = sum(abs(move.z) >= SURPRISING for move in moves)
    told = ngettext("%(num)s question", "%(num)s questions", len(moves))
    told += gettext(", dont %(n)s qui bougent de plus de deux erreurs types.", n=surprising)
    bottom = TOP + SIDE
    parts = [
        svg.rectangle(Markup('class="plot-frame" fill="none" stroke="{}"').format(svg.SOFT), (LEFT, TOP, SIDE, SIDE)),
        svg.line("axis", svg.LINE, (LEFT, bottom, LEFT + SIDE, TOP), dashes="5 4"),
    ]
    for value in (-2, 0, 2):
        x, y, label = _across(value), _up(value), str(value).replace("-", "\u2212")
        parts += [
            svg.line("grid", svg.FAINT, (x, TOP, x, bottom)),
            svg.line("grid", svg.FAINT, (LEFT, y, LEFT + SIDE, y)),
        ]
        parts += [svg.text(x, bottom + 18, label, anchor="middle"), svg.text(LEFT - 8, y + 5, label, anchor="end")]
    for move in moves:
        parts += _bars(move)
    parts += [_mark(move) for move in moves]
    parts += [
        svg.text(LEFT, bottom + 38, gettext("difficulté d'avant"), soft=True),
        svg.text(LEFT + 8, TOP + 18, gettext("difficulté mesurée"), soft=True),
    ]
    words = (gettext("Difficultés avant et après"), told)
    return svg.drawing(svg.ident("moves", told + repr(list(moves))), bottom + 46, words, parts)


def _bars(move: Moved) -> list[Markup]:
    x, y = _across(move.before), _up(move.after)
    across = (_across(move.before - move.before_se), y, _across(move.before + move.before_se), y)
    up = (x, _up(move.after - move.after_se), x, _up(move.after + move.after_se))
    return [svg.line("grid", svg.LINE, across, 1.0), svg.line("axis", svg.LINE, up, 1.0)]


def _mark(move: Moved) -> Markup:
    """A full dot; a ring for a move that surprises."""
    x, y = _across(move.before), _up(move.after)
    if abs(move.z) < SURPRISING:
        return svg.dot(x, y, 4.0, see_through=True)
    return Markup(
        '<circle class="plot-ring" fill="#fff" stroke="{}" stroke-width="2.5" cx="{}" cy="{}" r="5"/>'
    ).format(svg.BRAND, svg.short(x), svg.short(y))


def _across(value: float) -> float:
    return LEFT + (_inside(value) + FARTHEST) / (2 * FARTHEST) * SIDE


def _up(value: float) -> float:
    return TOP + (FARTHEST - _inside(value)) / (2 * FARTHEST) * SIDE


def _inside(value: float) -> float:
    return max(-FARTHEST, min(FARTHEST, value))
