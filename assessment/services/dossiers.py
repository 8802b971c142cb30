"""A candidate's file as its evaluator reads it: the grid, the alerts, the strengths, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessment.items.referential import Domain, Referential, Subdomain, numbers_to_confirm
from assessment.review import rule
from assessment.review.alerts import ACCOMMODATIONS, Alert, alerts
from assessment.review.dossier import Check, Dossier, Stage, checklist, stage
from assessment.review.judgement import Decision
from assessment.review.rule import Outcome, Whole
from assessment.review.words import State
from assessment.services import files, seen, unusual
from assessment.services.acting import Acting
from assessment.services.referentials import load_referential
from assessment.services.suggested import of_file
from assessment.services.unusual import Unusual
from assessment.sittings.suggestion import Suggestion
from assessment.storage import erasure, follow
from assessment.storage import files as stored
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord
from assessment.storage.follow import SittingLine
from assessment.storage.review import ObservationRecord

TIME_LIMIT = 7 * 3600.0  # seconds of an initial or a final evaluation, all sittings together
STRENGTHS = 5  # shown on the file


@dataclass(frozen=True)
class Cell:
    """One criterion in the grid: judged, or else suggested."""

    code: str
    label: str
    state: State
    judged: bool


@dataclass(frozen=True)
class Part:
    """One sub-domain: what was judged, what is suggested, and its criteria."""

    code: str
    title: str
    judged: Outcome
    suggested: Outcome
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """One domain of the grid."""

    code: str
    title: str
    judged: Whole
    suggested: Whole
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Following:
    """The part of a file that changes while the person answers."""

    stage: Stage
    sittings: tuple[SittingLine, ...]
    answers: int
    last_answer_at: datetime | None
    seconds: float
    limit: float


@dataclass(frozen=True)
class FileView:
    """Everything on the page of a file."""

    file: FileRecord
    certificate: str
    version: str
    provisional: bool
    thresholds_to_confirm: int
    evaluator: str
    trainer: str
    accommodations: tuple[str, ...]
    following: Following
    alerts: tuple[Alert, ...]
    unusual: Unusual | None
    checks: tuple[Check, ...]
    sections: tuple[Section, ...]
    judged: int
    criteria: int
    strengths: tuple[str, ...]
    next_criterion: str  # the first that nobody judged; empty when all are
    documents: tuple[ObservationRecord, ...]
    signed: int  # number of the latest signature, 0 for none
    closed: bool
    final_id: str  # of the final evaluation that follows, if any
    may_change: bool
    erasure_asked_at: datetime | None


def view(acting: Acting, file_id: str) -> FileView:
    """The page of a file, for an evaluator of its body."""
    file = files.followed(acting, file_id)
    session = db.session()
    referential = load_referential(file.referential_id)
    suggested = of_file(file)
    decided = said.decisions(session, [file_id])[file_id]
    names = stored.people(session, file.body_id)
    follows = following(acting, file_id)
    finals = stored.finals_of(session, file.body_id, file_id)
    signatures = said.signatures(session, file_id)
    closed = files.closed(session, file)
    paces = seen.paces(file_id)
    return FileView(
        file=file,
        certificate=referential.title,
        version=referential.version,
        provisional=referential.provisional,
        thresholds_to_confirm=len(list(numbers_to_confirm(referential))),
        evaluator=names.get(file.evaluator_id, ""),
        trainer=names.get(file.trainer_id or "", ""),
        accommodations=tuple(ACCOMMODATIONS.get(key, key) for key in file.accommodations),
        following=follows,
        alerts=alerts(paces, _latest_status(follows.sittings), list(file.accommodations)),
        unusual=unusual.of_file(file_id, paces),
        checks=checklist(facts(file, follows.sittings, acting.who)),
        sections=sections(referential, decided, suggested),
        judged=len(decided),
        criteria=len(referential.criteria),
        strengths=strengths(referential, decided, suggested),
        next_criterion=next((one.code for one in referential.criteria if one.code not in decided), ""),
        documents=tuple(one for one in said.observations(session, file_id) if one.source == "evidence"),
        signed=signatures[0].number if signatures else 0,
        closed=closed,
        final_id=finals[0].id if finals else "",
        erasure_asked_at=erasure.asked_at(session, file_id),
        may_change=not closed and acting.who not in stored.trainers_of(session, file),
    )


def following(acting: Acting, file_id: str) -> Following:
    """Where the file stands now, without asking the engine: cheap enough to be asked every ten seconds."""
    file = files.followed(acting, file_id)
    lines = tuple(follow.sittings(db.session(), [file_id])[file_id])
    last = [line.last_answer_at for line in lines if line.last_answer_at]
    return Following(
        stage=stage(facts(file, lines, "")),
        sittings=lines,
        answers=sum(line.answers for line in lines),
        last_answer_at=max(last) if last else None,
        seconds=sum(line.active_seconds for line in lines),
        limit=TIME_LIMIT,
    )


def facts(file: FileRecord, sittings: tuple[SittingLine, ...], reader: str) -> Dossier:
    """What must be known to say where a file stands, and whether `reader` could sign it."""
    session = db.session()
    standing = said.standing(said.judgements(session, file.id))
    decided = [one.decision for one in standing.values()]
    return Dossier(
        criteria=len(load_referential(file.referential_id).criteria),
        judged=len(standing),
        not_acquired=decided.count(Decision.NOT_ACQUIRED),
        invited=file.invited_at is not None,
        sitting=_latest_status(sittings),
        observed=bool(said.observed(session, [file.id])),
        interview_at=file.interview_at,
        synthesis=file.synthesis,
        objectives=len(said.objectives(session, file.id)),
        judges=frozenset(one.judge_id for one in standing.values()) | ({reader} if reader else set()),
        trainers=stored.trainers_of(session, file),
        signed_at=said.signed_at(session, [file.id]).get(file.id),
        reopened_at=file.reopened_at,
    )


def sections(
    referential: Referential, decided: Mapping[str, str], suggested: Mapping[str, Suggestion]
) -> tuple[Section, ...]:
    """The grid: each criterion judged, or else suggested; each rule read twice."""
    return tuple(_section(domain, decided, suggested) for domain in referential.domains)


def _section(domain: Domain, decided: Mapping[str, str], suggested: Mapping[str, Suggestion]) -> Section:
    parts = tuple(_part(part, decided, suggested) for part in domain.subdomains)
    return Section(
        domain.code,
        domain.title,
        rule.whole((part.judged.state for part in parts), unseen=rule.to_judge),
        rule.whole(part.suggested.state for part in parts),
        parts,
    )


def _part(part: Subdomain, decided: Mapping[str, str], suggested: Mapping[str, Suggestion]) -> Part:
    judged = {code: State(decision) for code, decision in decided.items()}
    machine = {code: State(one.state) for code, one in suggested.items()}
    cells = tuple(
        Cell(
            each.code,
            each.label,
            judged.get(each.code, machine.get(each.code, State.NOT_EVALUATED)),
            each.code in judged,
        )
        for each in part.criteria
    )
    by_person, by_machine = rule.outcome(part, judged, rule.to_judge), rule.outcome(part, machine)
    return Part(part.code, part.title, by_person, by_machine, cells)


def _latest_status(sittings: tuple[SittingLine, ...]) -> str | None:
    return sittings[-1].status if sittings else None


def strengths(
    referential: Referential, decided: Mapping[str, str], suggested: Mapping[str, Suggestion]
) -> tuple[str, ...]:
    """What the person does best: judged acquired first, then the surest suggestions."""
    ranked = []
    for each in referential.criteria:
        one = suggested.get(each.code)
        state = decided.get(each.code) or (one.state if one else State.NOT_EVALUATED)
        if state == State.ACQUIRED:
            ranked.append((each.code in decided, (one and one.probability) or 0.0, each))
    ranked.sort(key=lambda line: line[:2], reverse=True)
    best = {each.code.rsplit(".", 1)[0]: each.label for *_, each in reversed(ranked)}  # one per sub-domain, its surest
    order = dict.fromkeys(each.code.rsplit(".", 1)[0] for *_, each in ranked)
    return tuple(best[code] for code in list(order)[:STRENGTHS])
