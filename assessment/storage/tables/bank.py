"""What is asked: referential versions, items and their versions, reviews, frozen releases."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from assessment.items.media_names import named
from assessment.storage.database import Table, UtcDateTime, new_id

MOST_WORDS = 4000  # characters of a question that a search looks into
STATES = ("draft", "in_review", "ready", "pilot", "in_use", "retired")


def words_of(data: Mapping[str, Any]) -> str:
    """Title and question without case or accents, for searching."""
    text = f"{data.get('code', '')} {data.get('title', '')} {data.get('question', '')} {data.get('trade', '')}"
    return folded(text)[:MOST_WORDS]


def folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())


def difficulty_of(data: Mapping[str, Any]) -> float | None:
    """The estimated difficulty; none while a draft has no readable one."""
    value = (data.get("difficulty") or {}).get("value")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def words_by_default(context: Any) -> str:
    data: Mapping[str, Any] = context.get_current_parameters()["data"]
    return words_of(data)


def difficulty_by_default(context: Any) -> float | None:
    data: Mapping[str, Any] = context.get_current_parameters()["data"]
    return difficulty_of(data)


def files_of(value: Any) -> str:
    """The pictures and sounds a mapping names, once each, with a space between."""
    return " ".join(dict.fromkeys(named(value)))


def files_by_default(context: Any) -> str:
    return files_of(context.get_current_parameters()["data"])


class ReferentialVersion(Table):
    """One version of one certificate's referential and thresholds; never changed once stored."""

    __tablename__ = "referential_version"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str | None] = mapped_column(ForeignKey("body.id"), index=True)  # none: shipped with the product
    certificate: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("body_id", "certificate", "version", name="referential_version_is_named_once"),)


class ItemRow(Table):
    """A question through all its versions."""

    __tablename__ = "item"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    certificate: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(40))
    criterion: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("body_id", "certificate", "code", name="item_code_is_used_once"),
        Index("ix_item_criterion", "body_id", "certificate", "criterion"),
    )


class ItemVersion(Table):
    """One wording of a question. Its data change only while it is a draft."""

    __tablename__ = "item_version"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)  # the mapping of docs/item-format.md
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(30))
    author_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))  # none: shipped with the product
    words: Mapped[str] = mapped_column(Text, default=words_by_default)  # what a search looks into, without accents
    difficulty: Mapped[float | None] = mapped_column(default=difficulty_by_default)  # as in `data`, to filter on
    files: Mapped[str] = mapped_column(
        Text, default=files_by_default, server_default=""
    )  # pictures and sounds in `data`
    media: Mapped[dict[str, str] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # name -> hash of those of the body's library, as they were when the version left its author
    edition: Mapped[int] = mapped_column(
        default=1
    )  # grows at each save of a draft: two authors cannot overwrite each other
    saved_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))  # who saved the draft last
    saved_page: Mapped[str | None] = mapped_column(String(32))  # from which page: a page never conflicts with itself
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("item_id", "number", name="item_version_is_numbered_once"),
        CheckConstraint(f"state IN {STATES}", name="item_state_is_known"),
    )


class ItemReview(Table):
    """What a second person said of a version."""

    __tablename__ = "item_review"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    item_version_id: Mapped[str] = mapped_column(ForeignKey("item_version.id"), index=True)
    reviewer_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    accepted: Mapped[bool]
    comment: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class BankRelease(Table):
    """A frozen set of item versions with the parameters they are used with. A sitting keeps its release for ever."""

    __tablename__ = "bank_release"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"))
    certificate: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    referential_version_id: Mapped[str] = mapped_column(ForeignKey("referential_version.id"))
    reference: Mapped[dict[str, Any]] = mapped_column(
        JSON
    )  # criterion -> frozen [[a, b, c, d, se_a, se_b, thresholds if graded...], ...]: mastery
    note: Mapped[str] = mapped_column(Text)
    current: Mapped[bool]  # new sittings use it; going back = making an earlier one current again
    created_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposal_id: Mapped[str | None] = mapped_column(String(32))  # whose parameters it brought in
    measured_reference: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # criterion -> which of its reference rows are calibrated; none: no row is

    __table_args__ = (UniqueConstraint("body_id", "certificate", "number", name="release_is_numbered_once"),)


class ReleaseItem(Table):
    """One item version in one release, in the order the engine sees, with its parameters.

    A pilot item is on trial: it is shown now and then, and its answers never count (`serve.scored` is false). Its
    parameters are its author's guess until a calibration places it on the scale.
    """

    __tablename__ = "release_item"
    release_id: Mapped[str] = mapped_column(ForeignKey("bank_release.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_version_id: Mapped[str] = mapped_column(ForeignKey("item_version.id"), index=True)
    a: Mapped[float]
    b: Mapped[float]
    c: Mapped[float]
    d: Mapped[float]
    se_a: Mapped[float]
    se_b: Mapped[float]
    seconds: Mapped[float]
    steps: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))  # thresholds of a graded item
    pilot: Mapped[bool] = mapped_column(default=False, server_default=false())
    measured: Mapped[bool] = mapped_column(default=False, server_default=false())  # by a calibration, not a guess

    __table_args__ = (UniqueConstraint("release_id", "item_version_id", name="item_is_once_in_a_release"),)
