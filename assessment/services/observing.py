"""What an evaluator saw or read about a criterion: recorded, taken back, never erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import InvalidInput, NotFound
from assessment.messages import message
from assessment.review.reliability import CERTAINTIES, SHORTEST_NOTE, Seen, checked, label_of
from assessment.services import files, journal
from assessment.services.acting import Acting
from assessment.services.referentials import load_referential
from assessment.storage import review as said
from assessment.storage.database import writing
from assessment.storage.review import ObservationRecord
from assessment.storage.tables.review import ObservationRow

__all__ = ["CERTAINTIES", "Seen", "known_criterion", "label_of", "observe", "withdraw"]

LONGEST_REASON = 2000  # characters


def observe(acting: Acting, file_id: str, seen: Seen, now: datetime) -> str:
    """The id of a new observation; it moves the suggestion of its criterion, and of its neighbours."""
    file = files.followed(acting, file_id)
    known_criterion(file.referential_id, seen.criterion)
    found = checked(seen)
    with writing() as session:
        files.changed(session, acting, file_id)
        row = ObservationRow(
            body_id=acting.body_id,
            file_id=file_id,
            criterion=found.criterion,
            source=found.source,
            mastered=found.mastered,
            reliability=found.reliability,
            note=found.note,
            observer_id=acting.who,
            at=now,
        )
        session.add(row)
        session.flush()
        journal.note(session, acting, "observe", row.id, now, file=file_id, criterion=found.criterion)
        return row.id


def withdraw(acting: Acting, file_id: str, observation_id: str, why: str, now: datetime) -> None:
    """Take an observation back, with a reason; it stays readable and no longer counts."""
    files.followed(acting, file_id)
    reason = " ".join(why.split())
    if len(reason) < SHORTEST_NOTE:
        raise InvalidInput(message("Écrivez en quelques mots pourquoi vous retirez cette observation."))
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(
            message("La raison compte %(n)s caractères, au plus %(most)s.", n=len(reason), most=LONGEST_REASON)
        )
    with writing() as session:
        files.changed(session, acting, file_id)
        earlier = _standing(session, file_id, observation_id)
        row = ObservationRow(
            body_id=acting.body_id,
            file_id=file_id,
            criterion=earlier.criterion,
            source=earlier.source,
            mastered=earlier.mastered,
            reliability=earlier.reliability,
            note=reason,
            observer_id=acting.who,
            at=now,
            withdraws_id=earlier.id,
        )
        session.add(row)
        journal.note(session, acting, "withdraw_observation", earlier.id, now, file=file_id)


def known_criterion(referential_id: str, code: str) -> None:
    """NotFound for a criterion that the file's referential does not have."""
    if code not in {each.code for each in load_referential(referential_id).criteria}:
        raise NotFound(message("Ce critère n'est pas dans le référentiel de ce dossier."))


def _standing(session: Session, file_id: str, observation_id: str) -> ObservationRecord:
    found = [one for one in said.observations(session, file_id) if one.id == observation_id]
    if not found:
        raise NotFound(message("Cette observation n'est pas dans ce dossier."))
    if found[0].withdrawn_at:
        raise InvalidInput(message("Cette observation est déjà retirée."))
    return found[0]
