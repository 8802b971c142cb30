"""What a trainer sees of the people they train: objectives, hours, dates. No answer, no judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.errors import NotFound
from assessment.messages import message
from assessment.services.acting import TRAINER, Acting
from assessment.services.referentials import load_referential
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord
from assessment.storage.review import ObjectiveRecord


@dataclass(frozen=True)
class Trainee:
    """One person in a trainer's list."""

    file_id: str
    name: str
    certificate: str
    objectives: int
    hours: float
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class TrainingPlan:
    """The plan of one trainee, with what each objective belongs to."""

    trainee: Trainee
    evaluator: str
    objectives: tuple[tuple[str, ObjectiveRecord], ...]  # title of the sub-domain, objective


def trainees(acting: Acting) -> list[Trainee]:
    """The people this trainer trains, by name."""
    trainer = acting.require(TRAINER)
    mine = [file for file in stored.of_body(db.session(), acting.body_id) if file.trainer_id == trainer]
    return sorted((_trainee(file) for file in mine), key=lambda one: one.name.casefold())


def plan(acting: Acting, file_id: str) -> TrainingPlan:
    """The plan of one of this trainer's trainees; NotFound for anybody else's."""
    trainer = acting.require(TRAINER)
    session = db.session()
    file = stored.find(session, acting.body_id, file_id)
    if file.trainer_id != trainer:
        raise NotFound(message("Cette personne n'est pas dans vos stagiaires."))
    titles = {part.code: part.title for part in load_referential(file.referential_id).subdomains}
    written = said.objectives(session, file.id)
    evaluator = stored.people(session, file.body_id).get(file.evaluator_id, "")
    return TrainingPlan(_trainee(file), evaluator, tuple((titles.get(one.subdomain, ""), one) for one in written))


def _trainee(file: FileRecord) -> Trainee:
    written = said.objectives(db.session(), file.id)
    starts = [one.starts_on for one in written if one.starts_on]
    ends = [one.ends_on for one in written if one.ends_on]
    return Trainee(
        file_id=file.id,
        name=file.name,
        certificate=load_referential(file.referential_id).title,
        objectives=len(written),
        hours=sum(one.hours for one in written),
        starts_on=min(starts, default=None),
        ends_on=max(ends, default=None),
    )
