"""What a candidate reads once their evaluator has signed: strengths first, then what is ready to be learnt, then the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.review.jury_file import DomainLine, PlanLine, from_data
from assessment.review.words import State
from assessment.services.acting import Acting
from assessment.services.files import closed
from assessment.services.progress import MOST_STRENGTHS
from assessment.services.referentials import load_referential
from assessment.sittings.words import part_name
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage.database import db


@dataclass(frozen=True)
class Part:
    """One domain in plain words, with what the person already does and what is ready to be learnt."""

    name: str
    known: tuple[str, ...]
    to_learn: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One objective of the recommended training."""

    objective: str
    hours: float
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Outcome:
    """The signed file as its person reads it: no figure of any answer, no probability, no rule."""

    parts: tuple[Part, ...]
    synthesis: str
    plan: tuple[PlanLine, ...]
    trainer: str
    provisional: bool

    @property
    def highlights(self) -> tuple[str, ...]:
        """One thing the person knows from each of the domains where they know most."""
        strongest = sorted((part for part in self.parts if part.known), key=lambda part: -len(part.known))
        return tuple(part.known[0] for part in strongest[:MOST_STRENGTHS])

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(_step(line) for line in self.plan)

    @property
    def learning(self) -> bool:
        """Whether anything is left to learn."""
        return any(part.to_learn for part in self.parts)

    @property
    def hours(self) -> float:
        return sum(line.hours for line in self.plan)


def is_ready(acting: Acting) -> bool:
    """Whether the candidate's own file is signed, and not open again for a correction."""
    session = db.session()
    file = stored.find(session, acting.body_id, acting.require_candidate())
    return closed(session, file)


def of(acting: Acting) -> Outcome | None:
    """What the last signature of the candidate's own file says, or nothing while it is not signed."""
    if not is_ready(acting):
        return None
    session = db.session()
    file = stored.find(session, acting.body_id, acting.require_candidate())
    content = from_data(said.signatures(session, file.id)[0].content)
    referential = load_referential(file.referential_id)
    names = {domain.code: part_name(referential, domain) for domain in referential.domains}
    return Outcome(
        parts=tuple(_part(line, names[line.code]) for line in content.domains),
        synthesis=content.synthesis,
        plan=content.plan,
        trainer=content.identity.trainer,
        provisional=content.versions.provisional,
    )


def _part(domain: DomainLine, name: str) -> Part:
    lines = [line for subdomain in domain.subdomains for line in subdomain.criteria]
    known = tuple(line.label for line in lines if line.decision == State.ACQUIRED.value)
    return Part(name, known, tuple(line.label for line in lines if line.decision == State.NOT_ACQUIRED.value))


def _step(line: PlanLine) -> Step:
    return Step(line.objective, line.hours, _day(line.starts_on), _day(line.ends_on))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
