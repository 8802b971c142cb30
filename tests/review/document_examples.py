"""A signed file small enough to be read, for the documents made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace

from assessment.review.document import Document, Voice
from assessment.review.jury_file import (
    CriterionLine,
    DomainLine,
    Evidence,
    Identity,
    JuryFile,
    PlanLine,
    SubdomainLine,
    Versions,
)

VOICE = Voice(str, lambda text: text[:10])
SEEN = Evidence("observed", True, 0.9, "Lit le planning de l'atelier.", "Éva Martin", "2026-11-20T10:00:00+00:00")
IDENTITY = Identity(
    first_name="Amina",
    last_name="Diallo",
    birth_date="1990-01-02",
    body="Organisme d'essai",
    certificate="CléA Socle",
    phase="initial",
    evaluator="Éva Martin",
    trainer="",
    opened_on="2026-11-02",
    interview_on="2026-11-20",
)


def criterion(code: str, decision: str) -> CriterionLine:
    reason = "" if decision == "acquired" else "Vu pendant l'entretien."
    sentence = "Acquis : 3 questions sur 3 réussies."
    return CriterionLine(
        code, f"Tâche {code}", "acquired", sentence, 0.95, 3, 3, (SEEN,), decision, reason, "Éva Martin", "2026-11-22"
    )


def part(code: str, state: str) -> SubdomainLine:
    lines = tuple(criterion(f"{code}.{rank}", state) for rank in (1, 2))
    return SubdomainLine(code, f"Partie {code}", "Acquis si 2 critères sur 2.", "assumed", state, lines)


def domain(code: str, *states: str) -> DomainLine:
    parts = tuple(part(f"{code}.{rank}", state) for rank, state in enumerate(states, start=1))
    whole = "acquired" if set(states) == {"acquired"} else "not_acquired"
    return DomainLine(code, f"Domaine {code}", whole, parts)


def jury_content(*domains: DomainLine, provisional: bool = False) -> JuryFile:
    state = "acquired" if all(one.state == "acquired" for one in domains) else "not_acquired"
    plan = (PlanLine("2.1", "Apprendre à diviser.", 7, "2027-01-04", "2027-03-03"),)
    return JuryFile(IDENTITY, Versions("2025", provisional, ("3",)), domains, state, "Lit bien.", plan)


def of_phase(content: JuryFile, phase: str) -> JuryFile:
    return replace(content, identity=replace(content.identity, phase=phase))


def words(document: Document) -> str:
    """Everything a document says, piece after piece, with ordinary spaces."""
    return "\n".join([document.title, *_texts([asdict(block) for block in document.blocks])]).replace("\u00a0", " ")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
