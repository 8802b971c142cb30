"""From what a form holds to typed values, and from refused input to messages beside fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict

from assessment.errors import Fault, Faults, InvalidInput
from assessment.messages import message

Form = MultiDict[str, str]


def day(form: Form, name: str, faults: Faults) -> date | None:
    """The day in a date field; nothing when it is empty."""
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.add(name, text[:20], message("une date, comme 22/11/2026"))
        return None


def number(form: Form, name: str, faults: Faults) -> float:
    """The number in a field, written the French way or not; 0 after a fault."""
    text = "".join(form.get(name, "").split()).replace(",", ".").removesuffix("h")
    try:
        return float(text) if text.isascii() and text.replace(".", "", 1).isdigit() else _fault(name, text, faults)
    except ValueError:
        return _fault(name, text, faults)


def messages(faults: Sequence[Fault]) -> dict[str, str]:
    """Field to message; a message that is a sentence already is kept as it is."""
    return {fault.place: _sentence(fault.expected) for fault in faults}


def refused(error: InvalidInput, field: str = "") -> dict[str, str]:
    """The messages of a refused input; one without faults goes to `field`."""
    if error.faults:
        return messages(error.faults)
    return {str(error.data.get("field", field)): error.message}


def _sentence(expected: str) -> str:
    return expected if expected.endswith(".") else message("Il faut %(expected)s.", expected=expected)


def _fault(name: str, found: str, faults: Faults) -> float:
    faults.add(name, found[:20] or message("rien"), message("un nombre"))
    return 0.0
