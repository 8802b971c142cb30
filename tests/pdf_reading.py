"""What a screen reader finds in a PDF: its words, its kinds of parts, what the file says it is."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


class Read:
    """One PDF, read."""

    def __init__(self, content: bytes) -> None:
        reader = PdfReader(io.BytesIO(content))
        root: Any = reader.trailer["/Root"]
        self.language = str(root["/Lang"])
        self.claims = root["/Metadata"].get_data().decode()
        self.title = reader.metadata.title if reader.metadata else ""
        self.text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        self.parts: Counter[str] = Counter()
        self._count(root["/StructTreeRoot"])

    def _count(self, node: Any) -> None:
        found = node.get_object()
        if isinstance(found, ArrayObject):
            for one in found:
                self._count(one)
        elif isinstance(found, DictionaryObject):
            self.parts.update([str(found["/S"])[1:]] if "/S" in found else [])
            if "/K" in found:
                self._count(found["/K"])
