"""The page where a file is brought to its end: interview, synthesis, plan, trainer; and the plan the person takes home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.review.plan import Objective
from assessment.review.words import State
from assessment.services import dossiers, files, planning
from assessment.services.acting import Acting
from assessment.services.calendar_fr import day_of
from assessment.services.referentials import load_referential
from assessment.services.suggested import of_file
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord
from assessment.storage.review import ObjectiveRecord


@dataclass(frozen=True)
class PlanView:
    """Everything on the page of the plan."""

    file: FileRecord
    certificate: str
    provisional: bool
    body: str
    evaluator: str
    trainer: str
    trainers: dict[str, str]
    opened_on: date
    not_acquired: int
    judged: int
    criteria: int
    subdomains: dict[str, str]  # code -> title
    objectives: tuple[ObjectiveRecord, ...]
    proposed: tuple[Objective, ...]
    strengths: tuple[str, ...]
    closed: bool
    may_change: bool

    @property
    def hours(self) -> float:
        return sum(one.hours for one in self.objectives)


def view(acting: Acting, file_id: str) -> PlanView:
    """The page of the plan, for an evaluator of the file's body."""
    file = files.followed(acting, file_id)
    session = db.session()
    referential = load_referential(file.referential_id)
    decided = said.decisions(session, [file_id])[file_id]
    names = stored.people(session, file.body_id)
    closed = files.closed(session, file)
    return PlanView(
        file=file,
        certificate=referential.title,
        provisional=referential.provisional,
        body=stored.body_name(session, file.body_id),
        evaluator=names.get(file.evaluator_id, ""),
        trainer=names.get(file.trainer_id or "", ""),
        trainers=planning.trainers(acting, file_id),
        opened_on=day_of(file.opened_at),
        not_acquired=list(decided.values()).count(State.NOT_ACQUIRED),
        judged=len(decided),
        criteria=len(referential.criteria),
        subdomains={part.code: part.title for part in referential.subdomains},
        objectives=tuple(planning.objectives(file)),
        proposed=planning.proposed(file),
        strengths=dossiers.strengths(referential, decided, of_file(file)),
        closed=closed,
        may_change=not closed and acting.who not in stored.trainers_of(session, file),
    )
