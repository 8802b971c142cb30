"""A second person reads a question: accepted with a comment or sent back, and every other move from state to state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import Faults, InvalidInput, NotFound, RuleBroken
from assessment.interchange.form_differences import Change, differences
from assessment.items.item import item_from_data
from assessment.items.lifecycle import Move, State, moved
from assessment.messages import counted, message
from assessment.services import journal, media_sources
from assessment.services.acting import AUTHOR, Acting
from assessment.storage import items as stored
from assessment.storage.database import db, writing
from assessment.storage.items import VersionRecord
from assessment.storage.tables.bank import ItemReview, ItemVersion

INCOMPLETE = message("Cette question n'est pas complète : elle ne peut pas encore être relue.")
LONGEST_COMMENT = 2000  # characters
ALONE = (Move.SUBMIT, Move.WITHDRAW, Move.REOPEN, Move.TRY_OUT, Move.ADOPT, Move.RETIRE, Move.REACTIVATE)


@dataclass(frozen=True)
class Waiting:
    """A version to be reviewed, and whether this person may do it."""

    version: VersionRecord
    mine: bool


class NeverAccepted(RuleBroken):
    """A version nobody accepted cannot come back by itself."""

    code = "never_accepted"


class Superseded(RuleBroken):
    """A later version exists: it is the one to work on."""

    code = "superseded"


def queue(acting: Acting) -> list[Waiting]:
    """Versions in review in the author's body, the longest waiting first; own ones are marked."""
    author = acting.require(AUTHOR)
    session = db.session()
    found = stored.waiting(session, acting.body_id)
    return [Waiting(version, author in stored.writers(session, version.id)) for version in found]


def move(acting: Acting, version_id: str, wanted: str, now: datetime) -> str:
    """Move a version without a comment; the new state."""
    chosen = _known(wanted, ALONE)
    with writing() as session:
        journal.lock(session, acting)
        return make(acting, stored.lock_version(session, acting.body_id, version_id), chosen, now)


def review(acting: Acting, version_id: str, accepted: bool, comment: str, now: datetime) -> str:
    """Accept a version of somebody else, or send it back with what is to be changed; the new state."""
    comment = comment.strip()
    faults = Faults()
    if len(comment) > LONGEST_COMMENT:
        faults.add(
            "comment",
            counted("%(n)s caractère", "%(n)s caractères", len(comment)),
            message("au plus %(most)s caractères", most=LONGEST_COMMENT),
        )
    if not comment and not accepted:
        faults.add("comment", message("rien"), message("Dites ce qui est à changer, en une phrase ou deux."))
    wanted = Move.ACCEPT if accepted else Move.SEND_BACK
    with writing() as session:
        if faults:
            stored.find_version(session, acting.body_id, version_id)
        faults.raise_if_any(message("La relecture ne peut pas être enregistrée."))
        journal.lock(session, acting)
        state = make(acting, stored.lock_version(session, acting.body_id, version_id), wanted, now)
        session.add(
            ItemReview(
                item_version_id=version_id,
                reviewer_id=acting.require(AUTHOR),
                accepted=accepted,
                comment=comment,
                at=now,
            )
        )
        return state


def changes(acting: Acting, version_id: str, against: int | None = None) -> tuple[VersionRecord | None, list[Change]]:
    """What a version changes: against the version of this number, or the one before it; nothing to compare: no change."""
    acting.require(AUTHOR)
    session = db.session()
    version = stored.find_version(session, acting.body_id, version_id)
    others = [one for one in stored.versions(session, version.item) if one.id != version_id]
    before = [one for one in others if (one.number < version.number if against is None else one.number == against)]
    if not before:
        return None, []
    return before[0], differences(before[0].data, version.data)


def _known(wanted: str, allowed: tuple[Move, ...]) -> Move:
    found = next((each for each in allowed if each.value == wanted), None)
    if found is None:
        raise InvalidInput(message("Cette action n'existe pas."), found=wanted[:40])
    return found


def check(acting: Acting, row: ItemVersion, wanted: Move) -> State:
    """Where a move would lead; raises when the table, the person or the question does not allow it. Changes nothing."""
    author, session = acting.require(AUTHOR), db.session()
    state = moved(State(row.state), wanted, author in stored.writers(session, row.id))
    if wanted is Move.SUBMIT:
        _refuse_faults(session, acting.body_id, row.id)
    if wanted is Move.REACTIVATE:
        _refuse_unproven(session, acting.body_id, row)
    return state


def make(acting: Acting, row: ItemVersion, wanted: Move, now: datetime, batch: str = "") -> str:
    """Make one move of a held version, alone or in a batch of several; the new state. A refusal changes nothing."""
    session = db.session()
    state = check(acting, row, wanted)
    if wanted is Move.SUBMIT:
        row.media = media_sources.freeze(session, acting.body_id, row.files)
    row.state, row.changed_at = state.value, now
    row.edition += 1  # a page still open on this draft must not save over what was reviewed
    data = {"batch": batch} if batch else {}
    journal.note(session, acting, f"{wanted.value}_question", row.id, now, to=state.value, **data)
    return state.value


def _refuse_faults(session: Session, body_id: str, version_id: str) -> None:
    version = stored.find_version(session, body_id, version_id)
    faults = Faults()
    if item_from_data(version.data, version.item.certificate, version.item.code, faults) is None:
        faults.raise_if_any(INCOMPLETE)
        raise NotFound(message("Cette question est vide."))
    media_sources.fault_missing(session, body_id, version.files, faults)
    faults.raise_if_any(INCOMPLETE)


def _refuse_unproven(session: Session, body_id: str, row: ItemVersion) -> None:
    """Back to ready only what was accepted before, and only the latest version."""
    found = stored.versions(session, stored.find_item(session, body_id, row.item_id))
    if found[0].id != row.id:
        raise Superseded(message("Une version plus récente existe : c'est elle qu'il faut reprendre."))
    accepted = any(one.accepted for one in stored.reviews(session, [row.id]))
    if row.author_id is not None and not accepted:
        raise NeverAccepted(
            message("Personne n'a encore accepté cette version : écrivez-en une nouvelle à partir d'elle.")
        )
