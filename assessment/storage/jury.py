"""Jury sessions, their decisions and the signed files they read, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.errors import NotFound
from assessment.messages import message
from assessment.storage.review import SignatureRecord, signature_record
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account
from assessment.storage.tables.review import JuryDecision, JurySession, Signature


@dataclass(frozen=True)
class SessionRecord:
    """One meeting of a jury, with how many decisions it took."""

    id: str
    held_on: date
    members: tuple[str, ...]
    decisions: int


@dataclass(frozen=True)
class DecisionRecord:
    """What one session decided on one signature."""

    id: str
    session_id: str
    signature_id: str
    decision: str
    note: str
    recorded_by: str
    at: datetime


def sessions(session: Session, body_id: str) -> list[SessionRecord]:
    """A body's sessions, newest first."""
    count = select(JuryDecision.session_id, func.count().label("n")).group_by(JuryDecision.session_id).subquery()
    query = select(JurySession, count.c.n).outerjoin(count, count.c.session_id == JurySession.id)
    query = query.where(JurySession.body_id == body_id).order_by(JurySession.held_on.desc(), JurySession.id.desc())
    return [_session(row, n or 0) for row, n in session.execute(query)]


def find_session(session: Session, body_id: str, session_id: str) -> SessionRecord:
    """The session, or NotFound when it is not one of this body."""
    found = [one for one in sessions(session, body_id) if one.id == session_id]
    if not found:
        raise NotFound(message("Cette séance de jury n'existe pas, ou n'est pas ouverte pour vous."))
    return found[0]


def decisions(session: Session, body_id: str) -> list[DecisionRecord]:
    """Every decision of a body's juries, oldest first."""
    query = select(JuryDecision, Account.name).join(Account, Account.id == JuryDecision.recorded_by)
    query = query.where(JuryDecision.body_id == body_id).order_by(JuryDecision.at, JuryDecision.id)
    return [
        DecisionRecord(row.id, row.session_id, row.signature_id, row.decision, row.note, name, row.at)
        for row, name in session.execute(query)
    ]


def latest_signatures(session: Session, body_id: str) -> list[SignatureRecord]:
    """The latest signature of each file that is not open for a correction."""
    latest = select(Signature.file_id, func.max(Signature.number).label("n")).where(Signature.body_id == body_id)
    newest = latest.group_by(Signature.file_id).subquery()
    query = (
        select(Signature, Account.name)
        .join(newest, (newest.c.file_id == Signature.file_id) & (newest.c.n == Signature.number))
        .join(Account, Account.id == Signature.judge_id)
        .join(CandidateFile, CandidateFile.id == Signature.file_id)
        .where(Signature.body_id == body_id)
        .where(CandidateFile.reopened_at.is_(None) | (CandidateFile.reopened_at <= Signature.at))
        .order_by(Signature.at)
    )
    return [signature_record(row, name) for row, name in session.execute(query)]


def decided_signatures(session: Session, session_id: str) -> list[SignatureRecord]:
    """The signatures a session decided on, whatever became of their files since."""
    query = (
        select(Signature, Account.name)
        .join(JuryDecision, JuryDecision.signature_id == Signature.id)
        .join(Account, Account.id == Signature.judge_id)
        .where(JuryDecision.session_id == session_id)
        .order_by(Signature.at)
    )
    return [signature_record(row, name) for row, name in session.execute(query)]


def _session(row: JurySession, count: int) -> SessionRecord:
    return SessionRecord(row.id, row.held_on, tuple(row.members.splitlines()), count)
