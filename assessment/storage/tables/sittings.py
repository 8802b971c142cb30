"""One candidate answering: sittings, what was served, what was answered. Served and answered rows only grow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.database import Table, UtcDateTime, new_id

STATUSES = ("ready", "running", "paused", "ended")


class SittingRow(Table):
    """One sitting of a file, pinned to a bank release, its seed and its settings."""

    __tablename__ = "sitting"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), index=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("candidate_file.id"), index=True)
    number: Mapped[int]
    release_id: Mapped[str] = mapped_column(ForeignKey("bank_release.id"))
    seed: Mapped[int]  # below 2**31; every random draw of the sitting comes from it and a position
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # budgets and thresholds it was opened with
    status: Mapped[str] = mapped_column(String(10), default="ready")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str | None] = mapped_column(String(40))
    active_seconds: Mapped[float] = mapped_column(default=0.0)  # time in front of questions, pauses left out
    device: Mapped[str | None] = mapped_column(
        String(10)
    )  # phone, tablet, computer or several; only with their agreement

    __table_args__ = (
        UniqueConstraint("file_id", "number", name="sitting_is_numbered_once"),
        CheckConstraint(f"status IN {STATUSES}", name="sitting_status_is_known"),
        CheckConstraint("(status = 'ended') = (ended_at IS NOT NULL)", name="ended_sitting_has_its_moment"),
    )


class Serve(Table):
    """One question shown, written before it is shown.

    `scored` is false for a question on trial: its answer stays out of the posterior, the suggestions and every count
    of the rule. A calibration reads both: `answer JOIN serve ON answer.serve_id = serve.id`, pilots by `NOT scored`.
    """

    __tablename__ = "serve"
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]  # 0, 1, 2... without gap
    release_position: Mapped[int]  # the item, as the engine numbers it in the release
    item_version_id: Mapped[str] = mapped_column(ForeignKey("item_version.id"))
    seed: Mapped[int]  # of the variant and of the order of options
    token: Mapped[str] = mapped_column(String(32))  # names this serve on the page, says nothing of the item
    reason: Mapped[dict[str, Any]] = mapped_column(JSON)  # why this question, with the engine's numbers
    scored: Mapped[bool] = mapped_column(default=True, server_default=true())
    served_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("sitting_id", "position", name="one_serve_per_position"),
        UniqueConstraint("token", name="serve_token_is_unique"),
        CheckConstraint("position >= 0", name="serve_position_is_counted_from_zero"),
    )


class Answer(Table):
    """One answer, once, on disk before the reply leaves."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    serve_id: Mapped[int] = mapped_column(ForeignKey("serve.id"))
    key: Mapped[str] = mapped_column(String(64))  # idempotency key chosen by the page
    response: Mapped[Any] = mapped_column(JSON)  # in canonical terms; null for "je ne sais pas"
    response_hash: Mapped[str] = mapped_column(String(64))  # same key with another value is refused
    dont_know: Mapped[bool]
    score: Mapped[int]
    seconds: Mapped[float]  # from serve to answer, pauses left out
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("sitting_id", "position", name="one_answer_per_position"),
        UniqueConstraint("sitting_id", "key", name="one_answer_per_key"),
        UniqueConstraint("serve_id", name="one_answer_per_serve"),
        CheckConstraint("seconds >= 0", name="answer_takes_time_forward"),
        CheckConstraint("NOT (dont_know AND score > 0)", name="dont_know_earns_nothing"),
    )


class PauseRow(Table):
    """One stretch during which nothing was asked and no time counted."""

    __tablename__ = "pause"
    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"))
    number: Mapped[int]
    position: Mapped[int]  # of the question it interrupted, or of the next one
    paused_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resumed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("sitting_id", "number", name="pause_is_numbered_once"),)
