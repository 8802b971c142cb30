"""Frozen releases of the bank: what a sitting is pinned to, how one is published, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import current_app
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assessment.errors import Faults, NotFound, RuleBroken
from assessment.interchange.yaml_items import load_items
from assessment.items.item import Item, item_from_data, item_to_data
from assessment.items.parameters import parameters
from assessment.items.referential import Referential
from assessment.services import journal, referentials
from assessment.services.acting import AUTHOR, Acting
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import BankRelease, ItemRow, ItemVersion, ReleaseItem

Row = tuple[float, float, float, float, float, float, float]  # a, b, c, d, se_a, se_b, seconds
FIRST_NOTE = "Banque livrée avec le produit ; difficultés estimées par les auteurs."


@dataclass(frozen=True)
class Release:
    """A frozen bank, in the order the engine numbers its items."""

    id: str
    number: int
    certificate: str
    referential_id: str
    referential: Referential
    items: tuple[Item, ...]
    item_version_ids: tuple[str, ...]
    parameters: tuple[Row, ...]
    reference: dict[str, list[list[float]]]  # criterion -> [[a, b, c, d], ...], the frozen items that define mastery


@dataclass(frozen=True)
class Freezing:
    """What is about to be frozen: whose bank, against which referential, by whom and why."""

    body_id: str
    certificate: str
    referential_id: str
    note: str
    by: str | None = None


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


def install_bank(body_id: str, certificate: str, now: datetime) -> str:
    """Give a body the shipped questions of a certificate as its own bank, in its first release."""
    folder = current_app.config["BANK_FOLDER"]
    items = load_items(folder / "items" / certificate)
    referential_id = referentials.store_shipped(certificate, folder, now)
    with writing() as session:
        versions = [_add_item(session, body_id, item, now) for item in items]
        session.flush()
        freezing = Freezing(body_id, certificate, referential_id, FIRST_NOTE)
        return _freeze(session, freezing, list(zip(versions, items, strict=True)), now)


def current_release(body_id: str, certificate: str) -> Release:
    """The release new sittings of this body use."""
    return load_release(_current_row(db.session(), body_id, certificate).id)


def load_release(release_id: str) -> Release:
    """A release as a record. Frozen for ever, so it is read once per process."""
    return _load(str(db.engine.url), release_id)


def listed(acting: Acting) -> list[ReleaseLine]:
    """The releases of the author's body, newest first."""
    acting.require(AUTHOR)
    counts = dict(
        db.session.execute(select(ReleaseItem.release_id, func.count()).group_by(ReleaseItem.release_id)).tuples().all()
    )
    rows = db.session.scalars(
        select(BankRelease).where(BankRelease.body_id == acting.body_id).order_by(BankRelease.created_at.desc())
    )
    return [
        ReleaseLine(r.id, r.certificate, r.number, r.note, r.current, counts.get(r.id, 0), r.created_at) for r in rows
    ]


def publish_release(acting: Acting, certificate: str, note: str, now: datetime) -> str:
    """Freeze what is in use and what is ready into a new release; ready versions supersede earlier ones."""
    author = acting.require(AUTHOR)
    with writing() as session:
        newest = _current_row(session, acting.body_id, certificate)
        rows = _versions_to_publish(session, acting.body_id, certificate)
        _move_states(session, rows)
        pairs = [(row, _read(row, certificate)) for row in rows]
        freezing = Freezing(acting.body_id, certificate, newest.referential_version_id, note, author)
        release_id = _freeze(session, freezing, pairs, now)
        journal.note(session, acting, "publish_release", release_id, now, note=note, items=len(pairs))
        return release_id


def go_back(acting: Acting, release_id: str, now: datetime) -> None:
    """Make an earlier release the current one again; sittings already begun keep theirs."""
    acting.require(AUTHOR)
    with writing() as session:
        row = session.get(BankRelease, release_id)
        if row is None or row.body_id != acting.body_id:
            raise NotFound("Cette version de la banque n'existe pas.")
        _make_current(session, row)
        journal.note(session, acting, "go_back_to_release", release_id, now, number=row.number)


@lru_cache(maxsize=16)
def _load(database: str, release_id: str) -> Release:
    row = db.session.get(BankRelease, release_id)
    if row is None:
        raise NotFound("Cette version de la banque n'existe pas.")
    lines = db.session.execute(
        select(ReleaseItem, ItemVersion)
        .join(ItemVersion, ItemVersion.id == ReleaseItem.item_version_id)
        .where(ReleaseItem.release_id == release_id)
        .order_by(ReleaseItem.position)
    ).all()
    return Release(
        id=row.id,
        number=row.number,
        certificate=row.certificate,
        referential_id=row.referential_version_id,
        referential=referentials.load_referential(row.referential_version_id),
        items=tuple(_read(version, row.certificate) for _, version in lines),
        item_version_ids=tuple(version.id for _, version in lines),
        parameters=tuple((r.a, r.b, r.c, r.d, r.se_a, r.se_b, r.seconds) for r, _ in lines),
        reference=row.reference,
    )


def _current_row(session: Session, body_id: str, certificate: str) -> BankRelease:
    row = session.scalars(
        select(BankRelease).where(
            BankRelease.body_id == body_id, BankRelease.certificate == certificate, BankRelease.current
        )
    ).first()
    if row is None:
        raise NotFound(f"Cet organisme n'a pas encore de banque de questions pour le certificat {certificate}.")
    return row


def _add_item(session: Session, body_id: str, item: Item, now: datetime) -> ItemVersion:
    row = ItemRow(
        body_id=body_id, certificate=item.certificate, code=item.code, criterion=item.criterion, created_at=now
    )
    session.add(row)
    session.flush()
    version = ItemVersion(
        item_id=row.id,
        number=1,
        state="in_use",
        data=item_to_data(item),
        title=item.title,
        kind=item.kind,
        created_at=now,
        changed_at=now,
    )
    session.add(version)
    return version


def _versions_to_publish(session: Session, body_id: str, certificate: str) -> Sequence[ItemVersion]:
    """The newest ready or in-use version of each item, ordered by item code."""
    rows = session.execute(
        select(ItemRow.code, ItemVersion)
        .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
        .where(ItemRow.body_id == body_id, ItemRow.certificate == certificate)
        .where(ItemVersion.state.in_(("ready", "in_use")))
        .order_by(ItemRow.code, ItemVersion.number)
    )
    newest = dict(rows.tuples().all())
    if not newest:
        raise RuleBroken("Aucune question n'est prête : rien à publier.")
    return list(newest.values())


def _move_states(session: Session, published: Sequence[ItemVersion]) -> None:
    """Published versions come into use; the versions they supersede are retired."""
    items = [version.item_id for version in published]
    session.execute(
        update(ItemVersion).where(ItemVersion.item_id.in_(items), ItemVersion.state == "in_use").values(state="retired")
    )
    for version in published:
        version.state = "in_use"
    session.flush()


def _freeze(session: Session, freezing: Freezing, pairs: list[tuple[ItemVersion, Item]], now: datetime) -> str:
    earlier = session.scalars(
        select(BankRelease)
        .where(BankRelease.body_id == freezing.body_id, BankRelease.certificate == freezing.certificate)
        .order_by(BankRelease.number)
    ).all()
    release = BankRelease(
        body_id=freezing.body_id,
        certificate=freezing.certificate,
        number=earlier[-1].number + 1 if earlier else 1,
        referential_version_id=freezing.referential_id,
        reference=_reference(pairs, earlier[-1].reference if earlier else {}),
        note=freezing.note,
        current=False,
        created_by=freezing.by,
        created_at=now,
    )
    session.add(release)
    session.flush()
    session.add_all(
        ReleaseItem(
            release_id=release.id,
            position=position,
            item_version_id=version.id,
            seconds=item.seconds,
            **parameters(item)._asdict(),
        )
        for position, (version, item) in enumerate(pairs)
    )
    _make_current(session, release)
    return release.id


def _reference(
    pairs: list[tuple[ItemVersion, Item]], frozen: dict[str, list[list[float]]]
) -> dict[str, list[list[float]]]:
    """What defines mastery of each criterion: frozen at the first release that has items for it, never moved after."""
    reference: dict[str, list[list[float]]] = {}
    for _, item in pairs:
        reference.setdefault(item.criterion, []).append([float(value) for value in parameters(item)[:4]])
    return reference | frozen


def _make_current(session: Session, release: BankRelease) -> None:
    same = (BankRelease.body_id == release.body_id) & (BankRelease.certificate == release.certificate)
    session.execute(update(BankRelease).where(same).values(current=False))
    session.flush()
    release.current = True
    session.flush()


def _read(version: ItemVersion, certificate: str) -> Item:
    faults = Faults()
    item = item_from_data(version.data, certificate, f"question {version.title}", faults)
    faults.raise_if_any("Une question enregistrée ne se lit plus.")
    if item is None:
        raise NotFound("Cette question est vide.")
    return item


def shipped_certificates() -> list[str]:
    """The certificates the product ships questions for."""
    folder = current_app.config["BANK_FOLDER"] / "items"
    return [name for name in referentials.CERTIFICATES if any((folder / name).glob("*.yaml"))]
