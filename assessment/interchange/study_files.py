"""The files a simulation study leaves: all written beside the target, then moved there, so that none is half written."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """A CSV file to write."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[object]]


def write_study(target: Path, tables: Iterable[Table], texts: Mapping[str, str]) -> None:
    """All files of a study, or none; `texts` are whole files by their name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".study-") as room:
        ready = Path(room)
        for table in tables:
            with (ready / table.name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.header)
                writer.writerows(table.rows)
        for name, text in texts.items():
            (ready / name).write_text(text, encoding="utf-8")
        target.mkdir(exist_ok=True)
        for file_ in sorted(ready.iterdir()):
            shutil.move(str(file_), target / file_.name)


def write_page(path: Path, text: str) -> None:
    """A whole file, or the one that was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".study-") as room:
        ready = Path(room) / path.name
        ready.write_text(text, encoding="utf-8")
        ready.replace(path)
