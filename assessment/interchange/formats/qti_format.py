"""QTI 3.0 and QTI 2 (2.1 and 2.2), content packages and items alone; one reader knows all versions, two writers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from zipfile import ZipFile

from assessment.errors import Faults
from assessment.interchange.formats.packages import UNREADABLE
from assessment.interchange.formats.port import Media, Reading, Written
from assessment.interchange.formats.qti_manifest import MANIFEST
from assessment.interchange.formats.qti_names import THREE, TWO, Dialect
from assessment.interchange.formats.qti_package import package
from assessment.interchange.formats.qti_read import ZIP, read_qti
from assessment.interchange.formats.yaml_package import YamlPackage
from assessment.items.item import Item
from assessment.messages import message

YAML_PACKAGE = YamlPackage()  # a zip without manifest may be one of these
BEGINNING = 20_000  # bytes looked at to know a file


class QtiFormat:
    """One version to write; `marks` tell its files from those of the other."""

    media_type = "application/zip"
    suffixes: tuple[str, ...] = (".zip", ".xml")

    def __init__(self, name: str, label: str, dialect: Dialect, marks: tuple[bytes, ...]) -> None:
        self.name, self.label, self.dialect, self.marks = name, label, dialect, marks

    def recognises(self, content: bytes) -> bool:
        """A zip that cannot be opened is one of ours too: its faults are ours to say."""
        start = beginning(content)
        return not YAML_PACKAGE.recognises(content) if start is None else any(mark in start for mark in self.marks)

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        reading = Reading(faults)
        read_qti(name, content, reading)
        return reading

    def write(self, items: Sequence[Item], media: Media) -> Written:
        return package(items, media, self.dialect)


def beginning(content: bytes) -> bytes | None:
    """The beginning of an item, or of the manifest of a package; None for a package without one."""
    if not content.startswith(ZIP):
        return content[:BEGINNING].replace(b"\0", b"")
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            name = min((each for each in archive.namelist() if each.endswith(MANIFEST)), key=len, default=MANIFEST)
            with archive.open(name) as opened:
                return opened.read(BEGINNING)
    except (*UNREADABLE, KeyError):
        return None


QTI_3 = QtiFormat("qti3", message("QTI 3.0 (paquet)"), THREE, (b"qti-assessment-item", b"xmlv3p0"))
QTI_2 = QtiFormat("qti2", message("QTI 2.1 et 2.2 (paquet)"), TWO, (b"assessmentItem", b"xmlv2p", b"manifest"))
