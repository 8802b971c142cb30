"""What a check found: how serious, in which item, said in French."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "erreur"
    WARNING = "attention"


@dataclass(frozen=True)
class Finding:
    check: str
    severity: Severity
    item: str  # its code; '' when the finding is about the whole bank
    message: str

    def __str__(self) -> str:
        return f"{self.severity.value} {self.item or 'banque'} : {self.message}"
