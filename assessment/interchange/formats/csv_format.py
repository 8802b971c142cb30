"""CSV: one question a row, to be filled in with any spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.errors import Faults
from assessment.interchange.csv_rows import csv_rows, csv_text
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.port import Media, Reading, Written
from assessment.interchange.formats.table_read import BOUNDS, read_table, table_of
from assessment.interchange.formats.yaml_format import apart
from assessment.items.item import Item
from assessment.messages import message


class CsvFormat:
    name = "csv"
    label: str = message("CSV (tableau)")
    suffixes: tuple[str, ...] = (".csv",)
    media_type = "text/csv"

    def recognises(self, content: bytes) -> bool:
        return True

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        reading = Reading(faults)
        read_table(name, csv_rows(content, name, faults, BOUNDS), reading)
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            reading.note(
                name, message("ce fichier n'est pas en UTF-8 : lu comme un texte de Windows, accents à vérifier")
            )
        return reading

    def write(self, items: Sequence[Item], media: Media) -> Written:
        text = csv_text(table_of(items), str)
        return Written(text.encode(), tuple(apart(item, name) for item in items for name in files_of(item)))
