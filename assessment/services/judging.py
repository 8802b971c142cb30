"""An evaluator judges one criterion, with the machine's suggestion of that moment kept beside the decision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.errors import RuleBroken
from assessment.messages import message
from assessment.review import judgement
from assessment.review.judgement import Suggested, Verdict, checked, suggested_to_data
from assessment.review.words import State
from assessment.services import files, journal, releases
from assessment.services.acting import Acting
from assessment.services.observing import known_criterion
from assessment.services.referentials import load_referential
from assessment.services.suggested import of_file
from assessment.sittings.suggestion import Suggestion
from assessment.storage import files as stored
from assessment.storage import follow
from assessment.storage import review as said
from assessment.storage.database import db, writing
from assessment.storage.files import FileRecord
from assessment.storage.tables.review import JudgementRow

__all__ = ["Verdict", "judge", "suggested_now"]


def judge(acting: Acting, file_id: str, verdict: Verdict, now: datetime) -> int:
    """The number of this judgement of the criterion; the ones before it stay."""
    file = files.followed(acting, file_id)
    judgement.refuse_trainer(acting.who, stored.trainers_of(db.session(), file))
    known_criterion(file.referential_id, verdict.criterion)
    suggested = suggested_now(file, of_file(file)[verdict.criterion])
    decision, reason = checked(verdict, suggested.state)
    with writing() as session:
        files.changed(session, acting, file_id)
        _refuse_carried(session, file_id, verdict.criterion)
        row = JudgementRow(
            body_id=acting.body_id,
            file_id=file_id,
            criterion=verdict.criterion,
            number=_next_number(session, file_id, verdict.criterion),
            decision=decision.value,
            reason=reason,
            suggestion=suggested_to_data(suggested),
            judge_id=acting.who,
            at=now,
        )
        session.add(row)
        session.flush()
        journal.note(
            session, acting, "judge", row.id, now, file=file_id, criterion=row.criterion, decision=decision.value
        )
        return row.number


def suggested_now(file: FileRecord, suggestion: Suggestion) -> Suggested:
    """A suggestion with the versions it was made under, as a judgement keeps it."""
    sittings = follow.sittings(db.session(), [file.id])[file.id]
    numbers = [str(releases.load_release(release_id).number) for release_id in _used(sittings)]
    return Suggested(
        state=State(suggestion.state),
        probability=None if suggestion.probability is None else round(suggestion.probability, 4),
        sentence=suggestion.sentence,
        asked=suggestion.asked,
        right=suggestion.right,
        wrong=suggestion.wrong,
        dont_know=suggestion.dont_know,
        observations=suggestion.observations,
        partly=suggestion.partly,
        referential=load_referential(file.referential_id).version,
        release=", ".join(numbers),
    )


def _used(sittings: list[follow.SittingLine]) -> list[str]:
    return list(dict.fromkeys(line.release_id for line in sittings))


def _next_number(session: Session, file_id: str, criterion: str) -> int:
    same = (JudgementRow.file_id == file_id) & (JudgementRow.criterion == criterion)
    return (session.scalar(select(func.max(JudgementRow.number)).where(same)) or 0) + 1


def _refuse_carried(session: Session, file_id: str, criterion: str) -> None:
    standing = said.standing(said.judgements(session, file_id)).get(criterion)
    if standing and standing.suggested.carried:
        raise RuleBroken(
            message("Ce critère est acquis depuis l'évaluation préalable : il n'est pas évalué à nouveau.")
        )
