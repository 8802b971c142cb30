"""Proposals of parameters as records, and what their making reads: files not yet signed, questions shown without an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from assessment.errors import NotFound
from assessment.messages import message
from assessment.storage.tables.bank import BankRelease, ItemRow, ItemVersion, ReleaseItem
from assessment.storage.tables.calibration import ParameterProposal, ProposedItem
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.jobs import Job
from assessment.storage.tables.people import Account
from assessment.storage.tables.review import Signature
from assessment.storage.tables.sittings import Answer, Serve, SittingRow


@dataclass(frozen=True)
class ProposalRecord:
    """One proposal; names of people are empty for the command line, and while nobody decided."""

    id: str
    certificate: str
    release_id: str
    release_number: int
    asked_by: str | None
    asker: str
    made_at: datetime
    provenance: Mapping[str, Any]
    effects: Mapping[str, Any]
    state: str
    decider: str
    decided_at: datetime | None
    reason: str
    items: int


@dataclass(frozen=True)
class ProposedRecord:
    """The parameters proposed for one question, with what it is."""

    version_id: str
    item_id: str
    code: str
    title: str
    state: str
    answers: int
    a: float
    b: float
    c: float
    d: float
    se_a: float
    se_b: float
    steps: tuple[float, ...]
    flag: str


def find(session: Session, body_id: str, proposal_id: str) -> ParameterProposal:
    row = session.get(ParameterProposal, proposal_id, populate_existing=True)
    if row is None or row.body_id != body_id:
        raise NotFound(message("Ce jeu de paramètres n'existe pas."))
    return row


def of_job(session: Session, job_id: str) -> str | None:
    """The proposal a job already made."""
    return session.scalar(select(ParameterProposal.id).where(ParameterProposal.job_id == job_id))


def listed(session: Session, body_id: str, certificate: str) -> list[ProposalRecord]:
    """Newest first."""
    query = select(ParameterProposal).where(
        ParameterProposal.body_id == body_id, ParameterProposal.certificate == certificate
    )
    rows = session.scalars(query.order_by(ParameterProposal.made_at.desc(), ParameterProposal.id.desc()))
    return [record(session, row) for row in rows]


def record(session: Session, row: ParameterProposal) -> ProposalRecord:
    names = dict(
        session.execute(select(Account.id, Account.name).where(Account.id.in_([row.asked_by, row.decided_by]))).all()
    )
    items = session.scalar(select(func.count()).where(ProposedItem.proposal_id == row.id)) or 0
    return ProposalRecord(
        id=row.id,
        certificate=row.certificate,
        release_id=row.release_id,
        release_number=session.get_one(BankRelease, row.release_id).number,
        asked_by=row.asked_by,
        asker=names.get(row.asked_by or "", ""),
        made_at=row.made_at,
        provenance=row.provenance,
        effects=row.effects,
        state=row.state,
        decider=names.get(row.decided_by or "", ""),
        decided_at=row.decided_at,
        reason=row.reason,
        items=items,
    )


def items(session: Session, proposal_id: str) -> list[ProposedRecord]:
    """In the order of codes."""
    query = (
        select(ProposedItem, ItemVersion, ItemRow)
        .join(ItemVersion, ItemVersion.id == ProposedItem.item_version_id)
        .join(ItemRow, ItemRow.id == ItemVersion.item_id)
        .where(ProposedItem.proposal_id == proposal_id)
        .order_by(ItemRow.code, ItemVersion.number)
    )
    return [_item(one, version, item) for one, version, item in session.execute(query)]


def _item(one: ProposedItem, version: ItemVersion, item: ItemRow) -> ProposedRecord:
    return ProposedRecord(
        version_id=version.id,
        item_id=item.id,
        code=item.code,
        title=version.title,
        state=version.state,
        answers=one.answers,
        a=one.a,
        b=one.b,
        c=one.c,
        d=one.d,
        se_a=one.se_a,
        se_b=one.se_b,
        steps=tuple(one.steps or ()),
        flag=one.flag,
    )


def release_items(session: Session, release_id: str) -> dict[str, ReleaseItem]:
    """The rows of a release, by version, in their order."""
    query = select(ReleaseItem).where(ReleaseItem.release_id == release_id).order_by(ReleaseItem.position)
    return {row.item_version_id: row for row in session.scalars(query)}


def unsigned_files(session: Session, body_id: str, certificate: str, most: int) -> Sequence[str]:
    """Files with answers that nobody signed yet, those answered last first."""
    last = func.max(Answer.answered_at)
    query = (
        select(SittingRow.file_id)
        .join(Answer, Answer.sitting_id == SittingRow.id)
        .join(CandidateFile, CandidateFile.id == SittingRow.file_id)
        .where(CandidateFile.body_id == body_id, CandidateFile.certificate == certificate)
        .where(~exists().where(Signature.file_id == SittingRow.file_id))
        .group_by(SittingRow.file_id)
        .order_by(last.desc(), SittingRow.file_id)
        .limit(most)
    )
    return session.scalars(query).all()


def waits(session: Session, body_id: str, certificate: str, kind: str) -> bool:
    """Whether a job of this kind for this certificate waits or runs."""
    query = select(Job.spec).where(Job.body_id == body_id, Job.kind == kind, Job.ended_at.is_(None))
    return any(spec.get("certificate") == certificate for spec in session.scalars(query))


def skipped(session: Session, body_id: str, certificate: str) -> int:
    """Questions shown in sittings that are over, to people who share their answers, and left without one."""
    query = (
        select(func.count(Serve.id))
        .join(SittingRow, SittingRow.id == Serve.sitting_id)
        .join(CandidateFile, CandidateFile.id == SittingRow.file_id)
        .where(SittingRow.body_id == body_id, CandidateFile.certificate == certificate)
        .where(CandidateFile.optional_consent, SittingRow.status == "ended")
        .where(~exists().where(Answer.serve_id == Serve.id))
    )
    return session.scalar(query) or 0
