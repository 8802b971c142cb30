"""A medium is chosen for a document of a draft: its name and the text that replaces it come into the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from assessment.errors import NotFound, RuleBroken
from assessment.interchange.form_values import Entries
from assessment.interchange.item_form import form_of
from assessment.interchange.media.signatures import suffixes_of
from assessment.messages import message
from assessment.services import authoring, media_sources
from assessment.services.acting import AUTHOR, Acting
from assessment.services.authoring import Typed
from assessment.services.media_library import READY
from assessment.storage import items, media
from assessment.storage.database import db
from assessment.storage.items import VersionRecord
from assessment.storage.media import MediumRecord, WantedMedia
from assessment.storage.tables.media import MEDIUM_KINDS

FIELD = re.compile(r"support-[1-4]-file|picture-file")
PAGE = "0123456789abcdef"  # the name this page saves drafts under


@dataclass(frozen=True)
class Choice:
    """What a document can show: of the library first, then what is shipped."""

    version: VersionRecord
    kind: str
    library: tuple[MediumRecord, ...]
    shipped: tuple[str, ...]


def choices(acting: Acting, version_id: str, field: str, text: str = "") -> Choice:
    """The media that fit a field of a draft's form."""
    acting.require(AUTHOR)
    session = db.session()
    version = items.find_version(session, acting.body_id, version_id)
    kind = _kind(form_of(version.data), field)
    wanted = WantedMedia(text, kind, READY)
    library = tuple(media.library(session, acting.body_id, wanted))
    names = {one.name for one in library}
    shipped = (
        name
        for name in media_sources.shipped()
        if name.endswith(suffixes_of(kind)) and text.casefold() in name and name not in names
    )
    return Choice(version, kind, library, tuple(shipped))


def take(acting: Acting, version_id: str, chosen: tuple[str, str], now: datetime) -> None:
    """Put a medium into a field; the text that replaces it comes along where the draft has none."""
    field, name = chosen
    found = choices(acting, version_id, field)
    known = next((one for one in found.library if one.name == name), None)
    if known is None and name not in found.shipped:
        raise NotFound(message("Ce média n'existe pas, ou n'est pas ouvert pour vous."))
    form: Entries = form_of(found.version.data) | {field: [name]}
    other = field.removesuffix("file") + ("alt" if found.kind == "picture" else "transcript")
    said = "" if known is None else (known.alt if found.kind == "picture" else known.transcript)
    if said and not any(text.strip() for text in form.get(other, [])):
        form = form | {other: [said]}
    authoring.save(acting, version_id, Typed(form, found.version.edition, PAGE), now)


def names(acting: Acting) -> dict[str, list[str]]:
    """The names a draft may give, of the library and shipped, by kind."""
    acting.require(AUTHOR)
    found = sorted(media_sources.media_of(acting.body_id))
    return {kind: [name for name in found if name.endswith(suffixes_of(kind))] for kind in MEDIUM_KINDS}


def anchor_of(field: str) -> str:
    """Where the page of the draft shows this field."""
    return f"document-{field.split('-')[1]}" if field.startswith("support-") else "reponse"


def _kind(form: Entries, field: str) -> str:
    if not FIELD.fullmatch(field):
        raise RuleBroken(message("Ce document ne montre pas de média."))
    if field == "picture-file":
        return "picture"
    kind = {"picture": "picture", "audio": "sound"}.get((form.get(field.removesuffix("file") + "type") or [""])[0])
    if kind is None:
        raise RuleBroken(message("Ce document ne montre pas de média."))
    return kind
