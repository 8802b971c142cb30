from __future__ import annotations

import pytest

from assessment.interchange.formats.formulas import on_one_line
from assessment.interchange.formats.html_text import plain, statement

SPACE = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def math(inside: str) -> str:
    return f"<math {SPACE}>{inside}</math>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (math("<mo>∠</mo><mi>T</mi><mi>A</mi><mi>P</mi>"), "∠TAP"),
        (math("<mfrac><mn>1</mn><mn>2</mn></mfrac>"), "1/2"),
        (math("<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac>"), "(a + 1)/2"),
        (math("<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>9</mn>"), "x² = 9"),
        (math("<msup><mn>2</mn><mi>k</mi></msup>"), "2^k"),
        (math("<msub><mi>u</mi><mn>10</mn></msub>"), "u₁₀"),
        (math("<msqrt><mn>9</mn></msqrt><mo>&lt;</mo><mn>4</mn>"), "√9 < 4"),
        (math("<mn>3</mn><mo>&#x2062;</mo><mi>x</mi>"), "3x"),
        (math("<mn>3</mn><mo>&times;</mo><mn>4</mn>"), "3 × 4"),
        ('<m:math xmlns:m="x"><m:semantics><m:mi>y</m:mi><m:annotation>y</m:annotation></m:semantics></m:math>', "y"),
        ('<math alttext="la somme des n"><munderover><mo>∑</mo></munderover></math>', "la somme des n"),
    ],
)
def test_a_formula_is_written_on_one_line(formula: str, text: str) -> None:
    assert plain(f"Combien vaut {formula} ?").text == f"Combien vaut {text} ?"


def test_a_formula_that_one_line_would_make_wrong_is_left_and_said() -> None:
    said = statement(f"Soit {math('<mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable>')} donc.")
    assert said.text == "Soit donc."
    assert said.dropped == ["une formule"]


def test_the_form_of_a_formula_is_said_to_be_lost() -> None:
    assert statement(math("<mn>1</mn>")).dropped == ["la forme d'une formule, écrite sur une ligne"]


@pytest.mark.parametrize("html", ["<math><mi>x", "<math" * 5000, "</math>" + "<math>" * 5000, "<mathieu>a</mathieu>"])
def test_what_only_looks_like_a_formula_is_left_as_it_is(html: str) -> None:
    assert on_one_line(html) == (html, False, False)
