"""A QR code as an SVG drawing, by segno."""

from __future__ import annotations

import segno

SCALE = 5  # units per module; the drawing scales with its box
QUIET = 4  # modules of white around, which readers need


def svg(text: str, title: str) -> str:
    """The code of `text`, black on white in every theme, named for those who do not see it."""
    code = segno.make(text, error="m", micro=False)
    drawing: str = code.svg_inline(scale=SCALE, border=QUIET, dark="#000", light="#fff", title=title, omitsize=True)
    return drawing
