"""The talk and what follows from it: interview, synthesis, training plan, trainer."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select

from assessment.errors import InvalidInput, NotFound, RuleBroken
from assessment.messages import message
from assessment.review import judgement, plan
from assessment.review.plan import Objective
from assessment.review.words import State
from assessment.services import files, journal
from assessment.services.acting import TRAINER, Acting
from assessment.services.calendar_fr import day_of, today
from assessment.services.referentials import load_referential
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage.database import db, writing
from assessment.storage.files import FileRecord
from assessment.storage.review import ObjectiveRecord
from assessment.storage.tables.review import JudgementRow, PlanObjective

__all__ = [
    "Objective",
    "add_objective",
    "choose_trainer",
    "note_interview",
    "remove_objective",
    "trainers",
    "write_synthesis",
]

LONGEST_SYNTHESIS = 5000  # characters
MIDDAY = time(12)  # an interview is known by its day; midday keeps that day in every time zone of France


def note_interview(acting: Acting, file_id: str, held_on: date, now: datetime) -> None:
    """Note the day of the interview that must precede a signature."""
    file = files.followed(acting, file_id)
    if not day_of(file.opened_at) <= held_on <= today(now):
        raise InvalidInput(message("L'entretien a lieu entre l'ouverture du dossier et aujourd'hui."), field="held_on")
    with writing() as session:
        row = files.changed(session, acting, file_id)
        row.interview_at = datetime.combine(held_on, MIDDAY, now.tzinfo)
        journal.note(session, acting, "note_interview", file_id, now, held_on=held_on.isoformat())


def write_synthesis(acting: Acting, file_id: str, text: str, now: datetime) -> None:
    """Keep the evaluator's synthesis; each version's length is in the journal, its last text in the file."""
    files.followed(acting, file_id)
    kept = text.strip().replace("\r\n", "\n")
    if len(kept) > LONGEST_SYNTHESIS:
        raise InvalidInput(
            message("La synthèse compte %(n)s caractères, au plus %(most)s.", n=len(kept), most=LONGEST_SYNTHESIS),
            field="synthesis",
        )
    with writing() as session:
        row = files.changed(session, acting, file_id)
        row.synthesis = kept
        journal.note(session, acting, "write_synthesis", file_id, now, characters=len(kept))


def proposed(file: FileRecord) -> tuple[Objective, ...]:
    """What the judgements not acquired call for, where the plan has no objective yet."""
    referential = load_referential(file.referential_id)
    decided = said.decisions(db.session(), [file.id])[file.id]
    states = {code: State(decision) for code, decision in decided.items()}
    written = {one.subdomain for one in said.objectives(db.session(), file.id)}
    return tuple(one for one in plan.proposed(referential.subdomains, states) if one.subdomain not in written)


def add_objective(acting: Acting, file_id: str, objective: Objective, now: datetime) -> str:
    """The id of a new objective of the plan."""
    file = files.followed(acting, file_id)
    if objective.subdomain not in {part.code for part in load_referential(file.referential_id).subdomains}:
        raise NotFound(message("Ce sous-domaine n'est pas dans le référentiel de ce dossier."))
    kept = plan.checked(objective, day_of(file.opened_at))
    with writing() as session:
        files.changed(session, acting, file_id)
        row = PlanObjective(
            body_id=acting.body_id,
            file_id=file_id,
            subdomain=kept.subdomain,
            objective=kept.text,
            hours=kept.hours,
            starts_on=kept.starts_on,
            ends_on=kept.ends_on,
            written_by=acting.who,
            at=now,
        )
        session.add(row)
        session.flush()
        journal.note(session, acting, "add_objective", row.id, now, file=file_id)
        return row.id


def remove_objective(acting: Acting, file_id: str, objective_id: str, now: datetime) -> None:
    """Take an objective out of the plan; its row stays."""
    files.followed(acting, file_id)
    with writing() as session:
        files.changed(session, acting, file_id)
        row = session.get(PlanObjective, objective_id)
        if row is None or row.file_id != file_id:
            raise NotFound(message("Cet objectif n'est pas dans ce dossier."))
        row.removed = True
        journal.note(session, acting, "remove_objective", objective_id, now, file=file_id)


def objectives(file: FileRecord) -> list[ObjectiveRecord]:
    """The plan as it stands."""
    return said.objectives(db.session(), file.id)


def trainers(acting: Acting, file_id: str) -> dict[str, str]:
    """Who may train this person: the body's trainers who neither follow nor judged the file."""
    file = files.followed(acting, file_id)
    session = db.session()
    taken = {file.evaluator_id} | {one.judge_id for one in said.judgements(session, file_id)}
    return {key: name for key, name in stored.people(session, file.body_id, TRAINER).items() if key not in taken}


def choose_trainer(acting: Acting, file_id: str, trainer_id: str | None, now: datetime) -> None:
    """Say who trains this person (or nobody yet): never the evaluator, nor anyone who judged. Open after a signature too."""
    if trainer_id and trainer_id not in stored.people(db.session(), acting.body_id, TRAINER):
        raise NotFound(message("Cette personne n'est pas une formatrice ou un formateur de votre organisme."))
    files.followed(acting, file_id)
    with writing() as session:
        row = stored.lock(session, acting.body_id, file_id)
        judgement.refuse_trainer(acting.who, stored.trainers_of(session, stored.record(row)))
        judged = session.scalars(select(JudgementRow.judge_id).where(JudgementRow.file_id == file_id).distinct())
        if trainer_id and trainer_id in {row.evaluator_id, *judged}:
            raise RuleBroken(
                message("La personne qui évalue ne forme pas la même personne : choisissez quelqu'un d'autre.")
            )
        row.trainer_id = trainer_id
        journal.note(session, acting, "choose_trainer", file_id, now, trainer=trainer_id)
