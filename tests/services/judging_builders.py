"""A file brought to a given point by the services themselves, for tests of what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assessment.services import calendar_fr, files, planning, signing
from assessment.services.acting import Acting
from assessment.services.referentials import load_referential
from assessment.storage.database import db, writing
from assessment.storage.tables.review import JudgementRow

SETTLED = {
    "state": "acquired",
    "probability": 0.95,
    "sentence": "Acquis : 3 questions sur 3 réussies.",
    "asked": 3,
    "right": 3,
    "wrong": 0,
    "dont_know": 0,
    "observations": 0,
}


@dataclass(frozen=True)
class Scene:
    """Who acts on which file, and when."""

    evaluator: Acting
    file_id: str
    now: datetime


def judge_all(scene: Scene, but: tuple[str, ...] = (), left_open: tuple[str, ...] = ()) -> None:
    """Judge every criterion acquired, those of `but` not acquired, in one write: 108 services would take long."""
    file = files.followed(scene.evaluator, scene.file_id)
    with writing() as session:
        done = set(left_open) | set(
            session.scalars(select(JudgementRow.criterion).where(JudgementRow.file_id == scene.file_id))
        )
        session.add_all(
            JudgementRow(
                body_id=file.body_id,
                file_id=file.id,
                criterion=each.code,
                number=1,
                decision="not_acquired" if each.code in but else "acquired",
                reason="Vu pendant l'entretien." if each.code in but else "",
                suggestion=SETTLED,
                judge_id=scene.evaluator.who,
                at=scene.now,
            )
            for each in load_referential(file.referential_id).criteria
            if each.code not in done
        )
    db.session.rollback()


def ready_to_sign(scene: Scene, but: tuple[str, ...] = ()) -> None:
    judge_all(scene, but)
    planning.note_interview(scene.evaluator, scene.file_id, calendar_fr.today(scene.now), scene.now)


def signed(scene: Scene, but: tuple[str, ...] = ()) -> int:
    """The file signed; the number of its signature."""
    ready_to_sign(scene, but)
    return sign_as_read(scene)


def sign_as_read(scene: Scene) -> int:
    """Read the file, then sign what was read."""
    return signing.sign(scene.evaluator, scene.file_id, scene.now, signing.draft(scene.evaluator, scene.file_id).seen)
