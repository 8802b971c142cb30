"""One item being read: its body, what it expects, the files beside it, and where what is wrong with it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessment.interchange.formats.choices import Choice
from assessment.interchange.formats.html_text import Statement, once, plain, statement, tidy
from assessment.interchange.formats.media_files import taken
from assessment.interchange.formats.packages import beside
from assessment.interchange.formats.port import Note, Reading
from assessment.interchange.formats.qti_html import Html
from assessment.interchange.formats.qti_responses import Response
from assessment.messages import counted, message

MEDIA = ("", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".mp3", ".ogg", ".oga", ".m4a", ".wav")

LATEST = 20  # notes among which one is looked for before it is said again


class Files(Protocol):
    """The files of a package, by their path."""

    def __contains__(self, entry: str) -> bool: ...

    def read(self, entry: str) -> bytes | None: ...


@dataclass(frozen=True)
class Asked:
    body: Element
    responses: Mapping[str, Response]
    place: str
    reading: Reading
    entry: str = ""
    files: Files | None = None  # None: the item came without a package
    ours: bool = False  # its seal names its files, and they are looked for in the bank too

    def fault(self, found: str, expected: str) -> None:
        self.reading.fault(self.place, found, expected)

    def note(self, text: str) -> None:
        if Note(self.place, text) not in self.reading.notes[-LATEST:]:
            self.reading.note(self.place, text)

    def left(self, what: Iterable[str]) -> None:
        for each in what:
            self.note(message("laissé : %(what)s", what=each))

    def response(self, interaction: Element) -> Response:
        name = interaction.get("response-identifier", "")
        return self.responses.get(name, Response(name))

    def file_of(self, source: str) -> str | None:
        """The name under which a file of the package joins the bank."""
        entry = beside(self.entry, unquote(source))
        if self.files is None or not entry or PurePosixPath(entry).suffix.lower() not in MEDIA:
            return None
        if entry not in self.files:
            if not self.ours:
                found = message("%(name)s, un fichier absent", name=source[:80])
                self.fault(found, message("ce fichier dans le paquet"))
            return None
        content = self.files.read(entry)
        return None if content is None else taken(PurePosixPath(entry).name, content, self.place, self.reading)

    def statement(self, element: Element, replaced: Mapping[Element, str] | None = None) -> Statement:
        html = Html(replaced or {})
        said = statement(html.inner(element), self.file_of)
        self.left([*html.said, *said.dropped])
        said.paragraphs = once(said.paragraphs)  # some editors write a question above its prompt, and again in it
        return said

    def plain(self, element: Element) -> str:
        """The text of an answer, on one line."""
        html = Html()
        said = plain(html.inner(element))
        self.left(said.dropped)
        return said.text

    def choice(self, element: Element, weight: float) -> Choice:
        spoken = [tidy(" ".join(each.itertext())) for each in element.iter("qti-feedback-inline")]
        return Choice(self.plain(element), weight, " ".join(" ".join(spoken).split()))

    def one(self, found: int) -> None:
        """The fault of a question whose right answer is not one."""
        said = counted("%(n)s bonne réponse", "%(n)s bonnes réponses", found)
        self.fault(said, message("une bonne réponse, et une seule"))
