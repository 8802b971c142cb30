"""A candidate's file: who the person is, who follows the file, what was agreed to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.database import Table, UtcDateTime, new_id

PHASES = ("initial", "final")


class CandidateFile(Table):
    """One evaluation (initial or final) of one person for one certificate."""

    __tablename__ = "candidate_file"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    certificate: Mapped[str] = mapped_column(String(20))
    referential_version_id: Mapped[str] = mapped_column(ForeignKey("referential_version.id"))
    phase: Mapped[str] = mapped_column(String(10), default="initial")
    initial_file_id: Mapped[str | None] = mapped_column(ForeignKey("candidate_file.id"))  # of a final evaluation
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    birth_date: Mapped[date | None]
    evaluator_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    trainer_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    accommodations: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # no_audio, large_text, extra_time...
    code_hash: Mapped[str | None] = mapped_column(String(64))  # of the personal code; none until invited
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_version: Mapped[str | None] = mapped_column(String(20))
    consented_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    optional_consent: Mapped[bool] = mapped_column(default=False)
    home_language: Mapped[str | None] = mapped_column(String(10))  # french, both or other; part of the optional use
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    interview_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the interview that must precede a signature
    synthesis: Mapped[str] = mapped_column(default="")
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # a signed file opened again for a correction
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the person's data were erased

    __table_args__ = (
        UniqueConstraint("code_hash", name="code_opens_one_file"),
        CheckConstraint(f"phase IN {PHASES}", name="phase_is_known"),
        CheckConstraint("trainer_id IS NULL OR trainer_id <> evaluator_id", name="evaluator_is_not_the_trainer"),
        Index("ix_candidate_file_body", "body_id", "opened_at"),
    )
