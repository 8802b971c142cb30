"""What a calibration proposes: parameters of questions with where they come from, until a person accepts or refuses them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.database import Table, UtcDateTime, new_id

PROPOSAL_STATES = ("waiting", "accepted", "refused")


class ParameterProposal(Table):
    """A set of parameters for the questions of one release. It changes nothing by itself; accepted, it makes a release."""

    __tablename__ = "parameter_proposal"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    certificate: Mapped[str] = mapped_column(String(20))
    release_id: Mapped[str] = mapped_column(ForeignKey("bank_release.id"))  # what it is compared with
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))  # none: the command line
    job_id: Mapped[str | None] = mapped_column(String(32), unique=True)  # the job that computed it
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    provenance: Mapped[dict[str, Any]] = mapped_column(JSON)  # method, answers, dates, code, seed, log-likelihood...
    effects: Mapped[dict[str, Any]] = mapped_column(JSON)  # suggestions of files not yet signed, before and after
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint(f"state IN {PROPOSAL_STATES}", name="proposal_state_is_known"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_proposal_has_its_moment"),
        CheckConstraint("(state = 'waiting') = (decided_by IS NULL)", name="decided_proposal_has_its_person"),
        Index("ix_parameter_proposal_body", "body_id", "certificate", "made_at"),
    )


class ProposedItem(Table):
    """The parameters proposed for one version of a question."""

    __tablename__ = "proposed_item"
    proposal_id: Mapped[str] = mapped_column(ForeignKey("parameter_proposal.id"), primary_key=True)
    item_version_id: Mapped[str] = mapped_column(ForeignKey("item_version.id"), primary_key=True)
    answers: Mapped[int]
    a: Mapped[float]
    b: Mapped[float]
    c: Mapped[float]
    d: Mapped[float]
    se_a: Mapped[float]
    se_b: Mapped[float]
    steps: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    flag: Mapped[str] = mapped_column(String(200), default="")  # what a person should look at

    __table_args__ = (CheckConstraint("answers > 0 AND se_a > 0 AND se_b > 0", name="proposed_item_was_answered"),)
