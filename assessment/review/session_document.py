"""The minutes of a jury session: who sat, what was decided of each file, and room to sign. The jury decides, not this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessment.messages import counted, message
from assessment.review.document import Block, Document, Facts, Heading, Line, Paragraph, Signatures, Table, Voice, cell
from assessment.review.jury_document import HASH_SHOWN, PROVISIONAL, name_of, summary_of
from assessment.review.jury_file import JuryFile


@dataclass(frozen=True)
class Decided:
    """One file of the session; `decision` is a word, empty while the jury has not decided."""

    content: JuryFile
    number: int
    seal: str
    decision: str
    note: str


@dataclass(frozen=True)
class Meeting:
    """A session as its minutes tell it."""

    body: str
    held_on: str  # ISO day
    members: tuple[str, ...]
    files: tuple[Decided, ...]


def minutes(meeting: Meeting, at: datetime, voice: Voice) -> Document:
    """The minutes; `at` is when they were written."""
    title = message("Séance de jury du %(day)s", day=voice.day(meeting.held_on))
    decided = sum(bool(one.decision) for one in meeting.files)
    blocks: list[Block] = [
        Facts(
            (
                (message("Organisme"), meeting.body),
                (message("Séance du"), voice.day(meeting.held_on)),
                (message("Membres"), "\n".join(meeting.members)),
                (message("Dossiers"), str(len(meeting.files))),
                (message("Décisions"), str(decided)),
            )
        )
    ]
    if any(one.content.versions.provisional for one in meeting.files):
        blocks.append(Paragraph(PROVISIONAL, "notice"))
    if decided < len(meeting.files):
        left = counted(
            "%(n)s dossier n'a pas encore de décision.",
            "%(n)s dossiers n'ont pas encore de décision.",
            len(meeting.files) - decided,
        )
        blocks.append(Paragraph(left, "notice"))
    blocks += [Heading(message("Décisions")), _files(meeting.files)]
    blocks += [Heading(message("Signatures")), Signatures(meeting.members)]
    foot = message("%(body)s. Le certificat est accordé par le jury.", body=meeting.body)
    return Document(title=title, body=meeting.body, at=at, running=title, foot=foot, blocks=tuple(blocks))


def _files(files: tuple[Decided, ...]) -> Table:
    head = (message("Personne"), message("Dossier"), message("D'après l'évaluation"), message("Décision du jury"))
    return Table(head, tuple(_row(one) for one in files), (3, 3, 3, 4))


def _row(one: Decided) -> tuple[tuple[Line, ...], ...]:
    version = message("version %(number)s, empreinte %(hash)s", number=one.number, hash=one.seal[:HASH_SHOWN])
    return (
        cell(name_of(one.content), "strong"),
        (*cell(one.content.identity.certificate), *cell(version, "small")),
        cell(summary_of(one.content)),
        (*cell(one.decision or message("pas encore de décision"), "strong"), *cell(one.note, "small")),
    )
