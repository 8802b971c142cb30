"""A document as a PDF that a screen reader can read and an archive can keep (PDF/UA-1 and PDF/A-2a), by Typst.

The same document always gives the same bytes. Typst refuses to write a file that would break those standards, so what
leaves here keeps them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from assessment.items.typesetting import kept_together
from assessment.review.document import Document

FOLDER = Path(__file__).parent / "documents"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
NOT_LATIN = re.compile(r"[^\u0020-\u024f\u2000-\u206f\u20ac\n]")
NOT_SENTENCES = ("kind", "tone")
NO_GLYPH = "\u25a1"  # a white square, which the fonts inside Typst have


def write(document: Document, say: Callable[[str], str], language: str = "fr") -> bytes:
    """The file. A sign that no font here can draw is looked for in the fonts of the machine, then shown as a square."""
    text = json.dumps(_data(document, say) | {"lang": language}, ensure_ascii=False)
    try:
        return _compiled(text, document, system=False)
    except typst.TypstError:
        pass
    try:
        return _compiled(text, document, system=True)
    except typst.TypstError:
        return _compiled(NOT_LATIN.sub(NO_GLYPH, text), document, system=False)


def _compiled(text: str, document: Document, system: bool) -> bytes:
    made = typst.Compiler(root=FOLDER, font_paths=_fonts(system)).compile(
        FOLDER / "document.typ",
        format="pdf",
        sys_inputs={"document": text},
        pdf_standards=STANDARDS,
        timestamp=int(document.at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"expected the bytes of one PDF, found {type(made).__name__}")
    return made


@lru_cache(maxsize=2)
def _fonts(system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[FOLDER / "fonts"])


def _data(document: Document, say: Callable[[str], str]) -> dict[str, Any]:
    """The document as plain data, every sentence said, each block with the name of its kind."""
    plain = {name: value for name, value in asdict(document).items() if name not in ("at", "blocks")}
    blocks = [asdict(block) | {"kind": type(block).__name__} for block in document.blocks]
    return {"blocks": [_said(one, say) for one in blocks]} | {name: _said(one, say) for name, one in plain.items()}


def _said(value: Any, say: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return kept_together(say(value))
    if isinstance(value, dict):
        return {name: one if name in NOT_SENTENCES else _said(one, say) for name, one in value.items()}
    return [_said(one, say) for one in value] if isinstance(value, list | tuple) else value
