"""The media library of a body: what is said of each picture and sound, and bytes that never change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.database import Table, UtcDateTime, new_id

MEDIUM_KINDS = ("picture", "sound")
MEDIUM_STATES = ("to_describe", "ready", "withdrawn")


class MediumContent(Table):
    """The bytes of a picture or a sound, by their hash within a body: written once, read for ever by frozen questions.

    `kept` is false while an import that brought them waits to be confirmed; such rows are swept after a day.
    """

    __tablename__ = "medium_content"
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]  # bytes
    width: Mapped[int | None]  # of a picture, in pixels or units of its viewBox
    height: Mapped[int | None]
    seconds: Mapped[float | None]  # of a sound
    kept: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    __table_args__ = (
        CheckConstraint("(seconds IS NULL) = (width IS NOT NULL)", name="medium_has_size_or_seconds"),
        CheckConstraint("(width IS NULL) = (height IS NULL)", name="picture_has_both_sides"),
    )


class Medium(Table):
    """A picture or a sound of a body under the name its questions know; what it shows may be replaced."""

    __tablename__ = "medium"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))  # what drafts show now; other questions keep what they had
    state: Mapped[str] = mapped_column(String(12))
    alt: Mapped[str] = mapped_column(Text, default="")  # of a picture, unless it is decorative
    decorative: Mapped[bool] = mapped_column(default=False)
    transcript: Mapped[str] = mapped_column(Text, default="")  # of a sound
    source: Mapped[str] = mapped_column(String(300), default="")  # who made it, where it comes from
    licence: Mapped[str] = mapped_column(String(200), default="")
    added_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("body_id", "name", name="medium_name_is_used_once"),
        ForeignKeyConstraint(
            ["body_id", "sha256"], ["medium_content.body_id", "medium_content.sha256"], name="medium_has_its_bytes"
        ),
        CheckConstraint(f"kind IN {MEDIUM_KINDS}", name="medium_kind_is_known"),
        CheckConstraint(f"state IN {MEDIUM_STATES}", name="medium_state_is_known"),
    )
