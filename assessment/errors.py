"""The four families of errors every layer raises, and the list of faults found in an input.

An error carries a stable code (for logs, tests and the interface), a French message for the reader, and data.
What HTTP status it becomes is decided in `web/errors.py` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assessment.messages import joined, message


class AssessmentError(Exception):
    """Root of the errors this product raises on purpose."""

    code = "error"

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.message = message
        self.data = data


class NotFound(AssessmentError):
    """What was asked for does not exist, or not for this person."""

    code = "not_found"


class InvalidInput(AssessmentError):
    """The input cannot be accepted; `faults` lists everything that is wrong with it."""

    code = "invalid_input"

    def __init__(self, message: str, faults: tuple[Fault, ...] = (), **data: object) -> None:
        super().__init__(message, **data)
        self.faults = faults

    def __str__(self) -> str:
        return joined("\n", [self.message, *(joined("", ("  ", str(fault))) for fault in self.faults)])


class RuleBroken(AssessmentError):
    """The input is well formed, but a rule of the process forbids it now."""

    code = "rule_broken"


class NotAllowed(AssessmentError):
    """This person may not do this."""

    code = "not_allowed"


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an input: where, what was found, what was expected."""

    place: str
    found: str
    expected: str

    def __str__(self) -> str:
        return message(
            "%(place)s : trouvé %(found)s, attendu %(expected)s",
            place=self.place,
            found=self.found,
            expected=self.expected,
        )


@dataclass
class Faults:
    """Collects every fault of an input, to be raised once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, place: str, found: object, expected: str) -> None:
        self.found.append(Fault(place, str(found), expected))

    def __bool__(self) -> bool:
        return bool(self.found)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def raise_if_any(self, message: str) -> None:
        if self.found:
            raise InvalidInput(message, tuple(self.found))
