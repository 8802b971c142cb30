"""A QR code is a drawing named for those who do not see it, black on white in every theme."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from assessment.adapters import qr

SVG = "{http://www.w3.org/2000/svg}"


def test_a_code_is_a_named_drawing_on_white() -> None:
    drawing = fromstring(qr.svg("http://clea.exemple.fr/entrer/ABCD-EFGH-JKLM", "Code à scanner"))
    assert drawing.tag in ("svg", f"{SVG}svg")
    assert [child.text for child in drawing if child.tag.endswith("title")] == ["Code à scanner"]
    assert "#fff" in qr.svg("x", "Code")


def test_two_texts_give_two_drawings() -> None:
    assert qr.svg("a", "Code") != qr.svg("b", "Code")
