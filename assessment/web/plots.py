"""Drawings of results as SVG: pure functions from a few numbers to markup that themes colour through classes.

Each drawing says what it shows in its title and description, and is always printed beside a table of its numbers.
Sizes are in units of a 340-wide drawing; attributes carry the colours of paper, classes those of the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup

from assessment import svg
from assessment.web import formats

TONE_OF = {"passed": "good", "partly": "part", "missed": "bad", "unknown": "doubt", "unasked": "none"}
ABILITY_LIMIT = 4.0  # logits shown on each side of the criterion's own zero
DIFFICULTY_LIMIT = 3.0  # logits; questions beyond sit on the edge


@dataclass(frozen=True)
class Counts:
    """What became of the questions of one criterion."""

    passed: int
    missed: int
    unknown: int
    unasked: int
    partly: int = 0

    @property
    def total(self) -> int:
        return self.passed + self.partly + self.missed + self.unknown + self.unasked


@dataclass(frozen=True)
class Reading:
    """Where a person is thought to be on one criterion, in logits, with the level expected."""

    mean: float
    low: float
    high: float
    cut: float


@dataclass(frozen=True)
class Spread:
    """The questions of one criterion: their difficulties, in logits."""

    label: str
    difficulties: Sequence[float]


def bar_counts(counts: Counts) -> Markup:
    """A bar divided in réussies, non réussies, je ne sais pas, non posées, with its legend."""
    words = {
        "passed": ngettext("%(num)s réussie", "%(num)s réussies", counts.passed),
        "partly": ngettext("%(num)s en partie", "%(num)s en partie", counts.partly),
        "missed": ngettext("%(num)s non réussie", "%(num)s non réussies", counts.missed),
        "unknown": gettext("%(num)s je ne sais pas", num=counts.unknown),
        "unasked": ngettext("%(num)s non posée", "%(num)s non posées", counts.unasked),
    }
    if not counts.partly:  # few questions have degrees: nothing is said of them where there is nothing to say
        del words["partly"]
    told = ", ".join(words.values())
    ident = svg.ident("counts", told)
    parts, x = [svg.hatches(ident)], float(svg.EDGE)
    for name in words:
        width = (svg.WIDTH - 2 * svg.EDGE) * getattr(counts, name) / counts.total if counts.total else 0.0
        if width:
            parts.append(svg.piece(ident, TONE_OF[name], (x, 8, width, 34)))
            if width >= 16:
                parts.append(svg.tag(x + width / 2, 30, str(getattr(counts, name))))
        x += width
    parts.append(svg.frame(8, 34))
    for index, (name, word) in enumerate(words.items()):
        left, top = svg.EDGE + 164 * (index % 2), 56 + 24 * (index // 2)
        parts.append(svg.piece(ident, TONE_OF[name], (left, top, 14, 14)))
        parts.append(svg.text(left + 22, top + 12, word))
    height = 58 + 24 * ((len(words) + 1) // 2)
    return svg.drawing(ident, height, (gettext("Réponses aux questions du critère"), told), parts)


def ability_interval(reading: Reading) -> Markup:
    """The person's place with its uncertainty, against the level expected; higher is further right."""
    told = _reading_in_words(reading)
    low, mean, high, cut = (_place(v, ABILITY_LIMIT) for v in (reading.low, reading.mean, reading.high, reading.cut))
    anchor = "end" if cut > svg.WIDTH / 2 else "start"
    parts = [
        svg.line("axis", svg.LINE, (svg.EDGE, 62, svg.WIDTH - svg.EDGE, 62)),
        Markup(
            '<rect class="plot-brand-soft" fill="#f6eaf5" stroke="#a869ad" x="{}" y="50" width="{}" height="24" rx="12"/>'
        ).format(svg.short(low), svg.short(max(high - low, 4))),
        svg.line("cut", svg.INK, (cut, 26, cut, 84), 2.5),
        Markup('<circle class="plot-brand" fill="{}" cx="{}" cy="62" r="7"/>').format(svg.BRAND, svg.short(mean)),
        svg.text(cut - 6 if anchor == "end" else cut + 6, 36, gettext("niveau attendu"), anchor=anchor),
        svg.text(svg.EDGE, 102, gettext("moins à l'aise"), soft=True),
        svg.text(svg.WIDTH - svg.EDGE, 102, gettext("plus à l'aise"), soft=True, anchor="end"),
    ]
    return svg.drawing(svg.ident("ability", told), 110, (gettext("Niveau estimé et niveau attendu"), told), parts)


def suggestion_path(probabilities: Sequence[float], bounds: tuple[float, float]) -> Markup:
    """How sure the engine was that the criterion is acquired, answer by answer.

    `bounds` are the probabilities under and over which it concludes. The first value is what it held before any answer.
    """
    told = _path_in_words(probabilities, bounds)
    top, bottom, left, right = 14, 144, 86, svg.WIDTH - svg.EDGE
    step = (right - left) / max(len(probabilities) - 1, 1)
    points = [(left + i * step, _height(p, top, bottom)) for i, p in enumerate(probabilities)]
    low, high = (_height(bound, top, bottom) for bound in bounds)
    parts = [
        svg.block("good-soft", "#e2f2e8", (left, top, right - left, high - top)),
        svg.block("doubt-soft", "#fdf0cf", (left, high, right - left, low - high)),
        svg.block("bad-soft", "#fbe8e1", (left, low, right - left, bottom - low)),
        svg.line("axis", svg.LINE, (left, high, right, high), dashes="5 4"),
        svg.line("axis", svg.LINE, (left, low, right, low), dashes="5 4"),
        svg.text(left - 6, (top + high) / 2 + 5, gettext("acquis"), anchor="end"),
        svg.text(left - 6, (high + low) / 2 + 5, gettext("à confirmer"), anchor="end"),
        svg.text(left - 6, (low + bottom) / 2 + 5, gettext("non acquis"), anchor="end"),
        svg.polyline(points),
        *(svg.dot(x, y, 4.5) for x, y in points),
        svg.text(left, 166, gettext("départ"), soft=True),
        svg.text(right, 166, gettext("dernière réponse"), soft=True, anchor="end"),
    ]
    return svg.drawing(svg.ident("path", told), 176, (gettext("La suggestion, réponse après réponse"), told), parts)


def time_used(stretches: Sequence[float], limit: float) -> Markup:
    """Minutes used of `limit` minutes, one block for each stretch of work."""
    used = sum(stretches)
    told = gettext("%(used)s sur %(limit)s.", used=formats.duration(used * 60), limit=formats.duration(limit * 60))
    ident = svg.ident("time", told + repr(list(stretches)))
    scale = (svg.WIDTH - 2 * svg.EDGE) / max(limit, used, 1)
    parts = [svg.block("none", svg.PAPER["none"], (svg.EDGE, 10, svg.WIDTH - 2 * svg.EDGE, 22))]
    x = float(svg.EDGE)
    for minutes in stretches:
        parts.append(svg.block("brand", svg.BRAND, (x, 10, max(minutes * scale - 1.5, 0.5), 22)))
        x += minutes * scale
    for hour in range(int(limit // 60) + 1):
        place = svg.EDGE + hour * 60 * scale
        parts.append(svg.line("axis", svg.LINE, (place, 32, place, 37)))
        anchor = "start" if hour == 0 else "end" if hour * 60 >= limit else "middle"
        parts.append(svg.text(place, 53, f"{hour}{formats.NBSP}h", soft=True, anchor=anchor))
    parts.append(svg.frame(10, 22))
    return svg.drawing(ident, 62, (gettext("Temps utilisé"), told), parts)


def difficulty_map(rows: Sequence[Spread]) -> Markup:
    """One line per criterion, one dot per question, from easy on the left to hard on the right.

    Questions of nearly the same difficulty share a dot, which is then opaque: a bank of thousands is drawn at once.
    """
    told = "; ".join(
        ngettext(
            "%(label)s : %(num)s question", "%(label)s : %(num)s questions", len(row.difficulties), label=row.label
        )
        for row in rows
    )
    bottom, left = 14 + 24 * len(rows), 62
    span = (svg.WIDTH - svg.EDGE - left) / 2
    middle = left + span
    parts = [svg.line("axis", svg.LINE, (middle, 8, middle, bottom), dashes="4 4")]
    for index, row in enumerate(rows):
        y = 22 + 24 * index
        parts.append(svg.line("grid", svg.FAINT, (left, y, svg.WIDTH - svg.EDGE, y)))
        parts.append(svg.text(left - 8, y + 4, row.label, anchor="end"))
        for place, shared in sorted(_places(row.difficulties).items()):
            parts.append(svg.dot(middle + place / DIFFICULTY_LIMIT * (span - 6), y, 5.5, see_through=shared == 1))
    parts.append(svg.text(left, bottom + 20, gettext("facile"), soft=True))
    parts.append(svg.text(svg.WIDTH - svg.EDGE, bottom + 20, gettext("difficile"), soft=True, anchor="end"))
    return svg.drawing(
        svg.ident("map", told + repr(list(rows))), bottom + 30, (gettext("Difficulté des questions"), told), parts
    )


def _places(difficulties: Sequence[float]) -> Counter[float]:
    """Where dots are drawn, to a tenth of a logit, with how many questions share each."""
    return Counter(round(max(-DIFFICULTY_LIMIT, min(DIFFICULTY_LIMIT, value)), 1) for value in difficulties)


def _reading_in_words(reading: Reading) -> str:
    if reading.low > reading.cut:
        return gettext("Toute la zone probable est au-dessus du niveau attendu.")
    if reading.high < reading.cut:
        return gettext("Toute la zone probable est au-dessous du niveau attendu.")
    return gettext("Le niveau attendu est dans la zone probable : on ne peut pas encore conclure.")


def _path_in_words(probabilities: Sequence[float], bounds: tuple[float, float]) -> str:
    if not probabilities:
        return gettext("Aucune réponse.")
    last = probabilities[-1]
    words = gettext("à confirmer")
    if last >= bounds[1]:
        words = gettext("acquis")
    elif last <= bounds[0]:
        words = gettext("non acquis")
    return ngettext(
        "Après %(num)s réponse : %(words)s.", "Après %(num)s réponses : %(words)s.", len(probabilities) - 1, words=words
    )


def _place(value: float, limit: float) -> float:
    """From logits to the drawing's width; what lies beyond sits on the edge."""
    inside = max(-limit, min(limit, value))
    return svg.EDGE + (inside + limit) / (2 * limit) * (svg.WIDTH - 2 * svg.EDGE)


def _height(probability: float, top: float, bottom: float) -> float:
    return bottom - max(0.0, min(1.0, probability)) * (bottom - top)
