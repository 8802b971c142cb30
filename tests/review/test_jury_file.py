"""The file for the jury is frozen: the same content has the same hash, and any change another one."""

from __future__ import annotations

import json
from dataclasses import replace

from assessment.review.jury_file import (
    CriterionLine,
    DomainLine,
    Evidence,
    Identity,
    JuryFile,
    PlanLine,
    SubdomainLine,
    Versions,
    digest,
    from_data,
    to_data,
)

SEEN = Evidence("observed", True, 0.75, "Vu à l'entretien.", "Léa Martin", "2026-11-22")
LINE = CriterionLine(
    "2.1.1", "Additionner", "to_confirm", "À confirmer.", 0.62, 4, 2, (SEEN,), "acquired", "Vu.", "Léa", "2026-11-22"
)
PART = SubdomainLine("2.1", "Nombres", "Acquis si 1 critère sur 1.", "assumed", "acquired", (LINE,))
FILE = JuryFile(
    Identity("Amina", "Diallo", "", "Organisme", "socle", "initial", "Léa", "", "2026-11-01", "2026-11-20"),
    Versions("2025-1", True, ("1",)),
    (DomainLine("2", "Calcul", "acquired", (PART,)),),
    "acquired",
    "Bon début.",
    (PlanLine("2.1", "Apprendre à lire.", 7.0, "", ""),),
)


def test_a_signed_file_reads_back_as_it_was() -> None:
    assert from_data(json.loads(json.dumps(to_data(FILE)))) == FILE


def test_the_same_content_has_the_same_hash() -> None:
    data = to_data(FILE)
    assert digest(dict(reversed(data.items()))) == digest(data)


def test_any_change_changes_the_hash() -> None:
    assert digest(to_data(replace(FILE, synthesis="Autre."))) != digest(to_data(FILE))


def test_assumed_thresholds_are_counted() -> None:
    assert FILE.assumed_thresholds == 1
    assert FILE.criteria == (LINE,)
