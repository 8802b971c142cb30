"""What a check found: how serious, in which item, said in French."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assessment.messages import message


class Severity(Enum):
    ERROR = "erreur"
    WARNING = "attention"
    HINT = "à titre indicatif"  # listed, to be judged by a person; a good bank has some


WORDS = {
    Severity.ERROR: message("erreur"),
    Severity.WARNING: message("attention"),
    Severity.HINT: message("à titre indicatif"),
}


@dataclass(frozen=True)
class Finding:
    check: str
    severity: Severity
    item: str  # its code; '' when the finding is about the whole bank
    message: str

    def __str__(self) -> str:
        return message(
            "%(severity)s %(item)s : %(found)s",
            severity=WORDS[self.severity],
            item=self.item or message("banque"),
            found=self.message,
        )
