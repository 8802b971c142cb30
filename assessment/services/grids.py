"""An administrator replaces a referential: versions in use, a model to fill in, an official grid read then confirmed."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessment.errors import Fault, Faults, InvalidInput, NotFound
from assessment.interchange.referential_files import read_referential
from assessment.interchange.referential_table import write_referential_csv, write_referential_xlsx
from assessment.items.referential import Referential, numbers_to_confirm
from assessment.items.referential_data import referential_from_data, referential_to_data
from assessment.messages import joined, message, respelt
from assessment.services import referentials
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.storage import people as stored
from assessment.storage.database import db
from assessment.storage.people import ReferentialLine

WRITERS = {"csv": write_referential_csv, "xlsx": write_referential_xlsx}
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".yaml", ".yml")  # of the files that are read


@dataclass(frozen=True)
class Grid:
    """What a file holds, for a person to look at before it is stored."""

    certificate: str
    version: str
    title: str
    register: str
    standing: str
    source: str
    domains: tuple[tuple[str, str, int, int], ...]  # code, title, sub-domains, criteria
    criteria: int
    to_confirm: int  # numbers that are only assumed
    known: bool  # this version is stored already
    data: str  # to send back when confirming


def versions(acting: Acting) -> list[ReferentialLine]:
    """The versions a body can use, by certificate; `used` is the one new releases are made with."""
    acting.require(ADMINISTRATOR)
    return stored.referentials(db.session(), acting.body_id)


def in_use(acting: Acting) -> set[str]:
    """The ids of the versions that the next release of each certificate follows."""
    acting.require(ADMINISTRATOR)
    known = {one.certificate for one in versions(acting)}
    return {referentials.newest(acting.body_id, certificate) for certificate in known}


def model(acting: Acting, certificate: str, extension: str) -> bytes:
    """The table to fill in: the current referential in the layout that is read back."""
    acting.require(ADMINISTRATOR)
    if certificate not in referentials.CERTIFICATES or extension not in WRITERS:
        raise NotFound(message("Ce modèle n'existe pas."))
    return WRITERS[extension](referentials.current(acting.body_id, certificate))


def read_upload(acting: Acting, name: str, content: bytes) -> Grid:
    """What an uploaded file holds; raises InvalidInput with every fault. Nothing is stored."""
    acting.require(ADMINISTRATOR)
    if not name or not content:
        raise InvalidInput(
            message("Choisissez un fichier qui contient un tableau.") if name else message("Choisissez un fichier."),
            (
                Fault(
                    name or message("Fichier"),
                    message("un fichier vide") if name else message("rien"),
                    message("un fichier .csv ou .xlsx"),
                ),
            ),
        )
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidInput(
            message("Ce fichier n'est pas un tableau."),
            (Fault(name, message("un autre format"), joined(message(" ou "), SUFFIXES)),),
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"grille{suffix}"
        path.write_bytes(content)
        return _grid(acting, _read_as(path, name))


def _read_as(path: Path, name: str) -> Referential:
    """Read a file whose faults are told under the name its person gave it."""
    try:
        return read_referential(path)
    except InvalidInput as error:
        faults = tuple(replace(fault, place=respelt(fault.place, path.name, name)) for fault in error.faults)
        raise InvalidInput(respelt(error.message, path.name, name), faults) from error


def confirm(acting: Acting, data: str, now: datetime) -> str:
    """Store a grid that was looked at; the certificate it is of. It is read again as if it came from anywhere."""
    acting.require(ADMINISTRATOR)
    faults = Faults()
    referential = referential_from_data(_loaded(data), "grille", faults)
    faults.raise_if_any(message("Cette grille ne se lit plus : envoyez le fichier à nouveau."))
    assert referential is not None
    if referential.certificate not in referentials.CERTIFICATES:
        raise InvalidInput(_unknown(referential))
    referentials.store_referential(referential, acting, now)
    return referential.certificate


def _grid(acting: Acting, referential: Referential) -> Grid:
    if referential.certificate not in referentials.CERTIFICATES:
        raise InvalidInput(_unknown(referential))
    lines = versions(acting)
    return Grid(
        certificate=referential.certificate,
        version=referential.version,
        title=referential.title,
        register=referential.register,
        standing=referential.status.value,
        source=referential.source,
        domains=tuple(
            (each.code, each.title, len(each.subdomains), sum(len(sub.criteria) for sub in each.subdomains))
            for each in referential.domains
        ),
        criteria=len(referential.criteria),
        to_confirm=len(list(numbers_to_confirm(referential))),
        known=any(
            one.own and (one.certificate, one.version) == (referential.certificate, referential.version)
            for one in lines
        ),
        data=json.dumps(referential_to_data(referential), ensure_ascii=False),
    )


def _unknown(referential: Referential) -> str:
    expected = ", ".join(referentials.CERTIFICATES)
    return message(
        "Le certificat « %(certificate)s » n'est pas connu ; attendu : %(expected)s.",
        certificate=referential.certificate,
        expected=expected,
    )


def _loaded(data: str) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(message("Cette page n'est plus complète : envoyez le fichier à nouveau.")) from error
