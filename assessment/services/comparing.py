"""The initial and the final evaluation of one person, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import NotFound
from assessment.messages import message
from assessment.review.words import State
from assessment.services import files
from assessment.services.acting import Acting
from assessment.services.referentials import load_referential
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord


@dataclass(frozen=True)
class Compared:
    """One criterion, before and after training."""

    code: str
    label: str
    before: State
    after: State

    @property
    def gained(self) -> bool:
        return self.before != State.ACQUIRED and self.after == State.ACQUIRED


@dataclass(frozen=True)
class Comparison:
    """Both files and the criteria that were not acquired at first."""

    initial: FileRecord
    final: FileRecord
    carried: int
    lines: tuple[Compared, ...]

    @property
    def gained(self) -> int:
        return sum(line.gained for line in self.lines)


def compare(acting: Acting, file_id: str) -> Comparison:
    """From either file of the pair; NotFound while there is no final evaluation."""
    file = files.followed(acting, file_id)
    session = db.session()
    if file.initial_file_id:
        initial, final = stored.find(session, file.body_id, file.initial_file_id), file
    else:
        finals = stored.finals_of(session, file.body_id, file.id)
        if not finals:
            raise NotFound(message("Cette personne n'a pas encore d'évaluation finale."))
        initial, final = file, finals[0]
    found = said.decisions(session, [initial.id, final.id])
    lines = [
        Compared(
            each.code,
            each.label,
            State(found[initial.id].get(each.code, State.NOT_EVALUATED)),
            State(found[final.id].get(each.code, State.NOT_EVALUATED)),
        )
        for each in load_referential(final.referential_id).criteria
    ]
    kept = tuple(line for line in lines if line.before != State.ACQUIRED)
    return Comparison(initial, final, len(lines) - len(kept), kept)
