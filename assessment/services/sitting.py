"""What a candidate does with a sitting: begin, answer, pause, go on, stop. And how one is opened.

An answer is one short write transaction: lock the sitting, recognise a known key, check the position, insert, note,
commit; only then does the reply leave. The next question is served after that, in a transaction of its own.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.errors import InvalidInput, NotFound, RuleBroken
from assessment.items.presentation import Served, read, score, serve
from assessment.messages import message
from assessment.services import serving, shared_facts
from assessment.services.acting import Acting
from assessment.services.body_settings import sitting_settings
from assessment.services.entry import CONSENT_VERSION
from assessment.services.pinning import pinned
from assessment.services.releases import current_release, load_release
from assessment.services.scenes import NoSitting
from assessment.sittings.next_item import SEEDS
from assessment.sittings.sitting import (
    LONGEST_COUNTED,
    Heading,
    ServeRecord,
    Settings,
    Sitting,
    Status,
    fingerprint,
    is_checkpoint,
    response_seconds,
)
from assessment.storage import sittings
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import Answer, PauseRow, SittingRow

ANSWER, DONT_KNOW = "answer", "dont_know"
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
NOBODY = message("Aucun positionnement n'est ouvert pour vous. Demandez à la personne qui vous suit.")
STOPPED = "candidate_stopped"
"""End reason of a sitting that the person chose to stop."""


class StaleQuestion(RuleBroken):
    """The page shows a question that is not the one to answer now; nothing was changed."""

    code = "stale_question"


class KeyReused(RuleBroken):
    """The same idempotency key came with another answer; the first one stands."""

    code = "key_reused"


class NotRunning(RuleBroken):
    """The sitting is not begun, paused or ended: nothing can be answered."""

    code = "not_running"


class ConsentNeeded(RuleBroken):
    """Nothing is asked before the person has agreed to it."""

    code = "consent_needed"


@dataclass(frozen=True)
class Submission:
    """What a question page sends."""

    token: str
    key: str
    action: str
    form: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Receipt:
    """An answer is on disk."""

    sitting_id: str
    position: int
    replayed: bool
    checkpoint: bool


def open_sitting(file_id: str, now: datetime, settings: Settings | None = None) -> str:
    """The id of the file's open sitting; a new one when there is none."""
    with writing() as session:
        file = session.get(CandidateFile, file_id, with_for_update=True)
        if file is None:
            raise NotFound(message("Ce dossier n'existe pas."))
        last = sittings.last_of_file(session, file_id)
        if last is not None and last.status is not Status.ENDED:
            return last.id
        row = SittingRow(
            body_id=file.body_id,
            file_id=file_id,
            number=last.number + 1 if last else 1,
            release_id=current_release(file.body_id, file.certificate).id,
            seed=secrets.randbelow(SEEDS),
            settings=_settings(session, file, settings, now).to_data(),
            opened_at=now,
        )
        session.add(row)
        session.flush()
        serving.note(session, row, "open_sitting", now, number=row.number)
        return row.id


def go_on(acting: Acting, now: datetime, device: str = "") -> None:
    """Begin, or go on after a pause or a checkpoint; the next question is then shown. `device`: its kind, if known."""
    sitting = own_heading(acting)
    with writing() as session:
        row = _locked(session, sitting.id)
        if row.status != Status.ENDED.value:
            shared_facts.note_device(session, row, device)
        if row.status == Status.READY.value:
            _require_consent(session, row.file_id)
            row.status, row.started_at = Status.RUNNING.value, now
            serving.note(session, row, "start_sitting", now)
        elif row.status == Status.PAUSED.value:
            pause = sittings.open_pause(session, row.id)
            if pause is not None:
                pause.resumed_at = now
            row.status = Status.RUNNING.value
            serving.note(session, row, "resume_sitting", now)
    serving.serve_next(sitting.id, now)


def take_pause(acting: Acting, now: datetime) -> None:
    """Stop the clock; the same question will come back. Nothing happens to a sitting that is not running."""
    sitting = own_heading(acting)
    with writing() as session:
        row = _locked(session, sitting.id)
        if row.status != Status.RUNNING.value:
            return
        number, (_, answered) = len(sittings.pauses(session, row.id)), sittings.counts(session, row.id)
        session.add(PauseRow(sitting_id=row.id, number=number, position=answered, paused_at=now))
        row.status = Status.PAUSED.value
        serving.note(session, row, "pause_sitting", now)


def stop(acting: Acting, now: datetime) -> None:
    """The person stops for good; what was answered counts, what was not asked counts for nothing."""
    sitting = own_heading(acting)
    with writing() as session:
        row = _locked(session, sitting.id)
        if row.status in (Status.READY.value, Status.ENDED.value):
            return
        pause = sittings.open_pause(session, row.id)
        if pause is not None:
            pause.resumed_at = now
        serving.end(session, row, STOPPED, now)


def submit(acting: Acting, sent: Submission, now: datetime) -> Receipt:
    """Store an answer once. The same submission again gets the same receipt; anything else out of turn is refused."""
    sitting = own_heading(acting)
    if not KEY.fullmatch(sent.key):
        raise InvalidInput(
            message("Cette page n'est plus complète. Rechargez-la : rien n'a été perdu."), found=sent.key[:20]
        )
    shown = sittings.serve_by_token(db.session(), sitting.id, sent.token)
    # In this order: an answer committed between the two reads must be found by its key, not taken for another one's.
    _, answered = sittings.counts(db.session(), sitting.id)
    known = sittings.answer_by_key(db.session(), sitting.id, sent.key)
    if shown is None or (shown.position != answered and known is None):
        raise _out_of_turn(sitting.status)
    response, earned = _read(sitting, shown, sent)
    with writing() as session:
        return _store(session, shown, (sent.key, response, earned), now)


def after_answer(receipt: Receipt, now: datetime) -> None:
    """Show the next question, or at a checkpoint only see whether there is one: nobody is timed while they breathe."""
    if receipt.checkpoint:
        serving.end_if_over(receipt.sitting_id, now)
    else:
        serving.serve_next(receipt.sitting_id, now)


def own_sitting(acting: Acting) -> Sitting:
    """The sitting this candidate is in, or was in last."""
    found = sittings.last_of_file(db.session(), acting.require_candidate())
    if found is None:
        raise NoSitting(NOBODY)
    return found


def own_heading(acting: Acting) -> Heading:
    """The same, without its rows."""
    found = sittings.heading_of_file(db.session(), acting.require_candidate())
    if found is None:
        raise NoSitting(NOBODY)
    return found


def served_item(sitting: Heading, shown: ServeRecord) -> Served:
    """The question as it was drawn for this person."""
    return serve(load_release(sitting.release_id).items[shown.release_position], shown.seed)


def _settings(session: Session, file: CandidateFile, asked: Settings | None, now: datetime) -> Settings:
    return pinned(session, file, asked or sitting_settings(session, file.body_id), now)


Given = tuple[str, Any, int]  # key, response in canonical terms, score


def _store(session: Session, shown: ServeRecord, given: Given, now: datetime) -> Receipt:
    key, response, earned = given
    row = _locked(session, shown.sitting_id)
    stamp = fingerprint(shown.token, response)
    known = sittings.answer_by_key(session, row.id, key)
    if known is not None:
        if known.response_hash != stamp:
            raise KeyReused(
                message("Une autre réponse est déjà gardée pour cette question. C'est la première qui compte.")
            )
        return Receipt(row.id, known.position, True, is_checkpoint(known.position + 1))
    _, answered = sittings.counts(session, row.id)
    if row.status != Status.RUNNING.value or shown.position != answered:
        raise _out_of_turn(Status(row.status))
    seconds = response_seconds(shown, sittings.pauses(session, row.id), now)
    session.add(
        Answer(
            sitting_id=row.id,
            position=answered,
            serve_id=shown.id,
            key=key,
            response=response,
            response_hash=stamp,
            dont_know=response is None,
            score=earned,
            seconds=seconds,
            answered_at=now,
        )
    )
    row.active_seconds += min(seconds, LONGEST_COUNTED)
    serving.note(session, row, "answer", now, position=answered, response_hash=stamp)
    return Receipt(row.id, answered, False, is_checkpoint(answered + 1))


def _read(sitting: Heading, shown: ServeRecord, sent: Submission) -> tuple[Any, int]:
    """The response in canonical terms with its score; InvalidInput when it is empty or cannot be read."""
    if sent.action == DONT_KNOW:
        return None, 0
    served = served_item(sitting, shown)
    response = read(served, sent.form)
    return response, score(served, response)


def _out_of_turn(status: Status) -> RuleBroken:
    if status is Status.RUNNING:
        return StaleQuestion(message("Vous avez déjà répondu à cette question. Voici la suite."))
    if status is Status.PAUSED:
        return NotRunning(message("Vous êtes en pause. Reprenez quand vous voulez : vous retrouverez cette question."))
    if status is Status.ENDED:
        return NotRunning(message("Vous avez terminé. Vos réponses sont gardées."))
    return NotRunning(message("Vous n'avez pas encore commencé."))


def _locked(session: Session, sitting_id: str) -> SittingRow:
    row = sittings.locked(session, sitting_id)
    if row is None:
        raise NoSitting(message("Ce positionnement n'existe pas."))
    return row


def _require_consent(session: Session, file_id: str) -> None:
    if session.scalar(select(CandidateFile.consent_version).where(CandidateFile.id == file_id)) != CONSENT_VERSION:
        raise ConsentNeeded(message("Avant de commencer, lisez à quoi servent vos réponses et donnez votre accord."))
