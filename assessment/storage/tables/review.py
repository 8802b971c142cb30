"""What people say of a candidate: observations, judgements, signatures, plans, jury decisions. Rows only grow."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.database import Table, UtcDateTime, new_id

SOURCES = ("observed", "evidence")
DECISIONS = ("acquired", "not_acquired")
JURY_DECISIONS = ("granted", "refused", "postponed")


class ObservationRow(Table):
    """What an evaluator saw (interview, workshop) or read (diploma, workplace document) about one criterion."""

    __tablename__ = "observation"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    file_id: Mapped[str] = mapped_column(ForeignKey("candidate_file.id"))
    criterion: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))
    mastered: Mapped[bool]
    reliability: Mapped[float]  # stated by the observer: how often such an observation is right, 0.5 to 1
    note: Mapped[str] = mapped_column(Text)
    observer_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdraws_id: Mapped[str | None] = mapped_column(
        ForeignKey("observation.id")
    )  # a row that takes an earlier one back

    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES}", name="observation_source_is_known"),
        CheckConstraint("reliability > 0.5 AND reliability < 1", name="observation_reliability_is_stated"),
        UniqueConstraint("withdraws_id", name="observation_is_withdrawn_once"),
        Index("ix_observation_file", "file_id", "criterion"),
    )


class JudgementRow(Table):
    """An evaluator's decision on one criterion, with what the machine suggested at that moment."""

    __tablename__ = "judgement"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    file_id: Mapped[str] = mapped_column(ForeignKey("candidate_file.id"))
    criterion: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    decision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    suggestion: Mapped[dict[str, Any]] = mapped_column(JSON)  # state, probability, counts, versions used
    judge_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("file_id", "criterion", "number", name="judgement_is_numbered_once"),
        CheckConstraint(f"decision IN {DECISIONS}", name="judgement_decision_is_known"),
    )


class Signature(Table):
    """A signed state of a whole file. A later change is a new signature with the next number."""

    __tablename__ = "signature"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    file_id: Mapped[str] = mapped_column(ForeignKey("candidate_file.id"))
    number: Mapped[int]
    judge_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)  # the jury file as signed
    content_hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("file_id", "number", name="signature_is_numbered_once"),)


class PlanObjective(Table):
    """One objective of the recommended training plan."""

    __tablename__ = "plan_objective"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    file_id: Mapped[str] = mapped_column(ForeignKey("candidate_file.id"), index=True)
    subdomain: Mapped[str] = mapped_column(String(20))
    objective: Mapped[str] = mapped_column(Text)
    hours: Mapped[float]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    removed: Mapped[bool] = mapped_column(default=False)
    written_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("hours > 0 AND hours <= 2000", name="plan_hours_are_sensible"),)


class JurySession(Table):
    """One meeting of a jury."""

    __tablename__ = "jury_session"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), index=True)
    held_on: Mapped[date]
    members: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class JuryDecision(Table):
    """What a jury decided on one signed file."""

    __tablename__ = "jury_decision"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    session_id: Mapped[str] = mapped_column(ForeignKey("jury_session.id"), index=True)
    signature_id: Mapped[str] = mapped_column(ForeignKey("signature.id"))
    decision: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("session_id", "signature_id", name="one_decision_per_file_and_session"),
        CheckConstraint(f"decision IN {JURY_DECISIONS}", name="jury_decision_is_known"),
    )
