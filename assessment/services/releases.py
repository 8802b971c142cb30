"""Frozen releases of the bank: what a sitting is pinned to, and how one is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.errors import Faults, NotFound
from assessment.interchange.yaml_items import load_items
from assessment.items.item import Item, item_from_data, item_to_data
from assessment.items.lifecycle import State
from assessment.items.referential import Referential
from assessment.messages import message
from assessment.services import measured, referentials
from assessment.services.measured import Curves, Reference, authored
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import BankRelease, ItemRow, ItemVersion, ReleaseItem
from assessment.storage.tables.people import Body

PILOT = State.PILOT.value
Row = tuple[float, float, float, float, float, float, float]  # a, b, c, d, se_a, se_b, seconds
FIRST_NOTE = message("Banque livrée avec le produit ; difficultés estimées par les auteurs.")
_one_at_a_time = Lock()


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
    steps: tuple[tuple[float, ...], ...]  # thresholds of each graded item; empty for a right-or-wrong one
    reference: dict[
        str, list[list[float]]
    ]  # criterion -> [[a, b, c, d, se_a, se_b, *steps], ...]: what defines mastery
    pilots: tuple[bool, ...]  # whether each item is on trial: shown now and then, never counted
    measured: tuple[bool, ...]  # whether each item's parameters come from answers, by a calibration
    measured_reference: dict[str, list[bool]]  # the same of the rows of `reference`
    media: tuple[Mapping[str, str], ...] = ()  # of each item: hashes of what it shows from its body's library, by name

    def media_of(self, position: int) -> Mapping[str, str]:
        return self.media[position] if self.media else {}


@dataclass(frozen=True)
class Freezing:
    """What is about to be frozen: whose bank, against which referential, by whom and why."""

    body_id: str
    certificate: str
    referential_id: str
    note: str
    by: str | None = None
    proposal_id: str | None = None
    curves: Curves = field(default_factory=dict)
    """Curves a calibration proposes, by version; the others keep those they were measured with, or their author's."""


def install_bank(body_id: str, certificate: str, now: datetime) -> str:
    """Give a body the shipped questions of a certificate as its own bank, in its first release."""
    folder = current_app.config["BANK_FOLDER"]
    items = load_items(folder / "items" / certificate)
    referential_id = referentials.store_shipped(certificate, folder, now)
    with writing() as session:
        versions = [_add_item(session, body_id, item, now) for item in items]
        session.flush()
        freezing = Freezing(body_id, certificate, referential_id, FIRST_NOTE)
        return freeze(session, freezing, list(zip(versions, items, strict=True)), now)


def install_missing_banks(now: datetime) -> list[tuple[str, str]]:
    """Give each body the shipped questions of the certificates it has no question of; (body, certificate) of each added.

    A version of the product may ship questions of one more certificate than the version a body was installed with.
    """
    added = []
    with writing() as session:
        for body_id, name in session.execute(select(Body.id, Body.name).order_by(Body.created_at, Body.id)).all():
            known = set(session.scalars(select(ItemRow.certificate).where(ItemRow.body_id == body_id).distinct()))
            for certificate in (each for each in shipped_certificates() if each not in known):
                install_bank(body_id, certificate, now)
                added.append((name, certificate))
    return added


def current_release(body_id: str, certificate: str) -> Release:
    """The release new sittings of this body use."""
    row = current_row(db.session(), body_id, certificate)
    if row is None:
        raise NotFound(
            message(
                "Cet organisme n'a pas encore de banque de questions pour le certificat %(certificate)s.",
                certificate=certificate,
            )
        )
    return load_release(row.id)


def load_release(release_id: str) -> Release:
    """A release as a record. Frozen for ever, so it is read once per process."""
    with _one_at_a_time:  # a new worker reads once, not once per thread
        return _load(str(db.engine.url), release_id)


@lru_cache(maxsize=16)
def _load(database: str, release_id: str) -> Release:
    row = db.session.get(BankRelease, release_id)
    if row is None:
        raise NotFound(message("Cette version de la banque n'existe pas."))
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
        items=tuple(read_version(version, row.certificate) for _, version in lines),
        item_version_ids=tuple(version.id for _, version in lines),
        parameters=tuple((r.a, r.b, r.c, r.d, r.se_a, r.se_b, r.seconds) for r, _ in lines),
        steps=tuple(tuple(r.steps or ()) for r, _ in lines),
        reference=row.reference,
        pilots=tuple(r.pilot for r, _ in lines),
        measured=tuple(r.measured for r, _ in lines),
        measured_reference=row.measured_reference or {},
        media=tuple(version.media or {} for _, version in lines),
    )


def current_row(session: Session, body_id: str, certificate: str) -> BankRelease | None:
    """The release in use; none before the first."""
    return session.scalars(
        select(BankRelease).where(
            BankRelease.body_id == body_id, BankRelease.certificate == certificate, BankRelease.current
        )
    ).first()


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


def freeze(session: Session, freezing: Freezing, pairs: list[tuple[ItemVersion, Item]], now: datetime) -> str:
    """Store a release of these versions, in this order, and make it current; those on trial stay so in it."""
    earlier = session.scalars(
        select(BankRelease)
        .where(BankRelease.body_id == freezing.body_id, BankRelease.certificate == freezing.certificate)
        .order_by(BankRelease.number)
    ).all()
    current = next((one for one in earlier if one.current), None)
    curves = {**measured.of_release(session, current.id if current else None), **freezing.curves}
    reference, flags = _reference(pairs, [*earlier, *([current] if current else [])])
    versions = measured.reference_versions(session, freezing.body_id, freezing.certificate)
    reference, flags = measured.remeasured(reference, flags, versions, freezing.curves)
    release = BankRelease(
        body_id=freezing.body_id,
        certificate=freezing.certificate,
        number=earlier[-1].number + 1 if earlier else 1,
        referential_version_id=freezing.referential_id,
        reference=reference,
        measured_reference=flags,
        note=freezing.note,
        current=False,
        created_by=freezing.by,
        created_at=now,
        proposal_id=freezing.proposal_id,
    )
    session.add(release)
    session.flush()
    session.add_all(_release_item(release.id, position, pair, curves) for position, pair in enumerate(pairs))
    make_current(session, release)
    return release.id


def _release_item(release_id: str, position: int, pair: tuple[ItemVersion, Item], curves: Curves) -> ReleaseItem:
    version, item = pair
    curve = curves.get(version.id) or authored(item)
    return ReleaseItem(
        release_id=release_id,
        position=position,
        item_version_id=version.id,
        seconds=item.seconds,
        pilot=version.state == PILOT,
        measured=version.id in curves,
        **{**asdict(curve), "steps": list(curve.steps) or None},
    )


def _reference(
    pairs: list[tuple[ItemVersion, Item]], earlier: Sequence[BankRelease]
) -> tuple[Reference, dict[str, list[bool]]]:
    """What defines mastery of each criterion: frozen at the first release that has items for it, and which rows are measured.

    The last of `earlier` that knows a criterion says it. What is on trial defines nothing.
    """
    reference: Reference = {}
    flags: dict[str, list[bool]] = {}
    for version, item in pairs:
        if version.state != PILOT:
            reference.setdefault(item.criterion, []).append(authored(item).row)
    for release in earlier:
        reference |= release.reference
        flags |= release.measured_reference or {code: [False] * len(rows) for code, rows in release.reference.items()}
    return reference, flags


def make_current(session: Session, release: BankRelease) -> None:
    """New sittings use this release; sittings already opened keep theirs."""
    same = (BankRelease.body_id == release.body_id) & (BankRelease.certificate == release.certificate)
    session.execute(update(BankRelease).where(same).values(current=False))
    session.flush()
    release.current = True
    session.flush()


def read_version(version: ItemVersion, certificate: str) -> Item:
    """The item of a stored version, which was read without fault when it was stored."""
    faults = Faults()
    item = item_from_data(version.data, certificate, f"question {version.title}", faults)
    faults.raise_if_any(message("Une question enregistrée ne se lit plus."))
    if item is None:
        raise NotFound(message("Cette question est vide."))
    return item


def shipped_certificates() -> list[str]:
    """The certificates the product ships questions for."""
    folder = current_app.config["BANK_FOLDER"] / "items"
    return [name for name in referentials.CERTIFICATES if any((folder / name).glob("*.yaml"))]
