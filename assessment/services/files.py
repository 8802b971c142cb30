"""A candidate's file: opened by an evaluator, given an invitation, followed by a final evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import update
from sqlalchemy.orm import Session

from assessment.adapters import qr
from assessment.errors import Faults, RuleBroken
from assessment.messages import counted, message
from assessment.review import judgement
from assessment.review.alerts import ACCOMMODATIONS
from assessment.review.dossier import is_closed
from assessment.review.final import Carried, carried_over
from assessment.review.judgement import Judgement
from assessment.services import journal, releases, sitting
from assessment.services.acting import EVALUATOR, Acting
from assessment.services.calendar_fr import day_of, today
from assessment.services.codes import code_hash, new_code
from assessment.services.referentials import CERTIFICATES
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage import sittings
from assessment.storage.database import db, writing
from assessment.storage.files import FileRecord
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import WebSession
from assessment.storage.tables.review import JudgementRow

__all__ = [
    "ACCOMMODATIONS",
    "FileClosed",
    "Invitation",
    "NewFile",
    "certificates",
    "changed",
    "closed",
    "followed",
    "invite",
    "open_file",
    "open_final",
    "refuse_closed",
]

LONGEST_NAME = 100  # characters
OLDEST, YOUNGEST = 110, 14  # years: beyond, a birth date is a slip of the keyboard


@dataclass(frozen=True)
class NewFile:
    """Who is to be evaluated, and for which certificate."""

    certificate: str
    first_name: str
    last_name: str
    birth_date: date | None = None
    accommodations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invitation:
    """What a candidate needs to enter; the code is shown once, only its hash is kept."""

    code: str
    link: str
    qr: str  # the link as an SVG drawing


class FileClosed(RuleBroken):
    """The file is signed: it is read only until it is opened again for a correction."""

    code = "file_closed"


def open_file(acting: Acting, details: NewFile, now: datetime) -> str:
    """The id of a new file for an initial evaluation, followed by this evaluator."""
    evaluator = acting.require(EVALUATOR)
    checked = _checked(details, today(now))
    release = releases.current_release(acting.body_id, checked.certificate)
    with writing() as session:
        row = CandidateFile(
            body_id=acting.body_id,
            certificate=checked.certificate,
            referential_version_id=release.referential_id,
            first_name=checked.first_name,
            last_name=checked.last_name,
            birth_date=checked.birth_date,
            evaluator_id=evaluator,
            accommodations=dict.fromkeys(checked.accommodations, True),
            opened_at=now,
        )
        session.add(row)
        session.flush()
        journal.note(session, acting, "open_file", row.id, now, certificate=row.certificate)
        return row.id


def certificates(acting: Acting) -> list[str]:
    """The certificates this body can evaluate: those it has a bank of questions for."""
    acting.require(EVALUATOR)
    offered = stored.certificates_with_bank(db.session(), acting.body_id)
    return [name for name in CERTIFICATES if name in offered]


def invite(acting: Acting, file_id: str, now: datetime) -> Invitation:
    """A new personal code for the person of this file; the one before stops working, and browsers it opened are out.

    A sitting is ready for it; once the file is signed the code only lets a person who answered read their outcome.
    """
    followed(acting, file_id)
    code = new_code()
    with writing() as session:
        row = stored.lock(session, acting.body_id, file_id)
        reading = closed(session, stored.record(row))
        if reading and sittings.heading_of_file(session, file_id) is None:
            refuse_closed(session, stored.record(row))
        row.code_hash, row.invited_at = code_hash(code), now
        still_open = (WebSession.file_id == file_id) & WebSession.ended_at.is_(None)
        session.execute(update(WebSession).where(still_open).values(ended_at=now))
        journal.note(session, acting, "invite", file_id, now)
    if not reading:
        sitting.open_sitting(file_id, now)
    link = f"{current_app.config['PUBLIC_URL']}/entrer/{code}"
    return Invitation(code, link, qr.svg(link, message("Code à scanner pour entrer")))


def open_final(acting: Acting, file_id: str, now: datetime) -> str:
    """The id of a final evaluation after a signed initial one: only what was not acquired is asked again."""
    evaluator = acting.require(EVALUATOR)
    with writing() as session:
        initial = stored.record(stored.lock(session, acting.body_id, file_id))
        _refuse_early_final(session, initial)
        judgement.refuse_trainer(evaluator, stored.trainers_of(session, initial))
        standing = said.standing(said.judgements(session, file_id))
        decided = [(code, one.decision) for code, one in standing.items()]
        carried = carried_over(decided, day_of(initial.opened_at), today(now))
        row = _final_row(initial, evaluator, now)
        session.add(row)
        session.flush()
        session.add_all(_carried_rows(row, carried, standing, now))
        journal.note(session, acting, "open_final", row.id, now, initial=file_id, carried=len(carried))
        return row.id


def followed(acting: Acting, file_id: str) -> FileRecord:
    """The file, for an evaluator of its body; NotFound for anyone of another body."""
    acting.require(EVALUATOR)
    return stored.find(db.session(), acting.body_id, file_id)


def changed(session: Session, acting: Acting, file_id: str) -> CandidateFile:
    """The file's row, locked for a change by its evaluators: refused once signed, and to a trainer of the person."""
    evaluator = acting.require(EVALUATOR)
    row = stored.lock(session, acting.body_id, file_id)
    record = stored.record(row)
    refuse_closed(session, record)
    judgement.refuse_trainer(evaluator, stored.trainers_of(session, record))
    return row


def closed(session: Session, file: FileRecord) -> bool:
    return is_closed(said.signed_at(session, [file.id]).get(file.id), file.reopened_at)


def refuse_closed(session: Session, file: FileRecord) -> None:
    if closed(session, file):
        raise FileClosed(message("Ce dossier est signé : rouvrez-le pour le corriger, puis signez à nouveau."))


def _refuse_early_final(session: Session, initial: FileRecord) -> None:
    if initial.phase != "initial":
        raise RuleBroken(message("Une évaluation finale suit une évaluation préalable."))
    if not closed(session, initial):
        raise RuleBroken(
            message("Signez d'abord l'évaluation préalable : la finale ne reprend que ce qui n'y est pas acquis.")
        )
    running = [final for final in stored.finals_of(session, initial.body_id, initial.id) if not closed(session, final)]
    if running:
        raise RuleBroken(message("Une évaluation finale est déjà ouverte pour cette personne."), final=running[0].id)


def _final_row(initial: FileRecord, evaluator: str, now: datetime) -> CandidateFile:
    return CandidateFile(
        body_id=initial.body_id,
        certificate=initial.certificate,
        referential_version_id=initial.referential_id,
        phase="final",
        initial_file_id=initial.id,
        first_name=initial.first_name,
        last_name=initial.last_name,
        birth_date=initial.birth_date,
        evaluator_id=evaluator,
        trainer_id=initial.trainer_id,
        accommodations=initial.accommodations,
        opened_at=now,
    )


def _carried_rows(
    row: CandidateFile, carried: tuple[Carried, ...], standing: dict[str, Judgement], now: datetime
) -> list[JudgementRow]:
    """Judgements of the initial evaluation, taken over under the name of the person who judged."""
    return [
        JudgementRow(
            body_id=row.body_id,
            file_id=row.id,
            criterion=one.criterion,
            number=1,
            decision=judgement.Decision.ACQUIRED.value,
            reason=one.reason,
            suggestion=judgement.suggested_to_data(standing[one.criterion].suggested) | {"carried": True},
            judge_id=standing[one.criterion].judge_id,
            at=now,
        )
        for one in carried
    ]


def _checked(details: NewFile, today: date) -> NewFile:
    """The details, cleaned, or every fault of the form at once."""
    faults = Faults()
    first, last = (" ".join(name.split()) for name in (details.first_name, details.last_name))
    if details.certificate not in CERTIFICATES:
        faults.add("certificate", details.certificate or message("rien"), message("un certificat de la liste"))
    for place, name in (("first_name", first), ("last_name", last)):
        if not 0 < len(name) <= LONGEST_NAME:
            faults.add(
                place,
                counted("%(n)s caractère", "%(n)s caractères", len(name)) if name else message("rien"),
                message("1 à %(most)s caractères", most=LONGEST_NAME),
            )
    born = details.birth_date
    if born and not today.year - OLDEST <= born.year <= today.year - YOUNGEST:
        faults.add(
            "birth_date",
            born.strftime("%d/%m/%Y"),
            message("une personne de %(youngest)s à %(oldest)s ans", youngest=YOUNGEST, oldest=OLDEST),
        )
    unknown = sorted(set(details.accommodations) - set(ACCOMMODATIONS))
    if unknown:
        faults.add("accommodations", ", ".join(unknown), message("un aménagement de la liste"))
    faults.raise_if_any(message("Ce dossier ne peut pas encore être ouvert."))
    return NewFile(details.certificate, first, last, born, details.accommodations)
