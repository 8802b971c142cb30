"""Formulas of MathML written on one line, as a person would type them: ∠TAP, (a + 1)/2, x², √9."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from xml.etree.ElementTree import Element

from assessment.errors import Faults
from assessment.interchange.formats.safe_xml import read_xml

START = re.compile(r"<(?:[a-z]+:)?math\b", re.IGNORECASE)
END = re.compile(r"</(?:[a-z]+:)?math\s*>", re.IGNORECASE)
PREFIX = re.compile(r"(</?)[a-zA-Z]+:")
SAID = re.compile(r"""\balttext\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
NAMED = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)[A-Za-z]+;")
UNSEEN = str.maketrans("", "", "\u2061\u2062\u2063\u2064")  # a function applied, a product, a list: nothing is drawn
HIGH = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SPACED = frozenset("+−-=×÷<>≤≥≈≠·")
ROWS = frozenset(["math", "mrow", "mstyle", "mpadded", "merror", "mtd"])
TOKENS = frozenset(["mi", "mn", "mtext", "ms"])


class Unwritable(ValueError):
    """A formula that loses its sense on one line."""


def on_one_line(html: str) -> tuple[str, bool, bool]:
    """The same HTML without MathML; whether a formula was written, and whether one could not be."""
    kept, at, written, lost = [], 0, False, False
    while start := START.search(html, at):
        end = END.search(html, start.end())
        if end is None:
            break
        text = said(html[start.start() : end.end()])
        kept += [html[at : start.start()], escape(text or "")]
        written, lost, at = written or bool(text), lost or not text, end.end()
    return "".join([*kept, html[at:]]), written, lost


def said(formula: str) -> str:
    """A formula on one line, else the text its author gave for it, else nothing."""
    plain = NAMED.sub(lambda name: escape(unescape(name[0])), PREFIX.sub(r"\1", formula))
    tree = read_xml(plain.encode(), "", Faults())
    try:
        text = "" if tree is None else line(tree.root)
    except Unwritable:
        text = ""
    if text:
        return " ".join(text.split())
    given = SAID.search(formula)
    return unescape(given[1] or given[2] or "").strip() if given else ""


def line(node: Element) -> str:
    name = str(node.tag).rpartition("}")[2]
    if name in TOKENS:
        return (node.text or "").translate(UNSEEN)
    if name == "mo":
        sign = (node.text or "").strip().translate(UNSEEN)
        return f" {sign} " if sign in SPACED else sign
    if name in ROWS:
        return "".join(line(each) for each in node)
    shape = SHAPES.get(name)
    if shape is None:
        raise Unwritable
    return shape(list(node))


def grouped(node: Element) -> str:
    """Between parentheses unless it is a single sign, number or name."""
    text = line(node).strip()
    return text if re.fullmatch(r"\w+([.,]\w+)?|\(.*\)", text) else f"({text})"


def pair(nodes: list[Element]) -> tuple[Element, Element]:
    if len(nodes) != 2:
        raise Unwritable
    return nodes[0], nodes[1]


def fraction(nodes: list[Element]) -> str:
    above, below = pair(nodes)
    return f"{grouped(above)}/{grouped(below)}"


def power(nodes: list[Element]) -> str:
    base, high = pair(nodes)
    text = line(high).replace(" ", "")
    short = text and set(text) <= set("0123456789+-−n")
    return f"{grouped(base)}{text.translate(HIGH)}" if short else f"{grouped(base)}^{grouped(high)}"


def index(nodes: list[Element]) -> str:
    base, low = pair(nodes)
    text = line(low).strip()
    return f"{grouped(base)}{text.translate(LOW)}" if text.isdigit() else f"{grouped(base)}_{text}"


def root(nodes: list[Element]) -> str:
    if len(nodes) == 1:
        return f"√{grouped(nodes[0])}"
    text = "".join(line(each) for each in nodes)
    return f"√({text})"


def fenced(nodes: list[Element]) -> str:
    return f"({', '.join(line(each).strip() for each in nodes)})"


SHAPES: dict[str, Callable[[list[Element]], str]] = {
    "mfrac": fraction,
    "msup": power,
    "msub": index,
    "msqrt": root,
    "mfenced": fenced,
    "semantics": lambda nodes: line(nodes[0]) if nodes else "",
    "mspace": lambda _: " ",
    "mphantom": lambda _: "",
}
