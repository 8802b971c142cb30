"""The formats by name, and which of them a file is in."""

from __future__ import annotations

from pathlib import PurePosixPath

from assessment.errors import Faults
from assessment.interchange.formats.csv_format import CsvFormat
from assessment.interchange.formats.gift_format import GiftFormat
from assessment.interchange.formats.moodle_format import MoodleFormat
from assessment.interchange.formats.port import Format
from assessment.interchange.formats.qti_format import QTI_2, QTI_3
from assessment.interchange.formats.xlsx_format import XlsxFormat
from assessment.interchange.formats.yaml_format import YamlFormat
from assessment.interchange.formats.yaml_package import YamlPackage
from assessment.messages import message

ALL: tuple[Format, ...] = (
    YamlFormat(),
    XlsxFormat(),
    CsvFormat(),
    GiftFormat(),
    MoodleFormat(),
    QTI_3,
    QTI_2,
    YamlPackage(),
)
FORMATS: dict[str, Format] = {each.name: each for each in ALL}
"""In the order people are offered them; of two that share a suffix, the first to recognise a file reads it."""

HOLDING_FILES = frozenset({"moodle_xml", "qti3", "qti2", "yaml_zip"})
"""Those that carry pictures and sounds; the others name them."""


def format_of(name: str, content: bytes, faults: Faults) -> Format | None:
    """The format of a file by its suffix and its beginning; None after a fault."""
    suffix = PurePosixPath(name.lower()).suffix
    known = [each for each in FORMATS.values() if suffix in each.suffixes]
    found = next((each for each in known if each.recognises(content)), None)
    if found is None:
        expected = ", ".join(sorted({one for each in FORMATS.values() for one in each.suffixes}))
        said = (
            message("un fichier qui n'est dans aucun des formats de ce nom") if known else message("ce nom de fichier")
        )
        faults.add(name, said, message("un fichier %(suffixes)s", suffixes=expected))
    return found
