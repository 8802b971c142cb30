"""What readers of pictures and sounds share: where a fault goes, what was changed, what a picture is once read."""

from __future__ import annotations

from dataclasses import dataclass, field

from assessment.errors import Faults


@dataclass
class Look:
    """One file being looked at."""

    name: str
    place: str
    faults: Faults
    notes: list[str] = field(default_factory=list)

    def fault(self, found: str, expected: str) -> None:
        self.faults.add(self.place, found, expected)

    def note(self, text: str) -> None:
        self.notes.append(text)

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(self.notes)


@dataclass(frozen=True)
class Picture:
    """The bytes to keep and the size at which they are drawn."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Sound:
    """The bytes to keep and how long they last."""

    content: bytes
    seconds: float


def words(text: str) -> frozenset[str]:
    """A list of names written as a line."""
    return frozenset(text.split())
