"""Work outside the request: jobs, the parts of them already computed, and the files they read and write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.database import Sentence, Table, UtcDateTime, new_id

JOB_STATES = ("waiting", "running", "done", "failed", "cancelled")


class Job(Table):
    """One thing to compute: what was asked, by whom, how far it is, what came of it.

    A running job is held by one worker until `lease_until`, which the worker keeps pushing back. A worker that dies lets
    it pass, and another one takes the job from the parts already kept.
    """

    __tablename__ = "job"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)
    seed: Mapped[int]  # below 2**31
    code_version: Mapped[str] = mapped_column(String(12))  # of the code that computes, or computed it
    asked_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)  # 0 while nobody knows
    says: Mapped[str] = mapped_column(Sentence, default="", server_default='""')  # how far it is
    lease_owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)  # times taken since a part was last kept
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    error: Mapped[str] = mapped_column(Sentence, default="", server_default='""')  # what went wrong, for who asked
    error_reference: Mapped[str] = mapped_column(String(8), default="")  # the same reference stands in the log

    __table_args__ = (
        CheckConstraint(f"state IN {JOB_STATES}", name="job_state_is_known"),
        CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name="running_job_is_held"),
        CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease_has_an_end"),
        CheckConstraint("(state IN ('waiting', 'running')) = (ended_at IS NULL)", name="ended_job_has_its_moment"),
        CheckConstraint("done >= 0 AND (total = 0 OR done <= total)", name="job_progress_is_within_its_total"),
        Index("ix_job_state", "state", "asked_at"),
    )


class JobPart(Table):
    """A part of a job already computed, kept until the job ends: a chunk's result, or a checkpoint (part 0 of its name)."""

    __tablename__ = "job_part"
    job_id: Mapped[str] = mapped_column(ForeignKey("job.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class JobFile(Table):
    """A file that a job reads or wrote, compressed (zlib)."""

    __tablename__ = "job_file"
    job_id: Mapped[str] = mapped_column(ForeignKey("job.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    given: Mapped[bool]  # read by the job, not written by it
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]  # bytes, before compression
    content: Mapped[bytes] = mapped_column(LargeBinary)
