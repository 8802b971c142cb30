"""Where the pictures and sounds of a question come from: the library of its body first, then what the product ships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from assessment.errors import Faults
from assessment.interchange.media_folder import MediaFolder
from assessment.items.lifecycle import EDITABLE, State
from assessment.messages import message
from assessment.storage import media as stored
from assessment.storage.database import db
from assessment.storage.items import VersionRecord


@dataclass(frozen=True)
class BodyMedia(Mapping[str, bytes]):
    """Bytes by name: those of a body's library, each read when it is asked for, and the shipped ones."""

    body_id: str
    hashes: Mapping[str, str]  # name -> hash, of the library
    shipped: MediaFolder

    def __getitem__(self, name: str) -> bytes:
        if name not in self.hashes:
            return self.shipped[name]
        found = stored.content(db.session(), self.body_id, self.hashes[name])
        if found is None:
            raise KeyError(name)
        return found.content

    def __contains__(self, name: object) -> bool:
        return name in self.hashes or name in self.shipped

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self.hashes, *self.shipped)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def shipped() -> MediaFolder:
    """The files that come with the product; every body may show them, none changes them."""
    return MediaFolder(current_app.config["BANK_FOLDER"] / "media")


def media_of(body_id: str, hashes: Mapping[str, str] | None = None) -> BodyMedia:
    """What a draft of the body may show now; with `hashes`, what a frozen version shows for ever."""
    found = stored.current(db.session(), body_id) if hashes is None else hashes
    return BodyMedia(body_id, found, shipped())


def hashes_of(version: VersionRecord) -> Mapping[str, str]:
    """Name to hash of what a version shows from its body's library: a draft as the library is, others as frozen."""
    if State(version.state) not in EDITABLE:
        return version.media or {}
    known = stored.current(db.session(), version.item.body_id) if version.files else {}
    return {name: known[name] for name in version.files.split() if name in known}


def freeze(session: Session, body_id: str, files: str) -> dict[str, str] | None:
    """The hashes a version keeps when it leaves its author; none when it shows nothing of the library."""
    known = stored.current(session, body_id) if files else {}
    return {name: known[name] for name in files.split() if name in known} or None


def fault_missing(session: Session, body_id: str, files: str, faults: Faults) -> None:
    """A fault for each file that is neither in the library nor shipped."""
    if not files:
        return
    known, folder = stored.current(session, body_id), shipped()
    for name in files.split():
        if name not in known and name not in folder:
            faults.add(name, message("un fichier absent ou retiré"), message("un média de la médiathèque"))
