"""The marks that drawings are made of: text, lines, blocks and dots as SVG markup, for pages and for reports.

Attributes carry the colours of paper (a PDF reads no style sheet inside a drawing), classes those of the screen's theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from markupsafe import Markup

WIDTH = 340
EDGE = 10
INK, SOFT, BRAND, LINE, FAINT = "#2a1f2e", "#544659", "#612b67", "#87788c", "#e2d8d0"
PAPER = {"good": "#2f8a62", "bad": "#c05a3c", "doubt": "#a9770a", "none": "#eeebf0"}


def short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def ident(kind: str, told: str) -> str:
    """A name for a drawing's own parts that is the same each time it is drawn."""
    return f"{kind}-{crc32(told.encode()):08x}"


def drawing(ident: str, height: float, words: tuple[str, str], parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="plot" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {w} {h}" font-family="sans-serif"'
        ' aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{t}</title><desc id="{id}-desc">{d}</desc>{p}</svg>'
    ).format(w=WIDTH, h=short(height), id=ident, t=words[0], d=words[1], p=Markup("").join(parts))


def hatches(ident: str) -> Markup:
    """Stripes for what was missed, or level ones for half, dots for je ne sais pas: told apart without colour."""
    return Markup(
        '<defs><pattern id="{i}-bad" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="plot-bad" fill="{b}" width="7" height="7"/>'
        '<path class="plot-hatch" stroke="#fff" stroke-width="2.5" d="M0 0v7"/></pattern>'
        '<pattern id="{i}-doubt" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="plot-doubt" fill="{d}" width="6" height="6"/>'
        '<circle class="plot-surface" fill="#fff" cx="3" cy="3" r="1.5"/></pattern>'
        '<pattern id="{i}-part" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<rect class="plot-good" fill="{g}" width="7" height="7"/>'
        '<path class="plot-hatch" stroke="#fff" stroke-width="2.5" d="M0 3.5h7"/></pattern></defs>'
    ).format(i=ident, b=PAPER["bad"], d=PAPER["doubt"], g=PAPER["good"])


def piece(ident: str, tone: str, box: tuple[float, float, float, float]) -> Markup:
    if tone in ("bad", "doubt", "part"):
        return rectangle(Markup('fill="url(#{}-{})"').format(ident, tone), box)
    if tone == "none":
        return rectangle(Markup('class="plot-none" fill="{}" stroke="{}"').format(PAPER[tone], LINE), box)
    return block(tone, PAPER[tone], box)


def block(name: str, paper: str, box: tuple[float, float, float, float]) -> Markup:
    return rectangle(Markup('class="plot-{}" fill="{}"').format(name, paper), box)


def rectangle(paint: Markup, box: tuple[float, float, float, float]) -> Markup:
    x, y, width, height = (short(value) for value in box)
    return Markup('<rect {} x="{}" y="{}" width="{}" height="{}"/>').format(paint, x, y, width, height)


def frame(y: float, height: float) -> Markup:
    """The outline of a bar as wide as the drawing."""
    paint = Markup('class="plot-frame" fill="none" stroke="{}" rx="4"').format(SOFT)
    return rectangle(paint, (EDGE, y, WIDTH - 2 * EDGE, height))


def line(
    name: str, paper: str, ends: tuple[float, float, float, float], width: float = 1.5, dashes: str = "none"
) -> Markup:
    x1, y1, x2, y2 = (short(value) for value in ends)
    return Markup(
        '<line class="plot-{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>'
    ).format(name, paper, width, dashes, x1, y1, x2, y2)


def polyline(points: Sequence[tuple[float, float]], name: str = "line", dashes: str = "none") -> Markup:
    return Markup(
        '<polyline class="plot-{}" fill="none" stroke="{}" stroke-width="2.5" stroke-linejoin="round"'
        ' stroke-dasharray="{}" points="{}"/>'
    ).format(name, BRAND, dashes, " ".join(f"{short(x)},{short(y)}" for x, y in points))


def area(corners: Sequence[tuple[float, float]]) -> Markup:
    return Markup('<polygon class="plot-area" fill="#f6eaf5" stroke="{}" stroke-width="1.5" points="{}"/>').format(
        BRAND, " ".join(f"{short(x)},{short(y)}" for x, y in corners)
    )


def ring(x: float, y: float, radius: float) -> Markup:
    return Markup(
        '<circle class="plot-ring" fill="#fff" stroke="{}" stroke-width="2.5" cx="{}" cy="{}" r="{}"/>'
    ).format(BRAND, short(x), short(y), radius)


def dot(x: float, y: float, radius: float, see_through: bool = False) -> Markup:
    opacity = Markup(' fill-opacity=".7"') if see_through else ""
    return Markup(
        '<circle class="plot-dot" fill="{}" stroke="#fff" stroke-width="1.5"{} cx="{}" cy="{}" r="{}"/>'
    ).format(BRAND, opacity, short(x), short(y), radius)


def text(x: float, y: float, words: str, anchor: str = "start", soft: bool = False) -> Markup:
    paint = Markup(' class="plot-soft" fill="{}"').format(SOFT) if soft else Markup(' fill="{}"').format(INK)
    return Markup('<text{} font-size="14" text-anchor="{}" x="{}" y="{}">{}</text>').format(
        paint, anchor, short(x), short(y), words
    )


def tag(x: float, y: float, words: str) -> Markup:
    """A number over a pattern, on its own small ground so that it stays readable."""
    return Markup('<rect class="plot-surface" fill="#fff" x="{}" y="{}" width="{}" height="18" rx="9"/>').format(
        short(x - 5 - 4 * len(words)), short(y - 14), short(10 + 8 * len(words))
    ) + Markup('<text fill="{}" font-size="13" font-weight="700" text-anchor="middle" x="{}" y="{}">{}</text>').format(
        INK, short(x), short(y), words
    )
