"""What people may be compared by besides age, kept only with their optional agreement: kind of device, language at home.

Both are coarse on purpose: three words each, no raw user agent, no country, nothing that follows anybody elsewhere.
"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.messages import message
from assessment.storage import erasure
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import SittingRow

DEVICES: dict[str, str] = {
    "phone": message("téléphone"),
    "tablet": message("tablette"),
    "computer": message("ordinateur"),
}
SEVERAL = "several"
"""A sitting begun on one device and gone on with on another: it is compared with none."""

LANGUAGES: dict[str, str] = {
    "french": message("le français"),
    "both": message("le français et une autre langue"),
    "other": message("une autre langue"),
}


def note_device(session: Session, sitting: SittingRow, device: str) -> None:
    """Keep on which kind of device a sitting is answered, when the person agreed to the optional use.

    Not of a person who asked that their data be erased since.
    """
    agreed = session.scalar(select(CandidateFile.optional_consent).where(CandidateFile.id == sitting.file_id))
    if agreed and device in DEVICES and erasure.asked_at(session, sitting.file_id) is None:
        sitting.device = device if sitting.device in (None, device) else SEVERAL


def agree(session: Session, file: CandidateFile, language: str) -> None:
    """What the person says of their language, now that they agree; nothing of it when they do not."""
    file.home_language = language if file.optional_consent and language in LANGUAGES else None
    if not file.optional_consent:
        forget(session, file)


def forget(session: Session, file: CandidateFile) -> None:
    """Take away what only the optional use allowed to keep."""
    file.home_language = None
    session.execute(update(SittingRow).where(SittingRow.file_id == file.id).values(device=None))


def devices(session: Session, file_id: str) -> dict[int, str]:
    """Number of a sitting -> the device in words, where it is known."""
    rows = session.execute(select(SittingRow.number, SittingRow.device).where(SittingRow.file_id == file_id))
    words = DEVICES | {SEVERAL: message("plusieurs appareils")}
    return {number: words[device] for number, device in rows if device in words}
