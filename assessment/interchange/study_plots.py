"""Drawings of a study's figures: pure functions from numbers to SVG, each with its reading in words.

Sizes are in units of a 340-wide drawing. Every drawing is printed beside a table of its numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from markupsafe import Markup

from assessment import svg
from assessment.engine.findings import Bin
from assessment.engine.models import Floats
from assessment.interchange.study_words import percent
from assessment.messages import counted, joined

LEFT, RIGHT, TOP, BOTTOM = 50.0, svg.WIDTH - 14.0, 28.0, 196.0
HEIGHT = 246
NEAREST = 30.0
"""Units under which the labels of two neighbours would touch."""


@dataclass(frozen=True)
class Words:
    """What a drawing says of itself, and of its two axes."""

    title: str
    told: str
    along: str
    upwards: str


@dataclass(frozen=True)
class Line:
    """A share after each number of questions."""

    label: str
    shares: Sequence[float]


@dataclass(frozen=True)
class Scale:
    """Places of numbers between two ends."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        inside = min(max(value, min(self.low, self.high)), max(self.low, self.high))
        width = self.high - self.low
        return self.start + (inside - self.low) / width * (self.end - self.start) if width else self.start


def growth(words: Words, after: Sequence[int], lines: Sequence[Line], ceiling: float | None = None) -> Markup:
    """Shares against questions asked: the first line full, the second dashed; the ceiling is a level line."""
    known = [share for line in lines for share in line.shares if not isnan(share)]
    floor = min([0.5, *(np.floor(10 * share) / 10 for share in known)])
    across = Scale(0, max(after), LEFT + 12, RIGHT - 12)
    up = Scale(floor, 1.0, BOTTOM, TOP)
    parts = [*_levels(up), *_ticks(across, after)]
    if ceiling is not None:
        parts.append(svg.line("cut", svg.INK, (LEFT, up.at(ceiling), RIGHT, up.at(ceiling)), 1.5, "2 4"))
    for number, line in enumerate(lines):
        points = [(across.at(n), up.at(s)) for n, s in zip(after, line.shares, strict=True) if not isnan(s)]
        parts.append(svg.polyline(points, dashes="6 5" if number else "none"))
        parts += [svg.dot(x, y, 5) if not number else svg.ring(x, y, 4.5) for x, y in points]
    return _framed(words, parts)


def diagonal(words: Words, bins: Sequence[Bin]) -> Markup:
    """Announced probability against what was found; the surface of a dot is its share of the decisions."""
    across, up = Scale(0, 1, LEFT, RIGHT - 8), Scale(0, 1, BOTTOM, TOP)
    most = max((b.count for b in bins), default=1)
    parts = [*_levels(up, 0.25), *_shares_along(across)]
    parts.append(svg.line("cut", svg.INK, (across.at(0), up.at(0), across.at(1), up.at(1)), 1.5, "2 4"))
    for b in bins:
        parts.append(svg.dot(across.at(b.announced), up.at(b.found), 3.0 + 8.0 * (b.count / most) ** 0.5, True))
    return _framed(words, parts)


def shares(words: Words, rows: Sequence[tuple[str, Sequence[float]]], legend: Sequence[str]) -> Markup:
    """A bar for each row, divided in acquired, to confirm, not acquired: patterns besides colours."""
    tones, ident = ("good", "doubt", "bad"), svg.ident("shares", words.told)
    left, width = 62.0, svg.WIDTH - 62.0 - svg.EDGE
    parts, bottom = [svg.hatches(ident)], 12.0 + 40.0 * len(rows)
    for number, (label, row) in enumerate(rows):
        x, y = left, 10.0 + 40.0 * number
        parts.append(svg.text(left - 8, y + 19, label, anchor="end"))
        for tone, share in zip(tones, row, strict=True):
            parts.append(svg.piece(ident, tone, (x, y, width * share, 28)))
            if share >= 0.13:
                parts.append(svg.tag(x + width * share / 2, y + 19, percent(share, 0)))
            x += width * share
    for number, (tone, name) in enumerate(zip(tones, legend, strict=True)):
        x = svg.EDGE + 108.0 * number
        parts += [svg.piece(ident, tone, (x, bottom + 10, 14, 14)), svg.text(x + 20, bottom + 22, name)]
    return svg.drawing(ident, bottom + 34, (words.title, words.told), parts)


def histogram(words: Words, counts: Sequence[int], edges: Sequence[float]) -> Markup:
    """How many people fall between two edges."""
    across, up = Scale(edges[0], edges[-1], LEFT, RIGHT - 8), Scale(0, max(counts), BOTTOM, TOP)
    parts = [*_counts(up, max(counts))]
    for count, low, high in zip(counts, edges[:-1], edges[1:], strict=True):
        box = (across.at(low) + 1, up.at(count), across.at(high) - across.at(low) - 2, BOTTOM - up.at(count))
        parts.append(svg.block("brand", svg.BRAND, box))
    return _framed(words, [*parts, *_ticks(across, edges)])


def ranked(words: Words, values: Floats, level: float | None = None) -> Markup:
    """Shares of a list already in order, side by side; `level` is a dashed line across."""
    across, up = Scale(0, len(values), LEFT, RIGHT - 8), Scale(0, 1, BOTTOM, TOP)
    corners: list[tuple[float, float]] = [(across.at(0), BOTTOM)]
    for rank, value in enumerate(values):
        corners += [(across.at(rank), up.at(value)), (across.at(rank + 1), up.at(value))]
    corners.append((across.at(len(values)), BOTTOM))
    parts = [*_levels(up, 0.25), svg.area(_thinned(corners))]
    if level is not None:
        parts.append(svg.line("cut", svg.INK, (LEFT, up.at(level), RIGHT - 8, up.at(level)), 1.5, "2 4"))
    return _framed(words, [*parts, *_ticks(across, (0, len(values)))])


def _thinned(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same outline without the corners in the middle of a straight edge."""
    kept = list(corners[:1])
    for number, corner in enumerate(corners[1:-1], start=1):
        (_, before), (_, after) = corners[number - 1], corners[number + 1]
        if not before == corner[1] == after:
            kept.append(corner)
    return [*kept, corners[-1]]


def _framed(words: Words, parts: Sequence[Markup]) -> Markup:
    axes = [
        svg.line("axis", svg.LINE, (LEFT, BOTTOM, RIGHT, BOTTOM)),
        svg.text(LEFT - 38, 12, words.upwards, soft=True),
        svg.text(RIGHT, HEIGHT - 8, words.along, soft=True, anchor="end"),
    ]
    return svg.drawing(svg.ident("study", words.title + words.told), HEIGHT, (words.title, words.told), [*axes, *parts])


def _levels(up: Scale, step: float = 0.1) -> list[Markup]:
    """Level lines with their shares on the left."""
    values = np.arange(up.low, up.high + step / 2, step)
    step_over = 2 if len(values) > 6 else 1
    return [
        mark
        for value in values[::step_over]
        for mark in (
            svg.line("grid", svg.FAINT, (LEFT, up.at(value), RIGHT, up.at(value)), 1),
            svg.text(LEFT - 6, up.at(value) + 5, percent(float(value), 0), anchor="end", soft=True),
        )
    ]


def _counts(up: Scale, most: int) -> list[Markup]:
    """Level lines with whole numbers of people."""
    marks = []
    for value in sorted({0, most // 2, most}):
        marks.append(svg.line("grid", svg.FAINT, (LEFT, up.at(value), RIGHT, up.at(value)), 1))
        marks.append(svg.text(LEFT - 6, up.at(value) + 5, str(value), anchor="end", soft=True))
    return marks


def _shares_along(across: Scale) -> list[Markup]:
    return [
        svg.text(across.at(value), BOTTOM + 20, percent(value, 0), anchor="middle", soft=True)
        for value in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]


def _ticks(across: Scale, values: Sequence[float]) -> list[Markup]:
    """Whole numbers under the axis, without those that would touch the one before; the last is always there."""
    marks: list[Markup] = []
    free_from, last = -NEAREST, across.at(values[-1])
    for value in values:
        place = across.at(value)
        if place != last and (place - free_from < NEAREST or last - place < NEAREST):
            continue
        marks.append(svg.text(place, BOTTOM + 20, f"{value:.0f}", anchor="middle", soft=True))
        free_from = place
    return marks


def told_of(lines: Sequence[Line], after: Sequence[int]) -> str:
    """A drawing of growth in one sentence: where it starts and where it ends."""
    first, last = lines[0].shares[0], lines[0].shares[-1]
    start = counted("%(share)s après %(n)s question", "%(share)s après %(n)s questions", after[0], share=percent(first))
    end = counted("%(share)s après %(n)s question.", "%(share)s après %(n)s questions.", after[-1], share=percent(last))
    return joined(", ", (start, end)) if len(after) > 1 else end
