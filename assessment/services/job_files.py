"""Files that a job wrote into a folder, as what is kept with it."""

from __future__ import annotations

from pathlib import Path

from assessment.storage.jobs import Content

TYPES = {".csv": "text/csv", ".json": "application/json", ".html": "text/html"}


def contents_of(folder: Path) -> tuple[Content, ...]:
    """Every file of the folder, by name."""
    return tuple(
        Content(path.name, TYPES.get(path.suffix, "application/octet-stream"), path.read_bytes())
        for path in sorted(folder.iterdir())
    )
