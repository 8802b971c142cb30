"""The pictures and sounds that the mapping of a question names, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FILE = "file"


def named(value: object) -> Iterator[str]:
    """Every name, as often as it stands there."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if key == FILE and isinstance(inside, str):
                yield inside
            else:
                yield from named(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from named(inside)


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same mapping with other names; those that `names` does not hold stay."""
    if isinstance(value, Mapping):
        return {
            key: names.get(inside, inside) if key == FILE and isinstance(inside, str) else renamed(inside, names)
            for key, inside in value.items()
        }
    return [renamed(inside, names) for inside in value] if isinstance(value, list | tuple) else value
