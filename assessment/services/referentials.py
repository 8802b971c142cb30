"""Referential versions as they are stored: the shipped ones, and the official grids a body imports."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.errors import Faults, NotFound, RuleBroken
from assessment.interchange.referential_files import read_referential
from assessment.items.referential import Referential
from assessment.items.referential_data import referential_from_data, referential_to_data
from assessment.messages import message
from assessment.services import journal
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import ReferentialVersion

CERTIFICATES = ("socle", "numerique", "management")


def shipped(certificate: str, bank_folder: Path) -> Referential:
    """The referential the product ships for a certificate."""
    return read_referential(bank_folder / "referentials" / f"clea-{certificate}.yaml")


def store_shipped(certificate: str, bank_folder: Path, now: datetime) -> str:
    """The id of the shipped referential's stored version, stored once."""
    referential = shipped(certificate, bank_folder)
    with writing() as session:
        return _find(session, None, referential) or _store(session, None, referential, now)


def store_referential(referential: Referential, acting: Acting, now: datetime) -> str:
    """Store an official grid for the body of this administrator; a version is stored once and never changed."""
    acting.require(ADMINISTRATOR)
    with writing() as session:
        if _find(session, acting.body_id, referential):
            raise RuleBroken(
                message(
                    "La version %(version)s du référentiel %(certificate)s existe déjà. Donnez un autre nom de "
                    "version à votre fichier.",
                    version=referential.version,
                    certificate=referential.certificate,
                )
            )
        stored = _store(session, acting.body_id, referential, now)
        journal.note(session, acting, "import_referential", stored, now, version=referential.version)
        return stored


def load_referential(referential_id: str) -> Referential:
    """A stored version, as a record."""
    return _load(str(db.engine.url), referential_id)


def newest(body_id: str, certificate: str) -> str:
    """The id of the version new files use: the body's own latest import, else the shipped one."""
    found = _newest(body_id, certificate)
    if found is None:
        raise NotFound(
            message("Aucun référentiel n'est enregistré pour le certificat %(certificate)s.", certificate=certificate)
        )
    return found


def current(body_id: str, certificate: str) -> Referential:
    """The version new files use, as a record; read from its shipped file while none is stored."""
    found = _newest(body_id, certificate)
    return load_referential(found) if found else shipped(certificate, current_app.config["BANK_FOLDER"])


def stored(body_id: str, certificate: str, now: datetime) -> str:
    """The id of the version new files use; the shipped one is stored when there is none."""
    return _newest(body_id, certificate) or store_shipped(certificate, current_app.config["BANK_FOLDER"], now)


def _newest(body_id: str, certificate: str) -> str | None:
    rows = db.session.scalars(
        select(ReferentialVersion)
        .where(ReferentialVersion.certificate == certificate)
        .where((ReferentialVersion.body_id == body_id) | ReferentialVersion.body_id.is_(None))
    ).all()
    latest = max(rows, key=lambda row: (row.body_id is not None, row.imported_at), default=None)
    return None if latest is None else latest.id


@lru_cache(maxsize=32)
def _load(database: str, referential_id: str) -> Referential:
    row = db.session.get(ReferentialVersion, referential_id)
    if row is None:
        raise NotFound(message("Ce référentiel n'existe pas."))
    faults = Faults()
    referential = referential_from_data(row.data, message("référentiel %(version)s", version=row.version), faults)
    faults.raise_if_any(message("Un référentiel enregistré ne se lit plus."))
    if referential is None:
        raise NotFound(message("Ce référentiel est vide."))
    return referential


def _find(session: Session, body_id: str | None, referential: Referential) -> str | None:
    return session.scalars(
        select(ReferentialVersion.id).where(
            ReferentialVersion.body_id == body_id if body_id else ReferentialVersion.body_id.is_(None),
            ReferentialVersion.certificate == referential.certificate,
            ReferentialVersion.version == referential.version,
        )
    ).first()


def _store(session: Session, body_id: str | None, referential: Referential, now: datetime) -> str:
    row = ReferentialVersion(
        body_id=body_id,
        certificate=referential.certificate,
        version=referential.version,
        status=referential.status.value,
        data=referential_to_data(referential),
        imported_at=now,
    )
    session.add(row)
    session.flush()
    return row.id
