"""Publishing: what a new release would change, freezing it, and the way back to an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assessment.errors import Faults, NotFound, RuleBroken
from assessment.items.item import Item
from assessment.messages import counted, message
from assessment.services import journal, referentials, releases
from assessment.services.acting import AUTHOR, Acting
from assessment.storage import items as stored
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import BankRelease, ItemRow, ItemVersion, ReferentialVersion, ReleaseItem

Versions = dict[str, ItemVersion]
"""By item."""

LONGEST_NOTE = 500  # characters
PUBLISHED = ("ready", "in_use")
ON_TRIAL = "pilot"


@dataclass(frozen=True)
class ReleaseLine:
    """A release in the list of releases."""

    id: str
    certificate: str
    number: int
    note: str
    current: bool
    items: int
    created_at: datetime


@dataclass(frozen=True)
class Moved:
    """One question that a release adds, replaces or leaves out; `before` is the number of the version it had."""

    item_id: str
    code: str
    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Changes:
    """What publishing now would change for new sittings."""

    certificate: str
    added: tuple[Moved, ...]
    superseded: tuple[Moved, ...]
    removed: tuple[Moved, ...]
    on_trial: tuple[Moved, ...]  # asked from now on without counting
    trial_over: tuple[Moved, ...]
    kept: int
    referential: tuple[str, str] | None  # versions before and after, when it changes

    @property
    def any(self) -> bool:
        scored = self.added or self.superseded or self.removed
        return bool(scored or self.on_trial or self.trial_over or self.referential)


class NothingToPublish(RuleBroken):
    """The new release would be the same as the current one."""

    code = "nothing_to_publish"


class NotReviewed(RuleBroken):
    """A version would be published that nobody else accepted."""

    code = "not_reviewed"


def listed(acting: Acting) -> list[ReleaseLine]:
    """The releases of the author's body, newest first."""
    acting.require(AUTHOR)
    counts = select(ReleaseItem.release_id, func.count().label("n")).group_by(ReleaseItem.release_id).subquery()
    query = select(BankRelease, counts.c.n).outerjoin(counts, counts.c.release_id == BankRelease.id)
    query = query.where(BankRelease.body_id == acting.body_id).order_by(
        BankRelease.created_at.desc(), BankRelease.id.desc()
    )
    rows = db.session.execute(query, execution_options={"populate_existing": True})
    return [ReleaseLine(r.id, r.certificate, r.number, r.note, r.current, n or 0, r.created_at) for r, n in rows]


def changes(acting: Acting, certificate: str) -> Changes:
    """What publishing now would change."""
    acting.require(AUTHOR)
    if certificate not in referentials.CERTIFICATES:
        raise NotFound(message("Ce certificat n'existe pas."))
    session = db.session()
    return _changes(session, acting.body_id, certificate, _to_publish(session, acting.body_id, certificate))


def publish_release(acting: Acting, certificate: str, note: str, now: datetime) -> str:
    """Freeze what is in use, ready or on trial into a new release; ready versions supersede earlier ones."""
    author = acting.require(AUTHOR)
    note = _checked_note(note)
    with writing() as session:
        journal.lock(session, acting)
        rows = _to_publish(session, acting.body_id, certificate)
        if not _changes(session, acting.body_id, certificate, rows).any:
            raise NothingToPublish(message("Rien n'a changé depuis la version en service : il n'y a rien à publier."))
        referential_id = referentials.stored(acting.body_id, certificate, now)
        pairs = [(row, releases.read_version(row, certificate)) for row in rows]
        _refuse_unreviewed(session, rows)
        _refuse_unknown_criteria([item for _, item in pairs], referential_id)
        _move_states(session, rows)
        freezing = releases.Freezing(acting.body_id, certificate, referential_id, note, author)
        release_id = releases.freeze(session, freezing, pairs, now)
        journal.note(session, acting, "publish_release", release_id, now, note=note, items=len(pairs))
        return release_id


def go_back(acting: Acting, release_id: str, now: datetime) -> None:
    """Make an earlier release the current one again; sittings already begun keep theirs."""
    acting.require(AUTHOR)
    with writing() as session:
        journal.lock(session, acting)
        row = session.get(BankRelease, release_id, populate_existing=True)
        if row is None or row.body_id != acting.body_id:
            raise NotFound(message("Cette version de la banque n'existe pas."))
        if row.current:
            raise RuleBroken(message("Cette version de la banque est déjà en service."))
        releases.make_current(session, row)
        journal.note(session, acting, "go_back_to_release", release_id, now, number=row.number)


def _changes(session: Session, body_id: str, certificate: str, rows: Sequence[ItemVersion]) -> Changes:
    current = releases.current_row(session, body_id, certificate)
    before, tried_before = _versions_of(session, current.id) if current else ({}, {})
    after = {row.item_id: row for row in rows if row.state != ON_TRIAL}
    tried = {row.item_id: row for row in rows if row.state == ON_TRIAL}
    known = {*before, *after, *tried_before, *tried}
    codes = dict(session.execute(select(ItemRow.id, ItemRow.code).where(ItemRow.id.in_(known))).all())

    scored, trials = _moves(codes, before, after), _moves(codes, tried_before, tried)
    return Changes(
        certificate=certificate,
        added=tuple(one for one in scored if one.before is None),
        superseded=tuple(one for one in scored if one.before and one.after),
        removed=tuple(one for one in scored if one.after is None),
        on_trial=tuple(one for one in trials if one.after),
        trial_over=tuple(one for one in trials if one.after is None),
        kept=sum(one in before and before[one].id == after[one].id for one in after),
        referential=_referential_change(session, body_id, current) if current else None,
    )


def _moves(codes: dict[str, str], before: Versions, after: Versions) -> list[Moved]:
    """The items whose version differs, in the order of their codes."""
    found = []
    for item_id in sorted({*before, *after}, key=lambda one: codes[one]):
        old, new = before.get(item_id), after.get(item_id)
        one = new or old
        if one is not None and (old and old.id) != (new and new.id):
            numbers = old.number if old else None, new.number if new else None
            found.append(Moved(item_id, codes[item_id], one.title, *numbers))
    return found


def _referential_change(session: Session, body_id: str, current: BankRelease) -> tuple[str, str] | None:
    newest = referentials.newest(body_id, current.certificate)
    if newest == current.referential_version_id:
        return None
    old, new = (session.get_one(ReferentialVersion, one) for one in (current.referential_version_id, newest))
    return old.version, new.version


def _versions_of(session: Session, release_id: str) -> tuple[Versions, Versions]:
    """The versions of a release that count, and those on trial, by item."""
    query = select(ItemVersion, ReleaseItem.pilot).join(ReleaseItem, ReleaseItem.item_version_id == ItemVersion.id)
    rows = session.execute(query.where(ReleaseItem.release_id == release_id)).all()
    scored = {version.item_id: version for version, pilot in rows if not pilot}
    return scored, {version.item_id: version for version, pilot in rows if pilot}


def _to_publish(session: Session, body_id: str, certificate: str) -> list[ItemVersion]:
    """The newest ready or in-use version of each item, and its newest on trial if it is newer; ordered by item code."""
    rows = session.execute(
        select(ItemRow.code, ItemVersion)
        .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
        .where(ItemRow.body_id == body_id, ItemRow.certificate == certificate)
        .where(ItemVersion.state.in_((*PUBLISHED, ON_TRIAL)))
        .order_by(ItemRow.code, ItemVersion.number),
        execution_options={"populate_existing": True},
    ).all()
    scored = {code: version for code, version in rows if version.state != ON_TRIAL}
    tried = {code: version for code, version in rows if version.state == ON_TRIAL}
    newer = {code: one for code, one in tried.items() if code not in scored or one.number > scored[code].number}
    return [one for code in sorted({*scored, *newer}) for one in (scored.get(code), newer.get(code)) if one is not None]


def _move_states(session: Session, published: Sequence[ItemVersion]) -> None:
    """Ready versions come into use and the versions they supersede are retired; those on trial stay on trial."""
    ready = [version for version in published if version.state == "ready"]
    items = {version.item_id for version in ready}
    session.execute(
        update(ItemVersion).where(ItemVersion.item_id.in_(items), ItemVersion.state == "in_use").values(state="retired")
    )
    kept = [version.id for version in published]
    overtaken = ItemVersion.item_id.in_(items) & (ItemVersion.state == ON_TRIAL) & ItemVersion.id.not_in(kept)
    session.execute(update(ItemVersion).where(overtaken).values(state="retired"))
    for version in ready:
        version.state = "in_use"
    session.flush()


def _checked_note(note: str) -> str:
    note, faults = note.strip(), Faults()
    if not 0 < len(note) <= LONGEST_NOTE:
        faults.add(
            "note",
            counted("%(n)s caractère", "%(n)s caractères", len(note)) if note else message("rien"),
            message("ce qui change, en 1 à %(most)s caractères", most=LONGEST_NOTE),
        )
    faults.raise_if_any(message("Cette version de la banque ne peut pas encore être publiée."))
    return note


def _refuse_unreviewed(session: Session, rows: Sequence[ItemVersion]) -> None:
    """States already keep this; publishing checks it once more against the reviews themselves."""
    fresh = [row for row in rows if row.state in ("ready", ON_TRIAL) and row.author_id is not None]
    accepted = {one.version_id for one in stored.reviews(session, [row.id for row in fresh]) if one.accepted}
    missing = [row.title for row in fresh if row.id not in accepted]
    if missing:
        raise NotReviewed(message("Personne n'a accepté ces questions : %(titles)s.", titles=", ".join(missing[:5])))


def _refuse_unknown_criteria(items: Sequence[Item], referential_id: str) -> None:
    referential = referentials.load_referential(referential_id)
    known, faults = {each.code for each in referential.criteria}, Faults()
    for item in items:
        if item.criterion not in known:
            faults.add(
                item.code,
                message("le critère %(criterion)s", criterion=item.criterion),
                message("un critère du référentiel %(version)s", version=referential.version),
            )
    faults.raise_if_any(
        message("Des questions portent sur un critère que le référentiel n'a plus : retirez-les d'abord.")
    )
