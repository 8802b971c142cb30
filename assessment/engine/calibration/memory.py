"""What a fit remembers of itself, so that it can be stopped and go on as if it had not been.

A fit goes through stages, always the same ones in the same order; each stage keeps where it is after every step. Who follows
a fit (`told`) may be a `Remembering` listener: a stage it has already seen starts where it was, a finished one is not computed
again. States are kept as arrays by name (`flattened`) and made again from a state of the same make (`restored`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from assessment.engine.models import Floats

Kept = Mapping[str, NDArray[Any]]
State = TypeVar("State")


class Memory(Protocol):
    """Where states are kept; `keep` may be called often and evaluates the state only when it writes."""

    def recall(self, stage: str) -> Kept | None:
        """Where a stage was, when it is known."""

    def keep(self, stage: str, state: Callable[[], Kept]) -> None:
        """Where a stage is now."""


@dataclass(frozen=True)
class Forgetful:
    """Keeps nothing: a fit starts at its beginning."""

    def recall(self, stage: str) -> Kept | None:
        return None

    def keep(self, stage: str, state: Callable[[], Kept]) -> None:
        return None


@dataclass
class Remembering:
    """Hears of every step, and remembers."""

    told: Callable[[Any], None]
    memory: Memory
    stages: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    def __call__(self, progress: Any) -> None:
        self.told(progress)


@dataclass(frozen=True)
class Stage:
    """One stage of a fit and its memory."""

    name: str
    memory: Memory

    @classmethod
    def begun(cls, told: object) -> Stage:
        """The next stage of the fit that `told` follows."""
        if isinstance(told, Remembering):
            return cls(f"stage{next(told.stages)}", told.memory)
        return cls("", Forgetful())

    def recall(self) -> Kept | None:
        return self.memory.recall(self.name)

    def keep(self, state: Callable[[], Kept]) -> None:
        self.memory.keep(self.name, state)


def flattened(state: object, name: str = "state") -> dict[str, NDArray[Any]]:
    """Arrays and numbers of nested records and tuples, by path; what is absent (None) stays so."""
    if state is None:
        return {}
    if is_dataclass(state):
        parts = {each.name: getattr(state, each.name) for each in fields(state)}
    elif isinstance(state, tuple):
        parts = {str(n): each for n, each in enumerate(state)}
    else:
        return {name: np.asarray(state)}
    return {path: value for key, part in parts.items() for path, value in flattened(part, f"{name}.{key}").items()}


def restored(like: State, kept: Kept, name: str = "state") -> State:
    """A state of the make of `like` from what `flattened` gave; what is equal to a part of `like` is that very part."""
    made: Any
    if like is None:
        return like
    if is_dataclass(like) and not isinstance(like, type):
        made = {each.name: restored(getattr(like, each.name), kept, f"{name}.{each.name}") for each in fields(like)}
        same = all(value is getattr(like, key) for key, value in made.items())
        return like if same else replace(like, **made)
    if isinstance(like, tuple):
        made = tuple(restored(each, kept, f"{name}.{n}") for n, each in enumerate(like))
        return like if all(new is old for new, old in zip(made, like, strict=True)) else made
    found: Floats = kept[name]
    if np.array_equal(found, np.asarray(like), equal_nan=found.dtype.kind == "f"):
        return like
    return found if isinstance(like, np.ndarray) else found.item()  # type: ignore[return-value]
