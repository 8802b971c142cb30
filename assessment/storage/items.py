"""Questions and their versions as records: found within one body, searched page by page, counted per criterion."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from assessment.errors import NotFound
from assessment.messages import message
from assessment.storage.tables.bank import BankRelease, ItemReview, ItemRow, ItemVersion, ReleaseItem, folded
from assessment.storage.tables.people import Account, JournalEntry
from assessment.storage.tables.sittings import Answer, Serve

EDITED = "edit_question"  # the journal's verb of a person's first change to a version


@dataclass(frozen=True)
class ItemRecord:
    """A question, all versions together."""

    id: str
    body_id: str
    certificate: str
    code: str
    criterion: str


@dataclass(frozen=True)
class VersionRecord:
    """One wording of a question."""

    id: str
    item: ItemRecord
    number: int
    state: str
    data: dict[str, Any]
    title: str
    kind: str
    author_id: str | None
    author: str
    edition: int
    created_at: datetime
    changed_at: datetime
    files: str = ""  # names of the pictures and sounds it shows
    media: dict[str, str] | None = None  # those of the library as they were when it left its author: name -> hash


@dataclass(frozen=True)
class ReviewRecord:
    version_id: str
    reviewer: str
    accepted: bool
    comment: str
    at: datetime


@dataclass(frozen=True)
class Usage:
    """How often a version was shown and answered, over all sittings; `partly`: a part of a graded question."""

    shown: int = 0
    right: int = 0
    partly: int = 0
    wrong: int = 0
    dont_know: int = 0


@dataclass(frozen=True)
class Wanted:
    """What to search for; empty means everything."""

    certificate: str
    criterion: str = ""
    state: str = ""
    kind: str = ""
    text: str = ""
    easiest: float | None = None
    hardest: float | None = None


@dataclass(frozen=True)
class Line:
    """One question in a list: its latest version, and the number of the one in use."""

    item_id: str
    version_id: str
    code: str
    criterion: str
    title: str
    kind: str
    state: str
    number: int
    in_use: int | None
    difficulty: float | None
    changed_at: datetime


def find_item(session: Session, body_id: str, item_id: str) -> ItemRecord:
    row = session.get(ItemRow, item_id)
    if row is None or row.body_id != body_id:
        raise NotFound(message("Cette question n'existe pas, ou n'est pas ouverte pour vous."))
    return ItemRecord(row.id, row.body_id, row.certificate, row.code, row.criterion)


def find_version(session: Session, body_id: str, version_id: str) -> VersionRecord:
    row = session.get(ItemVersion, version_id, populate_existing=True)
    if row is None:
        raise NotFound(message("Cette version n'existe pas, ou n'est pas ouverte pour vous."))
    return record(session, row, find_item(session, body_id, row.item_id))


def lock_version(session: Session, body_id: str, version_id: str) -> ItemVersion:
    """The version's row, kept from other writers until the end of the transaction."""
    find_version(session, body_id, version_id)
    query = select(ItemVersion).where(ItemVersion.id == version_id).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def versions(session: Session, item: ItemRecord) -> list[VersionRecord]:
    """All versions of a question, newest first."""
    query = select(ItemVersion).where(ItemVersion.item_id == item.id).order_by(ItemVersion.number.desc())
    rows = session.scalars(query, execution_options={"populate_existing": True})
    return [record(session, row, item) for row in rows]


def record(session: Session, row: ItemVersion, item: ItemRecord) -> VersionRecord:
    author = session.get(Account, row.author_id) if row.author_id else None
    return VersionRecord(
        id=row.id,
        item=item,
        number=row.number,
        state=row.state,
        data=row.data,
        title=row.title,
        kind=row.kind,
        author_id=row.author_id,
        author=author.name if author else "",
        edition=row.edition,
        created_at=row.created_at,
        changed_at=row.changed_at,
        files=row.files,
        media=row.media,
    )


def writers(session: Session, version_id: str) -> frozenset[str]:
    """Everybody who wrote something of a version: who began it, and who changed it since."""
    begun = session.scalars(select(ItemVersion.author_id).where(ItemVersion.id == version_id)).first()
    changed = select(JournalEntry.who).where(JournalEntry.subject == version_id, JournalEntry.verb == EDITED)
    return frozenset({*session.scalars(changed), *([begun] if begun else [])})


def names(session: Session, accounts: frozenset[str]) -> list[str]:
    return list(session.scalars(select(Account.name).where(Account.id.in_(accounts)).order_by(Account.name)))


def reviews(session: Session, version_ids: list[str]) -> list[ReviewRecord]:
    """What was said of these versions, newest first."""
    query = (
        select(ItemReview, Account.name)
        .join(Account, Account.id == ItemReview.reviewer_id)
        .where(ItemReview.item_version_id.in_(version_ids))
        .order_by(ItemReview.at.desc())
    )
    return [
        ReviewRecord(row.item_version_id, name, row.accepted, row.comment, row.at)
        for row, name in session.execute(query)
    ]


def usage(session: Session, highest: Mapping[str, int]) -> dict[str, Usage]:
    """Counts of each version, given its highest score; versions never shown are left out."""
    query = (
        select(Serve.item_version_id, Answer.score, Answer.dont_know, func.count())
        .outerjoin(Answer, Answer.serve_id == Serve.id)
        .where(Serve.item_version_id.in_(highest))
        .group_by(Serve.item_version_id, Answer.score, Answer.dont_know)
    )
    counts: dict[str, Counter[str]] = {}
    for version, score, unknown, count in session.execute(query):
        counts.setdefault(version, Counter())[_outcome(score, unknown, highest[version])] += count
    return {
        version: Usage(found.total(), found["right"], found["partly"], found["wrong"], found["dont_know"])
        for version, found in counts.items()
    }


def _outcome(score: int | None, unknown: bool | None, highest: int) -> str:
    if score is None:
        return "waiting"
    if unknown:
        return "dont_know"
    return "right" if score == highest else "partly" if score else "wrong"


def search(session: Session, body_id: str, wanted: Wanted, page: int, size: int) -> tuple[list[Line], int]:
    """One page of the questions wanted, by code (the last one when there are fewer), and how many there are in all."""
    total = session.scalar(filtered(body_id, wanted, [func.count()])) or 0
    used = aliased(ItemVersion)
    columns = [
        ItemRow.id,
        ItemVersion.id,
        ItemRow.code,
        ItemRow.criterion,
        ItemVersion.title,
        ItemVersion.kind,
        ItemVersion.state,
        ItemVersion.number,
        used.number,
        ItemVersion.difficulty,
        ItemVersion.changed_at,
    ]
    query = filtered(body_id, wanted, columns).outerjoin(used, and_(used.item_id == ItemRow.id, used.state == "in_use"))
    before = max(min(page, math.ceil(total / size)) - 1, 0) * size
    rows = session.execute(query.order_by(ItemRow.code).limit(size).offset(before))
    return [Line(*row) for row in rows], total


def spread(session: Session, body_id: str, certificate: str) -> list[tuple[str, str, float | None, int]]:
    """How many questions of a certificate have each criterion, state and difficulty (of their latest version)."""
    groups = [ItemRow.criterion, ItemVersion.state, ItemVersion.difficulty]
    rows = session.execute(filtered(body_id, Wanted(certificate), [*groups, func.count()]).group_by(*groups))
    return [(criterion, state, difficulty, count) for criterion, state, difficulty, count in rows]


def kinds_in_use(session: Session, body_id: str, certificate: str) -> set[str]:
    """The kinds of question that the bank in use asks for."""
    query = (
        select(ItemVersion.kind)
        .join(ReleaseItem, ReleaseItem.item_version_id == ItemVersion.id)
        .join(BankRelease, BankRelease.id == ReleaseItem.release_id)
        .where(BankRelease.body_id == body_id, BankRelease.certificate == certificate, BankRelease.current)
    )
    return set(session.scalars(query.distinct()))


def waiting(session: Session, body_id: str) -> list[VersionRecord]:
    """Versions to be reviewed, the longest waiting first."""
    query = (
        select(ItemVersion, ItemRow)
        .join(ItemRow, ItemRow.id == ItemVersion.item_id)
        .where(ItemRow.body_id == body_id, ItemVersion.state == "in_review")
        .order_by(ItemVersion.changed_at)
    )
    return [
        record(session, row, ItemRecord(item.id, item.body_id, item.certificate, item.code, item.criterion))
        for row, item in session.execute(query)
    ]


def next_code(session: Session, item_codes: tuple[str, str, str]) -> str:
    """The first free code of a criterion (body, certificate, criterion): numbers are never used again."""
    body_id, certificate, criterion = item_codes
    query = select(ItemRow.code).where(
        ItemRow.body_id == body_id, ItemRow.certificate == certificate, ItemRow.criterion == criterion
    )
    numbers = [int(code.rpartition("-")[2]) for code in session.scalars(query) if code[-2:].isdigit()]
    return f"{criterion}-{max(numbers, default=0) + 1:02d}"


def filtered(body_id: str, wanted: Wanted, columns: list[Any]) -> Select[Any]:
    """The latest version of each question that fits."""
    newer = aliased(ItemVersion)
    superseded = exists().where(newer.item_id == ItemRow.id, newer.number > ItemVersion.number)
    query: Select[Any] = select(*columns).select_from(ItemRow).join(ItemVersion, ItemVersion.item_id == ItemRow.id)
    query = query.where(ItemRow.body_id == body_id, ItemRow.certificate == wanted.certificate, ~superseded)
    return _narrowed(query, wanted)


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.criterion:  # a domain, a sub-domain or a criterion
        code = ItemRow.criterion
        query = query.where((code == wanted.criterion) | code.startswith(wanted.criterion + ".", autoescape=True))
    if wanted.state:
        query = query.where(ItemVersion.state == wanted.state)
    if wanted.kind:
        query = query.where(ItemVersion.kind == wanted.kind)
    for word in folded(wanted.text).split():
        query = query.where(ItemVersion.words.contains(word, autoescape=True))
    if wanted.easiest is not None:
        query = query.where(ItemVersion.difficulty >= wanted.easiest)
    if wanted.hardest is not None:
        query = query.where(ItemVersion.difficulty <= wanted.hardest)
    return query
