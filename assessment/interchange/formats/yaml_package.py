"""Our own YAML with its pictures and recordings, in one zip: nothing is left out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePosixPath
from zipfile import ZipFile

from assessment.errors import Faults
from assessment.interchange.formats.media_files import absent, files_of, taken
from assessment.interchange.formats.packages import UNREADABLE, Package, opened_package, packed
from assessment.interchange.formats.port import Media, Note, Reading, Written
from assessment.interchange.formats.yaml_format import YamlFormat
from assessment.items.item import Item
from assessment.items.media_names import named
from assessment.messages import message

QUESTIONS, MEDIA = "questions.yaml", "media/"
YAML = (".yaml", ".yml")
TEXTS = (".md", ".txt")  # what people put beside: left


class YamlPackage:
    name = "yaml_zip"
    label: str = message("YAML et médias (zip)")
    suffixes: tuple[str, ...] = (".zip",)
    media_type = "application/zip"

    def recognises(self, content: bytes) -> bool:
        """A zip with a YAML file; one that cannot be opened is said by who reads packages."""
        try:
            with ZipFile(io.BytesIO(content)) as archive:
                return any(name.lower().endswith(YAML) for name in archive.namelist())
        except UNREADABLE:
            return False

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        """Every YAML file, wherever it is; every other file is a medium, known by its last name."""
        reading = Reading(faults)
        package = opened_package(name, content, faults)
        if package is None:
            return reading
        for entry in package.entries:
            text = package.read(entry) if entry.lower().endswith(YAML) else None
            if text is not None:
                reading.questions += YamlFormat().read(package.place(entry), text, faults).questions
        wanted = {one for each in reading.questions for one in named(each.data)}
        for entry in package.entries:
            if not entry.lower().endswith((*YAML, *TEXTS)):
                self.medium(package, entry, wanted, reading)
        return reading

    def medium(self, package: Package, entry: str, wanted: set[str], reading: Reading) -> None:
        """A file no question shows is left, and said; a name stays what the questions call it."""
        name = PurePosixPath(entry).name
        if name not in wanted:
            reading.note(package.place(entry), message("laissé\u00a0: aucune question ne le montre"))
            return
        content = package.read(entry)
        if content is None:
            return
        given = taken(name, content, package.place(entry), reading)
        if given is not None and given != name:
            found = message("un contenu d'une autre sorte que son nom, ou un nom donné deux fois")
            reading.fault(package.place(entry), found, message("un nom comme plan-entrepot.svg, une fois"))

    def write(self, items: Sequence[Item], media: Media) -> Written:
        names = dict.fromkeys(name for item in items for name in files_of(item))
        files = {QUESTIONS: YamlFormat().write(items, media).content}
        files |= {f"{MEDIA}{name}": media[name] for name in names if name in media}
        notes = (Note(item.code, each) for item in items for each in absent(item, media))
        return Written(packed(files), tuple(notes))
