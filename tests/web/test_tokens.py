"""Text is readable in every theme: contrast is computed from the style sheet, not believed."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "assessment" / "web" / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
DARK_BY_SYSTEM = ":root:not([data-theme]) {\n    color-scheme: dark;"
THEMES = {"light": ":root {", "dark": '[data-theme="dark"] {', "contrast": '[data-theme="contrast"] {'}
TONES = ("good", "bad", "doubt", "none", "info")
GROUNDS = ("paper", "surface", "sunk", "brand-soft")
TEXT = (
    [(ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-deep") for ground in GROUNDS]
    + [(tone, ground) for tone in TONES for ground in (f"{tone}-soft", "surface")]
    + [("ink", f"{tone}-soft") for tone in TONES]
    + [("brand-ink", "brand"), ("brand-ink", "brand-deep")]
)
MARKS = (
    [(f"{tone}-line", ground) for tone in TONES for ground in (f"{tone}-soft", "surface", "paper")]
    + [(mark, ground) for mark in ("line-strong", "focus") for ground in ("paper", "surface", "sunk")]
    + [("focus", "brand-soft"), ("brand-line", "surface"), ("surface", "good-line")]
)


def colours(start: str) -> dict[str, str]:
    block = TOKENS[TOKENS.index(start) :]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[: block.index("}")]))


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_a_contrast_of_seven_on_its_ground(theme: str) -> None:
    values = colours(THEMES[theme])
    low = {(a, b): round(contrast(values[a], values[b]), 2) for a, b in TEXT}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 7} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_have_a_contrast_of_three_on_their_ground(theme: str) -> None:
    values = colours(THEMES[theme])
    low = {(a, b): round(contrast(values[a], values[b]), 2) for a, b in MARKS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


def test_dark_is_the_same_when_the_system_asks_for_it_and_when_the_person_does() -> None:
    assert colours(DARK_BY_SYSTEM) == colours(THEMES["dark"])


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_colour_used_by_a_style_sheet_has_a_value() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "css").glob("*.css")))
    used, set_ = set(re.findall(r"var\(--([\w-]+)", sheets)), set(re.findall(r"--([\w-]+):", sheets))
    assert used - set_ == set()
