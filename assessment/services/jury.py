"""A jury meets, reads signed files, and decides; the software records, and grants nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from assessment.errors import Faults, NotFound, RuleBroken
from assessment.interchange.csv_rows import Say, csv_text
from assessment.messages import counted, message
from assessment.review.jury_file import JuryFile, from_data
from assessment.services import journal, signing
from assessment.services.acting import JURY, Acting
from assessment.services.calendar_fr import day_of
from assessment.services.signing import Signed
from assessment.storage import files as stored
from assessment.storage import jury as kept
from assessment.storage.database import db, writing
from assessment.storage.jury import DecisionRecord, SessionRecord
from assessment.storage.tables.review import JURY_DECISIONS, JuryDecision, JurySession, Signature

DECISION_WORDS = {
    "granted": message("certificat accordé"),
    "refused": message("certificat non accordé"),
    "postponed": message("décision reportée"),
}
LONGEST_MEMBERS = LONGEST_NOTE = 2000  # characters
CSV_COLUMNS = (
    message("Séance"),
    message("Nom"),
    message("Prénom"),
    message("Certificat"),
    message("Version"),
    message("Proposition"),
    message("Décision"),
    message("Remarque"),
    message("Décidé le"),
)


@dataclass(frozen=True)
class NewSession:
    """A meeting to be held."""

    held_on: date | None
    members: str


@dataclass(frozen=True)
class Ruling:
    """What a jury decided of one signed file, before it is checked."""

    signature_id: str
    decision: str
    note: str


@dataclass(frozen=True)
class JuryLine:
    """A signed file in a session: what its judgements amount to, and what the jury decided."""

    signature_id: str
    file_id: str
    number: int
    content: JuryFile
    signed_at: datetime
    decision: DecisionRecord | None
    earlier: DecisionRecord | None  # the latest decision of another session


@dataclass(frozen=True)
class SessionView:
    """One session with its files."""

    session: SessionRecord
    lines: tuple[JuryLine, ...]

    @property
    def decided(self) -> int:
        return sum(line.decision is not None for line in self.lines)


def open_session(acting: Acting, new: NewSession, now: datetime) -> str:
    """The id of a new jury session of this body."""
    member = acting.require(JURY)
    faults = Faults()
    members = "\n".join(line.strip() for line in new.members.splitlines() if line.strip())
    if new.held_on is None:
        faults.add("held_on", message("rien"), message("la date de la séance"))
    if not 0 < len(members) <= LONGEST_MEMBERS:
        faults.add(
            "members",
            message("rien") if not members else counted("%(n)s caractère", "%(n)s caractères", len(members)),
            message("le nom des membres, un par ligne"),
        )
    faults.raise_if_any(message("Cette séance ne peut pas encore être enregistrée."))
    with writing() as session:
        row = JurySession(
            body_id=acting.body_id, held_on=new.held_on, members=members, created_by=member, created_at=now
        )
        session.add(row)
        session.flush()
        journal.note(session, acting, "open_jury_session", row.id, now)
        return row.id


def sessions(acting: Acting) -> list[SessionRecord]:
    """The body's sessions, newest first."""
    acting.require(JURY)
    return kept.sessions(db.session(), acting.body_id)


def waiting(acting: Acting) -> int:
    """How many signed files no jury has decided on."""
    acting.require(JURY)
    session = db.session()
    decided = {one.signature_id for one in kept.decisions(session, acting.body_id)}
    return sum(one.id not in decided for one in kept.latest_signatures(session, acting.body_id))


def view(acting: Acting, session_id: str) -> SessionView:
    """A session with the files it may decide on: decided here, or not decided anywhere."""
    acting.require(JURY)
    session = db.session()
    record = kept.find_session(session, acting.body_id, session_id)
    rulings = kept.decisions(session, acting.body_id)
    here = {one.signature_id: one for one in rulings if one.session_id == session_id}
    elsewhere = {one.signature_id: one for one in rulings if one.session_id != session_id}
    latest, decided = kept.latest_signatures(session, acting.body_id), kept.decided_signatures(session, session_id)
    lines = [
        JuryLine(
            one.id, one.file_id, one.number, from_data(one.content), one.at, here.get(one.id), elsewhere.get(one.id)
        )
        for one in {one.id: one for one in (*latest, *decided)}.values()
        if one.id in here or one.id not in elsewhere or elsewhere[one.id].decision == "postponed"
    ]
    lines.sort(key=lambda line: (line.content.identity.last_name.casefold(), line.content.identity.first_name))
    return SessionView(record, tuple(lines))


def told(acting: Acting, session_id: str) -> SessionView:
    """What is written of a session: what it decided, and what waited on its day; not the people signed since."""
    found = view(acting, session_id)
    held_on = found.session.held_on
    return replace(found, lines=tuple(one for one in found.lines if one.decision or day_of(one.signed_at) <= held_on))


def decide(acting: Acting, session_id: str, ruling: Ruling, now: datetime) -> None:
    """Record the decision of a session on a signed file; once per file and session."""
    member = acting.require(JURY)
    _checked(ruling)
    with writing() as session:
        kept.find_session(session, acting.body_id, session_id)
        _refuse_unsigned(session, acting.body_id, ruling.signature_id)
        if any(
            one.session_id == session_id and one.signature_id == ruling.signature_id
            for one in kept.decisions(session, acting.body_id)
        ):
            raise RuleBroken(message("Cette séance a déjà décidé de ce dossier : une autre séance peut le revoir."))
        row = JuryDecision(
            body_id=acting.body_id,
            session_id=session_id,
            signature_id=ruling.signature_id,
            decision=ruling.decision,
            note=" ".join(ruling.note.split()),
            recorded_by=member,
            at=now,
        )
        session.add(row)
        session.flush()
        journal.note(session, acting, "jury_decide", row.id, now, meeting=session_id, decision=ruling.decision)


def file_for_jury(acting: Acting, file_id: str, number: int = 0) -> Signed:
    """The signed file a member reads."""
    acting.require(JURY)
    return signing.signed(acting, file_id, number)


def as_csv(acting: Acting, session_id: str, say: Say = str) -> str:
    """The decisions of a session for a spreadsheet; nothing in it can be run as a formula."""
    found = told(acting, session_id)
    return csv_text([CSV_COLUMNS, *(_row(found.session, line) for line in found.lines)], say)


def _checked(ruling: Ruling) -> None:
    faults = Faults()
    if ruling.decision not in JURY_DECISIONS:
        faults.add(
            "decision", ruling.decision or message("aucune décision"), message("accordé, non accordé ou reporté")
        )
    if ruling.decision in ("refused", "postponed") and not ruling.note.strip():
        faults.add("note", message("rien"), message("la raison du refus ou du report"))
    if len(ruling.note) > LONGEST_NOTE:
        faults.add(
            "note",
            counted("%(n)s caractère", "%(n)s caractères", len(ruling.note)),
            message("au plus %(most)s caractères", most=LONGEST_NOTE),
        )
    faults.raise_if_any(message("Cette décision ne peut pas encore être enregistrée."))


def _refuse_unsigned(session: Session, body_id: str, signature_id: str) -> None:
    row = session.get(Signature, signature_id)
    if row is None or row.body_id != body_id:
        raise NotFound(message("Ce dossier signé n'existe pas."))
    latest = {one.id for one in kept.latest_signatures(session, body_id)}
    if signature_id not in latest:
        raise RuleBroken(message("Ce dossier a une version signée plus récente : décidez sur celle-là."))
    stored.find(session, body_id, row.file_id)


def _so_far(content: JuryFile) -> str:
    return "partiel" if any(one.state == "acquired" for one in content.domains) else "aucun domaine acquis"


def _row(held: SessionRecord, line: JuryLine) -> tuple[str, ...]:
    identity, made = line.content.identity, line.decision
    return (
        held.held_on.isoformat(),
        identity.last_name,
        identity.first_name,
        identity.certificate,
        str(line.number),
        "admissible" if line.content.state == "acquired" else _so_far(line.content),
        DECISION_WORDS[made.decision] if made else "",
        made.note if made else "",
        day_of(made.at).isoformat() if made else "",
    )
