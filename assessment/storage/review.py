"""What people said of a candidate, as records: judgements, observations, signatures, plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.review.judgement import Decision, Judgement, suggested_from_data
from assessment.storage.tables.people import Account
from assessment.storage.tables.review import JudgementRow, ObservationRow, PlanObjective, Signature


@dataclass(frozen=True)
class ObservationRecord:
    """Something seen or read about one criterion; `withdrawn_at` when it was taken back."""

    id: str
    criterion: str
    source: str
    mastered: bool
    reliability: float
    note: str
    observer_id: str
    observer: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str


@dataclass(frozen=True)
class SignatureRecord:
    """One signed state of a file."""

    id: str
    file_id: str
    number: int
    judge: str
    at: datetime
    content: dict[str, Any]
    content_hash: str


@dataclass(frozen=True)
class ObjectiveRecord:
    """One objective that stands in the plan."""

    id: str
    subdomain: str
    text: str
    hours: float
    starts_on: date | None
    ends_on: date | None


def judgements(session: Session, file_id: str) -> list[Judgement]:
    """Every judgement of a file, oldest first: the last one of a criterion is the one that counts."""
    query = select(JudgementRow, Account.name).join(Account, Account.id == JudgementRow.judge_id)
    query = query.where(JudgementRow.file_id == file_id).order_by(JudgementRow.criterion, JudgementRow.number)
    return [_judgement(row, name) for row, name in session.execute(query)]


def standing(found: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgement that counts for each criterion."""
    return {one.criterion: one for one in found}


def decisions(session: Session, file_ids: list[str]) -> dict[str, dict[str, str]]:
    """Standing decision of each criterion, for several files at once."""
    found: dict[str, dict[str, str]] = {file_id: {} for file_id in file_ids}
    query = select(JudgementRow.file_id, JudgementRow.criterion, JudgementRow.decision)
    query = query.where(JudgementRow.file_id.in_(file_ids)).order_by(JudgementRow.number)
    for file_id, criterion, decision in session.execute(query):
        found[file_id][criterion] = decision
    return found


def observations(session: Session, file_id: str) -> list[ObservationRecord]:
    """Every observation of a file, oldest first, those taken back among them and marked."""
    query = select(ObservationRow, Account.name).join(Account, Account.id == ObservationRow.observer_id)
    query = query.where(ObservationRow.file_id == file_id).order_by(ObservationRow.at, ObservationRow.id)
    rows = session.execute(query).all()
    withdrawals = {row.withdraws_id: row for row, _ in rows if row.withdraws_id}
    return [_observation(row, name, withdrawals) for row, name in rows if not row.withdraws_id]


def observed(session: Session, file_ids: list[str]) -> set[str]:
    """Which of these files hold an observation."""
    query = select(ObservationRow.file_id).where(ObservationRow.file_id.in_(file_ids)).distinct()
    return set(session.scalars(query))


def signatures(session: Session, file_id: str) -> list[SignatureRecord]:
    """Every signature of a file, newest first."""
    query = select(Signature, Account.name).join(Account, Account.id == Signature.judge_id)
    query = query.where(Signature.file_id == file_id).order_by(Signature.number.desc())
    return [signature_record(row, name) for row, name in session.execute(query)]


def signed_at(session: Session, file_ids: list[str]) -> dict[str, datetime]:
    """When each of these files was last signed."""
    query = select(Signature.file_id, func.max(Signature.at)).where(Signature.file_id.in_(file_ids))
    return dict(session.execute(query.group_by(Signature.file_id)).all())


def objectives(session: Session, file_id: str) -> list[ObjectiveRecord]:
    """The plan as it stands, in the order of sub-domains."""
    query = select(PlanObjective).where(PlanObjective.file_id == file_id, PlanObjective.removed.is_(False))
    rows = session.scalars(query.order_by(PlanObjective.subdomain, PlanObjective.id))
    return [ObjectiveRecord(r.id, r.subdomain, r.objective, r.hours, r.starts_on, r.ends_on) for r in rows]


def signature_record(row: Signature, judge: str) -> SignatureRecord:
    return SignatureRecord(row.id, row.file_id, row.number, judge, row.at, dict(row.content), row.content_hash)


def _judgement(row: JudgementRow, name: str) -> Judgement:
    return Judgement(
        criterion=row.criterion,
        number=row.number,
        decision=Decision(row.decision),
        reason=row.reason,
        suggested=suggested_from_data(row.suggestion),
        judge_id=row.judge_id,
        judge=name,
        at=row.at,
    )


def _observation(row: ObservationRow, name: str, withdrawals: Mapping[str, ObservationRow]) -> ObservationRecord:
    taken_back = withdrawals.get(row.id)
    return ObservationRecord(
        id=row.id,
        criterion=row.criterion,
        source=row.source,
        mastered=row.mastered,
        reliability=row.reliability,
        note=row.note,
        observer_id=row.observer_id,
        observer=name,
        at=row.at,
        withdrawn_at=taken_back.at if taken_back else None,
        withdrawn_why=taken_back.note if taken_back else "",
    )
