"""How many initial evaluations a body did, month by month: what Certif'Pro bills, so exact.

An initial evaluation counts once, in the month when the first sitting of its file began (Paris time). A file that was
opened but never answered, a second sitting, a final evaluation: none of them counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from assessment.interchange.csv_rows import Say, csv_text
from assessment.messages import message
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.services.calendar_fr import PARIS
from assessment.services.referentials import CERTIFICATES
from assessment.storage import people as stored
from assessment.storage.database import db
from assessment.storage.people import Begun


@dataclass(frozen=True)
class Month:
    """The evaluations that began in one month, by certificate."""

    month: str  # 2026-11
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def first_day(self) -> datetime:
        return datetime.strptime(self.month, "%Y-%m").replace(tzinfo=PARIS)


def months(acting: Acting) -> list[Month]:
    """Months with at least one evaluation, newest first."""
    counts = Counter((month_of(one), one.certificate) for one in _begun(acting))
    return [
        Month(month, {certificate: counts[month, certificate] for certificate in CERTIFICATES})
        for month in sorted({month for month, _ in counts}, reverse=True)
    ]


def months_csv(acting: Acting, say: Say = str) -> str:
    """One line per month."""
    head = [message("mois"), *CERTIFICATES, message("total")]
    lines = [[one.month, *(str(one.counts[name]) for name in CERTIFICATES), str(one.total)] for one in months(acting)]
    return csv_text([head, *lines], say)


def evaluations_csv(acting: Acting, say: Say = str) -> str:
    """One line per evaluation, to check the counts: the file's reference, never the candidate's name."""
    lines = [
        [
            month_of(one),
            one.began_at.astimezone(PARIS).strftime("%d/%m/%Y %H:%M"),
            one.certificate,
            one.file_id,
            one.evaluator,
        ]
        for one in _begun(acting)
    ]
    head = [
        message("mois"),
        message("début"),
        message("certificat"),
        message("dossier"),
        message("évaluateur"),
    ]
    return csv_text([head, *lines], say)


def month_of(one: Begun) -> str:
    return one.began_at.astimezone(PARIS).strftime("%Y-%m")


def _begun(acting: Acting) -> list[Begun]:
    acting.require(ADMINISTRATOR)
    return stored.begun(db.session(), acting.body_id)
