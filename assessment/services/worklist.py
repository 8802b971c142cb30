"""The files an evaluator works on: who waits first, with the facts that choose the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.interchange.csv_rows import Say, csv_text
from assessment.messages import message
from assessment.review.dossier import WAITS_FOR_EVALUATOR, WITH_CANDIDATE, Dossier, Stage, stage
from assessment.services.acting import EVALUATOR, Acting
from assessment.services.referentials import load_referential
from assessment.storage import files as stored
from assessment.storage import follow
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord
from assessment.storage.follow import SittingLine

__all__ = ["STAGE_WORDS", "VIEWS", "Filter", "Stage", "WorkLine", "Worklist", "as_csv", "worklist"]

VIEWS: dict[str, tuple[Stage, ...]] = {
    "waiting": WAITS_FOR_EVALUATOR,
    "running": WITH_CANDIDATE,
    "to_judge": (Stage.TO_JUDGE, Stage.TO_SIGN, Stage.REOPENED),
    "signed": (Stage.SIGNED,),
    "all": tuple(Stage),
}
ORDER = (
    Stage.REOPENED,
    Stage.TO_SIGN,
    Stage.TO_JUDGE,
    Stage.TO_INVITE,
    Stage.RUNNING,
    Stage.PAUSED,
    Stage.INVITED,
    Stage.SIGNED,
)
STAGE_WORDS = {
    Stage.TO_INVITE: message("à inviter"),
    Stage.INVITED: message("invitation donnée"),
    Stage.RUNNING: message("en cours"),
    Stage.PAUSED: message("en pause"),
    Stage.TO_JUDGE: message("à juger"),
    Stage.TO_SIGN: message("à signer"),
    Stage.SIGNED: message("signé"),
    Stage.REOPENED: message("rouvert"),
}
CSV_COLUMNS = (
    message("Nom"),
    message("Prénom"),
    message("Certificat"),
    message("Évaluation"),
    message("Étape"),
    message("Suivi par"),
    message("Minutes"),
    message("Jugés"),
    message("Critères"),
    message("Dernière activité"),
)


@dataclass(frozen=True)
class Filter:
    """Which files to show; kept in the address of the page."""

    view: str = "waiting"
    mine: bool = False
    name: str = ""


@dataclass(frozen=True)
class WorkLine:
    """One file in the list."""

    file_id: str
    first_name: str
    last_name: str
    certificate: str
    phase: str
    stage: Stage
    evaluator: str
    mine: bool
    answers: int
    seconds: float
    judged: int
    criteria: int
    last_activity: datetime

    @property
    def left(self) -> int:
        """Criteria still to judge."""
        return self.criteria - self.judged


@dataclass(frozen=True)
class Worklist:
    """The lines of one view, and how many files each view holds."""

    lines: tuple[WorkLine, ...]
    counts: dict[str, int]


def worklist(acting: Acting, chosen: Filter) -> Worklist:
    """The body's files under a filter: mine first, then whose turn it is, then the longest without news."""
    evaluator = acting.require(EVALUATOR)
    lines = [line for line in _lines(acting.body_id, evaluator) if _kept(line, chosen)]
    counts = {name: sum(line.stage in stages for line in lines) for name, stages in VIEWS.items()}
    shown = [line for line in lines if line.stage in VIEWS.get(chosen.view, VIEWS["waiting"])]
    shown.sort(key=lambda line: (not line.mine, ORDER.index(line.stage), line.last_activity))
    return Worklist(tuple(shown), counts)


def as_csv(acting: Acting, chosen: Filter, say: Say = str) -> str:
    """The same lines for a spreadsheet; nothing in it can be run as a formula."""
    rows = [_row(line) for line in worklist(acting, chosen).lines]
    return csv_text([CSV_COLUMNS, *rows], say)


def _lines(body_id: str, evaluator: str) -> list[WorkLine]:
    session = db.session()
    files = stored.of_body(session, body_id)
    keys = stored.ids(files)
    names = stored.people(session, body_id)
    sittings, decided = follow.sittings(session, keys), said.decisions(session, keys)
    signed, observed = said.signed_at(session, keys), said.observed(session, keys)
    lines = []
    for file in files:
        done, latest = sittings[file.id], signed.get(file.id)
        dossier = _dossier(file, done, len(decided[file.id]), latest, file.id in observed)
        lines.append(_line(file, dossier, done, (names.get(file.evaluator_id, ""), file.evaluator_id == evaluator)))
    return lines


def _dossier(
    file: FileRecord, sittings: Sequence[SittingLine], judged: int, signed_at: datetime | None, observed: bool
) -> Dossier:
    """Only what the stage of a file depends on: the rest is read on its own page."""
    return Dossier(
        criteria=len(load_referential(file.referential_id).criteria),
        judged=judged,
        not_acquired=0,
        invited=file.invited_at is not None,
        sitting=sittings[-1].status if sittings else None,
        observed=observed,
        interview_at=file.interview_at,
        synthesis="",
        objectives=0,
        judges=frozenset(),
        trainers=frozenset(),
        signed_at=signed_at,
        reopened_at=file.reopened_at,
    )


def _line(file: FileRecord, dossier: Dossier, sittings: Sequence[SittingLine], who: tuple[str, bool]) -> WorkLine:
    moments = [file.opened_at, file.invited_at, dossier.signed_at, *(line.last_answer_at for line in sittings)]
    return WorkLine(
        file_id=file.id,
        first_name=file.first_name,
        last_name=file.last_name,
        certificate=file.certificate,
        phase=file.phase,
        stage=stage(dossier),
        evaluator=who[0],
        mine=who[1],
        answers=sum(line.answers for line in sittings),
        seconds=sum(line.active_seconds for line in sittings),
        judged=dossier.judged,
        criteria=dossier.criteria,
        last_activity=max(moment for moment in moments if moment),
    )


def _kept(line: WorkLine, chosen: Filter) -> bool:
    full = f"{line.first_name} {line.last_name}".casefold()
    return (line.mine or not chosen.mine) and all(word in full for word in chosen.name.casefold().split())


def _row(line: WorkLine) -> tuple[str, ...]:
    return (
        line.last_name,
        line.first_name,
        line.certificate,
        message("finale") if line.phase == "final" else message("préalable"),
        STAGE_WORDS[line.stage],
        line.evaluator,
        str(round(line.seconds / 60)),
        str(line.judged),
        str(line.criteria),
        line.last_activity.strftime("%Y-%m-%d %H:%M"),
    )
