"""What is deleted when a person's data are erased, and whose it is time to erase. The journal and the counts stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assessment.messages import message
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account, JournalEntry, WebSession
from assessment.storage.tables.review import JudgementRow, JuryDecision, ObservationRow, PlanObjective, Signature
from assessment.storage.tables.sittings import Answer, PauseRow, Serve, SittingRow

ASKED = "ask_erasure"
ERASE = "erase"
"""Verbs of the journal: a person asks, an administrator erases. The second also closes the chain of each sitting."""

FIRST_NAME, LAST_NAME = message("Personne"), message("effacée")


@dataclass(frozen=True)
class Holding:
    """One file that holds somebody's data; `decided` when a jury decided on a file of theirs: the law asks to keep that."""

    file_id: str
    first_file_id: str  # of the initial evaluation: the same for every file of one person
    name: str
    certificate: str
    evaluator: str
    opened_at: datetime
    last_at: datetime
    asked_at: datetime | None
    decided: bool


def holdings(session: Session, body_id: str) -> list[Holding]:
    """Every file of a body that was not erased, oldest first."""
    query = select(CandidateFile, Account.name).join(Account, Account.id == CandidateFile.evaluator_id)
    query = query.where(CandidateFile.body_id == body_id, CandidateFile.erased_at.is_(None))
    rows = session.execute(query.order_by(CandidateFile.opened_at)).all()
    asked, decided, latest = _asked(session, body_id), _decided(session, body_id), _latest(session, body_id)
    people = {row.initial_file_id or row.id for row, _ in rows if row.id in decided}
    return [
        Holding(
            file_id=row.id,
            first_file_id=row.initial_file_id or row.id,
            name=f"{row.first_name} {row.last_name}",
            certificate=row.certificate,
            evaluator=evaluator,
            opened_at=row.opened_at,
            last_at=max([row.opened_at, *latest.get(row.id, [])]),
            asked_at=asked.get(row.id),
            decided=(row.initial_file_id or row.id) in people,
        )
        for row, evaluator in rows
    ]


def asked_at(session: Session, file_id: str) -> datetime | None:
    """When the person last asked for erasure, if they did."""
    query = select(func.max(JournalEntry.at)).where(JournalEntry.subject == file_id, JournalEntry.verb == ASKED)
    return session.scalar(query)


def locked(session: Session, body_id: str, file_ids: Sequence[str]) -> list[CandidateFile]:
    """The rows of these files, kept from other writers until the end of the transaction."""
    query = select(CandidateFile).where(CandidateFile.body_id == body_id, CandidateFile.id.in_(file_ids))
    query = query.order_by(CandidateFile.id).with_for_update()
    return list(session.scalars(query, execution_options={"populate_existing": True}))


def erase_answers(session: Session, file: CandidateFile, now: datetime) -> list[str]:
    """Take away what the person answered and how they came in; the ids of the sittings, which stay as empty rows."""
    held = select(SittingRow.id).where(SittingRow.file_id == file.id).order_by(SittingRow.number).with_for_update()
    ids = list(session.scalars(held))  # an answer on its way is over before, or comes too late
    for table in (Answer, Serve, PauseRow):
        session.execute(delete(table).where(table.sitting_id.in_(ids)))
    session.execute(update(SittingRow).where(SittingRow.id.in_(ids)).values(device=None))
    running = SittingRow.id.in_(ids) & SittingRow.ended_at.is_(None)
    session.execute(
        update(SittingRow).where(running).values(status="ended", ended_at=now, end_reason="evaluator_ended")
    )
    session.execute(delete(WebSession).where(WebSession.file_id == file.id))
    file.code_hash, file.accommodations, file.home_language = None, {}, None
    file.optional_consent, file.erased_at = False, now
    return ids


def erase_person(session: Session, file: CandidateFile) -> None:
    """Take away who the person is and what was said of them."""
    session.execute(
        delete(ObservationRow).where(ObservationRow.file_id == file.id, ObservationRow.withdraws_id.is_not(None))
    )
    for table in (ObservationRow, JudgementRow, PlanObjective, Signature):
        session.execute(delete(table).where(table.file_id == file.id))
    file.first_name, file.last_name, file.birth_date, file.synthesis = FIRST_NAME, LAST_NAME, None, ""


def _asked(session: Session, body_id: str) -> dict[str, datetime]:
    query = select(JournalEntry.subject, func.max(JournalEntry.at))
    query = query.where(JournalEntry.chain == body_id, JournalEntry.verb == ASKED).group_by(JournalEntry.subject)
    return {subject: at for subject, at in session.execute(query)}  # noqa: C416  (rows are not tuples to a type checker)


def _decided(session: Session, body_id: str) -> set[str]:
    query = select(Signature.file_id).join(JuryDecision, JuryDecision.signature_id == Signature.id)
    return set(session.scalars(query.where(Signature.body_id == body_id)))


def _latest(session: Session, body_id: str) -> dict[str, list[datetime]]:
    """The moments at which something last happened in each file."""
    found: dict[str, list[datetime]] = {}
    ended = select(SittingRow.file_id, SittingRow.opened_at, SittingRow.ended_at).where(SittingRow.body_id == body_id)
    signed = select(Signature.file_id, Signature.at).where(Signature.body_id == body_id)
    seen = select(ObservationRow.file_id, ObservationRow.at).where(ObservationRow.body_id == body_id)
    judged = select(JudgementRow.file_id, JudgementRow.at).where(JudgementRow.body_id == body_id)
    ruled = select(Signature.file_id, JuryDecision.at).join(JuryDecision, JuryDecision.signature_id == Signature.id)
    queries = (ended, signed, seen, judged, ruled.where(Signature.body_id == body_id))
    rows: Iterable[tuple[object, ...]] = [tuple(row) for query in queries for row in session.execute(query)]
    for file_id, *moments in rows:
        found.setdefault(str(file_id), []).extend(one for one in moments if isinstance(one, datetime))
    return found
