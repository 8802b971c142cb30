"""What answers say of a question, and how far the bank reaches, drawn in the reader's language for an author's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from assessment.services import bank_health
from assessment.services.bank_health import Statistics
from assessment.web import browser
from assessment.web.saying import said

TONES = {"look": ("bad", "warning"), "watch": ("doubt", "eye"), "ok": ("good", "check"), "few": ("neutral", "dash")}
"""Tone and icon of each word of the guards."""


@dataclass(frozen=True)
class Drawn:
    """A drawing with its table."""

    drawing: Markup
    columns: list[str]
    rows: list[list[str]]


def drawn_curve(found: Statistics | None) -> Drawn | None:
    """The curve of a question with its table; none while there are too few answers."""
    if found is None or not found.groups:
        return None
    drawing, columns, rows = bank_health.curve(found, said)
    return Drawn(drawing, [said(one) for one in columns], [[said(cell) for cell in row] for row in rows])


def reach_of(certificate: str) -> dict[str, Any]:
    """What the map shows of how sure one could be: drawings by domain, numbers by criterion, cost of each filter."""
    found = bank_health.reach(browser.acting(), certificate)
    if found is None:
        return {"reach_drawings": {}, "reached": {}, "cost": []}
    drawings = {
        domain: bank_health.reach_drawing(gettext("Sûreté possible, domaine %(code)s", code=domain), rows, said)
        for domain, rows in bank_health.by_domain(found).items()
    }
    reached = dict(zip(found.codes, found.reach, strict=True))
    return {"reach_drawings": drawings, "reached": reached, "cost": bank_health.cost(found)}


def answers_of(certificate: str, code: str) -> dict[str, Any]:
    """What the page of a question shows of the answers to it."""
    found = bank_health.statistics(browser.acting(), certificate, code)
    return {"statistics": found, "curve": drawn_curve(found)}
