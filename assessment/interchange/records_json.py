"""Frozen records of numbers as JSON and back, by their types: arrays, tuples, mappings, enumerations, other records."""

from __future__ import annotations

import json
import math
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

Record = TypeVar("Record")
DIGITS = 6
"""Significant digits kept of a number."""


def to_json(record: object) -> str:
    """Not a number becomes null."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_json(kind: type[Record], text: str) -> Record:
    """The record that `to_json` wrote, to DIGITS digits."""
    found: Record = _read(kind, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    match value:
        case np.ndarray() | np.generic():
            value = _plain(value.tolist())
        case Enum():
            value = value.value
        case float():
            value = float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
        case Mapping():
            value = {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            value = [_plain(one) for one in value]
    return value


def _read(kind: Any, data: Any) -> Any:
    if get_origin(kind) is not None:
        return _composed(get_origin(kind), get_args(kind), data)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{field.name: _read(hints[field.name], data[field.name]) for field in fields(kind)})
    return math.nan if kind is float and data is None else kind(data)


def _composed(origin: Any, inside: tuple[Any, ...], data: Any) -> Any:
    if origin is np.ndarray:
        return _array(data, get_args(inside[1])[0])
    if origin is tuple:
        kinds = [inside[0]] * len(data) if inside[-1] is Ellipsis else inside
        return tuple(_read(one, value) for one, value in zip(kinds, data, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {inside[0](name): _read(inside[1], value) for name, value in data.items()}
    return None if data is None else _read(next(one for one in inside if one is not types.NoneType), data)


def _array(data: Any, number: Any) -> Any:
    """Null is not a number; a table keeps its shape."""
    return np.array(data, dtype=object).astype(float) if number is np.float64 else np.array(data, dtype=number)
