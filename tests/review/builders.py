"""Small parts of a referential for tests of rules and plans."""

from __future__ import annotations

from assessment.items.referential import Criterion, Mandatory, Modality, Sourced, Status, Subdomain


def criterion(code: str, mandatory: Mandatory = Mandatory.UNKNOWN, label: str = "Lire un plan") -> Criterion:
    return Criterion(code, label, mandatory, frozenset({Modality.AUTO}), Status.SECONDARY, "tests")


def subdomain(code: str, minimum: int, *criteria: Criterion, status: Status = Status.ASSUMED) -> Subdomain:
    return Subdomain(code, f"Partie {code}", Sourced(minimum, status, "tests"), criteria)
