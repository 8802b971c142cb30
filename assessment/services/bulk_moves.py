"""Several questions are moved at once: what may move is told first, what may not with its reason; it can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import AssessmentError, InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.items.lifecycle import TABLE, Move, State
from assessment.messages import from_data, message, to_data
from assessment.services import journal, reviewing
from assessment.services.acting import AUTHOR, Acting
from assessment.storage import item_moves as stored
from assessment.storage import items
from assessment.storage.database import db, new_id, writing
from assessment.storage.item_moves import BatchEntry, Movable
from assessment.storage.items import Wanted
from assessment.storage.tables.bank import ItemVersion

MOST = 500  # questions moved at once: some seconds of one transaction
MOVED, UNDONE = "move_questions", "undo_moves"  # the journal's verbs of a whole batch
# what an author chooses -> the moves it stands for; the one that starts from the question's state is made
CHOICES: dict[str, tuple[Move, ...]] = {
    "submit": (Move.SUBMIT,),
    "draft": (Move.WITHDRAW, Move.REOPEN),
    "try_out": (Move.TRY_OUT,),
    "adopt": (Move.ADOPT,),
    "retire": (Move.RETIRE,),
    "reactivate": (Move.REACTIVATE,),
}


@dataclass(frozen=True)
class Refused:
    """A question that stays where it is, and why."""

    line: Movable
    reason: str


@dataclass(frozen=True)
class Plan:
    """What a move would do, question by question."""

    choice: str
    lines: tuple[Movable, ...]
    refused: tuple[Refused, ...]
    left: int  # questions found beyond the most that move at once


@dataclass(frozen=True)
class Batch:
    """A move that was made: where each question stands now, and whether this person may undo it."""

    id: str
    choice: str
    by: str
    at: datetime
    lines: tuple[Movable, ...]
    refused: tuple[Refused, ...]
    undone_at: datetime | None
    kept: tuple[Refused, ...]  # questions that the undoing left where they are
    mine: bool


def found(acting: Acting, wanted: Wanted) -> tuple[list[str], int]:
    """The versions a search shows, at most MOST of them, and how many it finds."""
    acting.require(AUTHOR)
    lines, total = items.search(db.session(), acting.body_id, wanted, 1, MOST)
    return [line.version_id for line in lines], total


def plan(acting: Acting, version_ids: Sequence[str], choice: str, total: int = 0) -> Plan:
    """What may move and what may not; nothing is changed. `total`: how many were found, when that is more."""
    acting.require(AUTHOR)
    _known(choice)
    asked = list(dict.fromkeys(version_ids))
    session = db.session()
    free, refused = [], []
    for line in stored.movable(session, acting.body_id, asked[:MOST]):
        try:
            reviewing.check(acting, session.get_one(ItemVersion, line.version_id), _fitting(choice, line.state))
            free.append(line)
        except AssessmentError as error:
            refused.append(Refused(line, error.message))
    return Plan(choice, tuple(free), tuple(refused), max(total, len(asked)) - min(len(asked), MOST))


def move(acting: Acting, version_ids: Sequence[str], choice: str, now: datetime) -> str:
    """Move what may move, all in one transaction; the id of the batch, which tells what stayed and why."""
    acting.require(AUTHOR)
    _known(choice)
    asked, batch = list(dict.fromkeys(version_ids))[:MOST], new_id()
    with writing() as session:
        journal.lock(session, acting)
        lines = stored.movable(session, acting.body_id, asked)
        if not lines:
            raise InvalidInput(message("Choisissez au moins une question."))
        held = stored.hold(session, [line.version_id for line in lines])
        moved: list[list[object]] = []
        refused: list[list[object]] = []
        for line in lines:
            row = held[line.version_id]
            before = row.state
            try:
                after = reviewing.make(acting, row, _fitting(choice, before), now, batch)
                moved.append([row.id, before, after, row.edition])
            except AssessmentError as error:
                refused.append([row.id, to_data(error.message)])
        journal.note(session, acting, MOVED, batch, now, choice=choice, moved=moved, refused=refused)
    return batch


def batch(acting: Acting, batch_id: str) -> Batch:
    """A move made by somebody of the body, with where its questions stand now."""
    author = acting.require(AUTHOR)
    session = db.session()
    made = _made(session, acting, batch_id)
    undone = stored.batch_entry(session, acting.body_id, batch_id, UNDONE)
    ids = [each[0] for each in made.data["moved"]]
    return Batch(
        id=batch_id,
        choice=made.data["choice"],
        by=made.name,
        at=made.at,
        lines=tuple(stored.movable(session, acting.body_id, ids)),
        refused=_with_lines(session, acting, made.data["refused"]),
        undone_at=undone.at if undone else None,
        kept=_with_lines(session, acting, undone.data["kept"]) if undone else (),
        mine=made.who == author,
    )


def undo(acting: Acting, batch_id: str, now: datetime) -> None:
    """Put back every question of the batch that nobody has touched since; the others stay, and are told."""
    author = acting.require(AUTHOR)
    with writing() as session:
        made = _made(session, acting, batch_id)
        if made.who != author:
            raise NotAllowed(message("Seule la personne qui a fait ce déplacement peut l'annuler."))
        journal.lock(session, acting)
        held = stored.hold(session, [each[0] for each in made.data["moved"]])
        if stored.batch_entry(session, acting.body_id, batch_id, UNDONE):
            return
        back, kept = [], []
        for version_id, before, after, edition in made.data["moved"]:
            row = held[version_id]
            reason = _touched(session, row, (before, after, edition))
            if reason:
                kept.append([version_id, to_data(reason)])
                continue
            row.state, row.changed_at, row.edition = before, now, row.edition + 1
            journal.note(session, acting, "undo_move_question", version_id, now, to=before, batch=batch_id)
            back.append(version_id)
        journal.note(session, acting, UNDONE, batch_id, now, back=back, kept=kept)


def _touched(session: Session, row: ItemVersion, moved: tuple[str, str, int]) -> str:
    """Why a version does not go back; nothing when it stands as the move left it."""
    before, after, edition = moved
    if (row.state, row.edition) != (after, edition):
        return message("Elle a changé depuis.")
    if before == State.IN_USE.value:
        if not stored.in_current_release(session, row.id):
            return message("La banque a été publiée sans elle depuis.")
    elif not stored.is_latest(session, row.id):
        return message("Une version plus récente existe.")
    return ""


def _known(choice: str) -> None:
    if choice not in CHOICES:
        raise InvalidInput(message("Choisissez ce qu'il faut faire des questions."), found=choice[:40])


def _fitting(choice: str, state: str) -> Move:
    fitting = next((one for one in CHOICES[choice] if State(state) in TABLE[one].start), None)
    if fitting is None:
        raise RuleBroken(message("Cette action ne part pas de cet état."), state=state)
    return fitting


def _made(session: Session, acting: Acting, batch_id: str) -> BatchEntry:
    made = stored.batch_entry(session, acting.body_id, batch_id, MOVED)
    if made is None:
        raise NotFound(message("Ce déplacement n'existe pas, ou n'est pas ouvert pour vous."))
    return made


def _with_lines(session: Session, acting: Acting, kept: Collection[tuple[str, object]]) -> tuple[Refused, ...]:
    """Reasons as they were stored; those of older batches are plain French."""
    reasons = {version_id: from_data(reason) for version_id, reason in kept}
    return tuple(Refused(line, reasons[line.version_id]) for line in stored.movable(session, acting.body_id, reasons))
