"""Candidates' files as records: found within one body, listed, locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.errors import NotFound, RuleBroken
from assessment.messages import message
from assessment.storage.journal import lock_body_chain
from assessment.storage.tables.bank import BankRelease
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account, AccountRole, Body, JournalEntry


class FileErased(RuleBroken):
    """The person's data were erased: nothing can be added to what is left of the file."""

    code = "file_erased"


@dataclass(frozen=True)
class FileRecord:
    """One candidate's file, as it is stored."""

    id: str
    body_id: str
    certificate: str
    referential_id: str
    phase: str
    initial_file_id: str | None
    first_name: str
    last_name: str
    birth_date: date | None
    evaluator_id: str
    trainer_id: str | None
    accommodations: dict[str, Any]
    invited_at: datetime | None
    consented_at: datetime | None
    opened_at: datetime
    interview_at: datetime | None
    synthesis: str
    reopened_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def find(session: Session, body_id: str, file_id: str) -> FileRecord:
    """The file, or NotFound when it is not one of this body."""
    row = session.get(CandidateFile, file_id, populate_existing=True)
    if row is None or row.body_id != body_id:
        raise NotFound(message("Ce dossier n'existe pas, ou n'est pas ouvert pour vous."))
    return record(row)


def lock(session: Session, body_id: str, file_id: str) -> CandidateFile:
    """The file's row, kept from other writers until the end of the transaction; the body's chain first, as everywhere."""
    lock_body_chain(session, body_id)
    query = select(CandidateFile).where(CandidateFile.id == file_id, CandidateFile.body_id == body_id)
    row = session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).first()
    if row is None:
        raise NotFound(message("Ce dossier n'existe pas, ou n'est pas ouvert pour vous."))
    if row.erased_at is not None:
        raise FileErased(message("Les données de cette personne ont été effacées : ce dossier ne change plus."))
    return row


def of_body(session: Session, body_id: str) -> list[FileRecord]:
    """Every file of a body, newest first; not those whose person's data were erased."""
    query = select(CandidateFile).where(CandidateFile.body_id == body_id, CandidateFile.erased_at.is_(None))
    query = query.order_by(CandidateFile.opened_at.desc())
    return [record(row) for row in session.scalars(query, execution_options={"populate_existing": True})]


def finals_of(session: Session, body_id: str, file_id: str) -> list[FileRecord]:
    """The final evaluations that follow an initial one, newest first."""
    query = select(CandidateFile).where(CandidateFile.body_id == body_id, CandidateFile.initial_file_id == file_id)
    return [record(row) for row in session.scalars(query.order_by(CandidateFile.opened_at.desc()))]


def trainers_of(session: Session, file: FileRecord) -> frozenset[str]:
    """Who trains, or trained, this person: of this file, and of the initial evaluation it follows."""
    found = {file.trainer_id}
    if file.initial_file_id:
        found.add(find(session, file.body_id, file.initial_file_id).trainer_id)
    chosen = select(JournalEntry.data).where(
        JournalEntry.chain == file.body_id,
        JournalEntry.verb == "choose_trainer",
        JournalEntry.subject.in_([one for one in (file.id, file.initial_file_id) if one]),
    )
    found.update(data.get("trainer") for data in session.scalars(chosen))
    return frozenset(one for one in found if one)


def people(session: Session, body_id: str, role: str = "") -> dict[str, str]:
    """Id and name of a body's people, or of those who hold a role, by name. Closed accounts keep their name only."""
    query = select(Account.id, Account.name).where(Account.body_id == body_id).order_by(Account.name)
    if role:
        query = query.join(AccountRole, AccountRole.account_id == Account.id)
        query = query.where(AccountRole.role == role, Account.active)
    return dict(session.execute(query).all())


def certificates_with_bank(session: Session, body_id: str) -> set[str]:
    """The certificates for which a body has a release of the bank in use."""
    current = (BankRelease.body_id == body_id) & BankRelease.current
    return set(session.scalars(select(BankRelease.certificate).where(current)))


def body_name(session: Session, body_id: str) -> str:
    return session.scalars(select(Body.name).where(Body.id == body_id)).one()


def record(row: CandidateFile) -> FileRecord:
    return FileRecord(
        id=row.id,
        body_id=row.body_id,
        certificate=row.certificate,
        referential_id=row.referential_version_id,
        phase=row.phase,
        initial_file_id=row.initial_file_id,
        first_name=row.first_name,
        last_name=row.last_name,
        birth_date=row.birth_date,
        evaluator_id=row.evaluator_id,
        trainer_id=row.trainer_id,
        accommodations=dict(row.accommodations or {}),
        invited_at=row.invited_at,
        consented_at=row.consented_at,
        opened_at=row.opened_at,
        interview_at=row.interview_at,
        synthesis=row.synthesis,
        reopened_at=row.reopened_at,
    )


def ids(files: Sequence[FileRecord]) -> list[str]:
    return [file.id for file in files]
