"""What leaves the product on paper or for an archive: PDF files, and all the pieces of a jury session in one ZIP."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assessment.adapters import pdf
from assessment.errors import NotFound, RuleBroken
from assessment.interchange.formats.packages import packed
from assessment.messages import counted, message
from assessment.review.attestation import attestation, has_something
from assessment.review.document import Document, Voice
from assessment.review.jury_document import Seal, jury_document, name_of
from assessment.review.jury_file import PlanLine
from assessment.review.person_document import (
    Ending,
    Labels,
    Person,
    Sheet,
    end_document,
    next_steps,
    outcome_document,
)
from assessment.review.session_document import Decided, Meeting, minutes
from assessment.services import bodies, entry, jury, outcome, plans, progress, signing
from assessment.services.acting import Acting
from assessment.services.calendar_fr import day_of
from assessment.services.jury import DECISION_WORDS, SessionView
from assessment.services.plans import PlanView
from assessment.services.signing import Signed

__all__ = [
    "Kept",
    "Voice",
    "has_something",
    "jury_file",
    "next_steps",
    "own_end",
    "own_outcome",
    "partial_attestation",
    "plan_sheet",
    "session_minutes",
    "session_pieces",
]

MOST_FILES = 100
"""Signed files in one ZIP: a sixth of a second each; beyond, the person would wait too long for the page."""


@dataclass(frozen=True)
class Kept:
    """A file to download."""

    name: str
    media_type: str
    content: bytes


def jury_file(acting: Acting, file_id: str, number: int, voice: Voice) -> Kept:
    """A signed file, for the evaluators and the juries of its body."""
    found = signing.signed(acting, file_id, number)
    return _pdf(_jury_name(found), _jury_document(found, voice), voice)


def partial_attestation(acting: Acting, file_id: str, voice: Voice) -> Kept:
    """What the last signature of a file allows to attest."""
    found = signing.signed(acting, file_id)
    document = attestation(found.content, found.content_hash, found.at, voice)
    return _pdf(f"attestation-{slug(name_of(found.content))}", document, voice)


def session_minutes(acting: Acting, session_id: str, now: datetime, voice: Voice) -> Kept:
    """The minutes of a jury session."""
    found = jury.told(acting, session_id)
    return _pdf(f"seance-{found.session.held_on.isoformat()}", _minutes(acting, found, now, voice), voice)


def session_pieces(acting: Acting, session_id: str, now: datetime, voice: Voice) -> Kept:
    """Minutes, decisions, and each signed file as PDF and as the very content its fingerprint was taken of."""
    found = jury.told(acting, session_id)
    if len(found.lines) > MOST_FILES:
        many = counted("%(n)s dossier", "%(n)s dossiers", len(found.lines))
        raise RuleBroken(
            message("%(many)s : c'est trop pour une archive (au plus %(most)s).", many=many, most=MOST_FILES)
        )
    content = packed(dict(_pieces(acting, found, now, voice)))
    return Kept(f"seance-{found.session.held_on.isoformat()}.zip", "application/zip", content)


def plan_sheet(acting: Acting, file_id: str, now: datetime, voice: Voice) -> Kept:
    """The plan as it stands, for the evaluator to give to the person."""
    found = plans.view(acting, file_id)
    person = Person(found.file.first_name, found.certificate, found.body, found.evaluator)
    document = outcome_document(person, _plan(found), now, voice)
    return _pdf(f"plan-{slug(found.file.name)}", document, voice)


def own_outcome(acting: Acting, now: datetime, voice: Voice) -> Kept:
    """The candidate's own outcome, once signed."""
    found = outcome.of(acting)
    if found is None:
        raise NotFound(message("Votre bilan n'est pas encore prêt."))
    sheet = Sheet(
        strengths=found.highlights,
        known=_labels((part.name, part.known) for part in found.parts),
        to_learn=_labels((part.name, part.to_learn) for part in found.parts),
        synthesis=found.synthesis,
        plan=found.plan,
        trainer=found.trainer,
        ready_for_jury=not found.learning,
        provisional=found.provisional,
    )
    return _pdf("mon-bilan", outcome_document(_person(acting), sheet, now, voice), voice)


def own_end(acting: Acting, now: datetime, voice: Voice) -> Kept:
    """What the candidate reads at the end of the questions."""
    known, person = progress.strengths(acting), _person(acting)
    document = end_document(person, Ending(known.lead, known.labels, next_steps(person.evaluator)), now)
    return _pdf("ce-que-je-sais-deja-faire", document, voice)


def slug(name: str) -> str:
    """A name as any machine can write it: `diallo-amina`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "dossier"


def _pdf(name: str, document: Document, voice: Voice) -> Kept:
    return Kept(f"{name}.pdf", "application/pdf", pdf.write(document, voice.say))


def _jury_name(found: Signed) -> str:
    return f"dossier-{slug(name_of(found.content))}-v{found.number}"


def _jury_document(found: Signed, voice: Voice) -> Document:
    by = message(
        "Signé le %(day)s par %(who)s. Version %(number)s.",
        day=voice.day(day_of(found.at).isoformat()),
        who=found.judge,
        number=found.number,
    )
    return jury_document(found.content, Seal(found.content_hash, found.at, by), voice)


def _minutes(acting: Acting, found: SessionView, now: datetime, voice: Voice) -> Document:
    held, lines = found.session, []
    for line in found.lines:
        seal = signing.signed(acting, line.file_id, line.number).content_hash
        word = DECISION_WORDS[line.decision.decision] if line.decision else ""
        lines.append(Decided(line.content, line.number, seal, word, line.decision.note if line.decision else ""))
    return minutes(
        Meeting(bodies.name_of(acting.body_id), held.held_on.isoformat(), held.members, tuple(lines)), now, voice
    )


def _pieces(acting: Acting, found: SessionView, now: datetime, voice: Voice) -> Iterator[tuple[str, bytes]]:
    yield "proces-verbal.pdf", pdf.write(_minutes(acting, found, now, voice), voice.say)
    yield "decisions.csv", jury.as_csv(acting, found.session.id, voice.say).encode()
    for rank, line in enumerate(found.lines, start=1):
        one = signing.signed(acting, line.file_id, line.number)
        name = f"{rank:03d}-{_jury_name(one)}"
        yield f"{name}.pdf", pdf.write(_jury_document(one, voice), voice.say)
        yield f"{name}.json", one.sealed


def _person(acting: Acting) -> Person:
    mine = entry.candidacy(acting)
    return Person(mine.first_name, mine.certificate, mine.body, mine.evaluator)


def _labels(parts: Iterable[tuple[str, tuple[str, ...]]]) -> Labels:
    return tuple((name, labels) for name, labels in parts if labels)


def _plan(found: PlanView) -> Sheet:
    return Sheet(
        strengths=found.strengths,
        synthesis=found.file.synthesis,
        plan=tuple(
            PlanLine(one.subdomain, one.text, one.hours, _iso(one.starts_on), _iso(one.ends_on))
            for one in found.objectives
        ),
        trainer=found.trainer,
        ready_for_jury=found.judged == found.criteria and not found.not_acquired,
        provisional=found.provisional,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
