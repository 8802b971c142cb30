"""Reads a referential from a YAML, CSV or XLSX file; every fault is listed with its line or cell, and nothing half read."""

from __future__ import annotations

from pathlib import Path

from assessment.errors import Faults
from assessment.interchange.csv_rows import read_csv_rows
from assessment.interchange.referential_rows import data_from_rows
from assessment.interchange.safe_yaml import read_yaml
from assessment.interchange.xlsx_rows import read_xlsx_rows
from assessment.items.referential import Referential
from assessment.items.referential_data import referential_from_data
from assessment.messages import message

ROW_READERS = {".csv": read_csv_rows, ".tsv": read_csv_rows, ".txt": read_csv_rows, ".xlsx": read_xlsx_rows}


def read_referential(path: Path) -> Referential:
    """The referential of a file; raises InvalidInput with all its faults."""
    faults = Faults()
    found = read_yaml_file(path, faults) if path.suffix in (".yaml", ".yml") else read_table_file(path, faults)
    faults.raise_if_any(message("Le référentiel %(name)s a des défauts ; rien n'a été importé.", name=path.name))
    assert found is not None
    return found


def read_yaml_file(path: Path, faults: Faults) -> Referential | None:
    document = read_yaml(path, faults)
    return None if document is None else referential_from_data(document.value, path.name, faults)


def read_table_file(path: Path, faults: Faults) -> Referential | None:
    reader = ROW_READERS.get(path.suffix.lower())
    if reader is None:
        faults.add(
            path.name,
            message("un fichier %(value)s", value=path.suffix or message("sans extension")),
            message("un fichier .yaml, .csv, .tsv ou .xlsx"),
        )
        return None
    rows = reader(path, faults)
    if faults:
        return None
    grid = data_from_rows(rows, path.name, faults)
    return None if grid is None else referential_from_data(grid.data, path.name, faults, grid.places)
