"""Which code computes: a digest of the product's own sources, the same on every machine that runs the same code."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent
DIGITS = 12


@cache
def code_version() -> str:
    """Twelve hexadecimal digits over every Python file of the package."""
    digest = hashlib.sha256()
    for path in sorted(SOURCES.rglob("*.py")):
        digest.update(f"{path.relative_to(SOURCES).as_posix()}\0".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:DIGITS]
