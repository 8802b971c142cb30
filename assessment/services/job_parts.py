"""A part of a job as bytes and back: named arrays and plain JSON values, exactly, and no code (nothing is unpickled)."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

PLAIN = "json"
"""Name of the entry that holds what is not an array."""


def packed(values: Mapping[str, Any]) -> bytes:
    """Arrays of numbers (or of truth values) and JSON values, by name."""
    arrays = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    wrong = [name for name, value in arrays.items() if value.dtype.hasobject]
    if wrong or PLAIN in arrays:
        raise TypeError(f"parts hold plain arrays and JSON values, not: {', '.join(wrong) or PLAIN}")
    plain = json.dumps({name: value for name, value in values.items() if name not in arrays})
    entries: dict[str, Any] = {PLAIN: np.frombuffer(plain.encode(), np.uint8), **arrays}
    out = io.BytesIO()
    np.savez_compressed(out, **entries)
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, Any]:
    """What `packed` was given."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        values = {name: archive[name] for name in archive.files}
    plain: dict[str, Any] = json.loads(values.pop(PLAIN).tobytes())
    return plain | values
