"""One criterion judged by one person: what was suggested, what was decided, why.

The machine suggests and never decides: a judgement starts empty, and a person fills it. It is never changed; a later
one with the next number takes its place, and the earlier one stays readable.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from assessment.errors import Faults, NotAllowed
from assessment.messages import counted, message
from assessment.review.words import LABELS, State

SHORTEST_REASON = 10  # characters; a word such as "vu" tells a jury nothing
LONGEST_REASON = 2000  # characters


class Decision(StrEnum):
    """What a person may decide of a criterion."""

    ACQUIRED = "acquired"
    NOT_ACQUIRED = "not_acquired"


class TrainerCannotJudge(NotAllowed):
    """The evaluator and the trainer of one person are two different people."""

    code = "trainer_cannot_judge"


@dataclass(frozen=True)
class Suggested:
    """What the machine suggested at the moment of the judgement, with the versions it used."""

    state: State
    probability: float | None
    sentence: str
    asked: int
    right: int
    wrong: int
    dont_know: int
    observations: int
    referential: str = ""  # version of the criteria and thresholds
    release: str = ""  # release of the bank
    carried: bool = False  # acquired at the initial evaluation, taken over by the final one
    partly: int = 0  # answers that earned a part of a graded question


@dataclass(frozen=True)
class Judgement:
    """One decision, as it was taken."""

    criterion: str
    number: int
    decision: Decision
    reason: str
    suggested: Suggested
    judge_id: str
    judge: str
    at: datetime


@dataclass(frozen=True)
class Verdict:
    """What an evaluator sends for one criterion, before it is checked."""

    criterion: str
    decision: str
    reason: str


def why_reason(decision: Decision, state: State) -> str:
    """Why this decision needs a reason beside this suggestion; empty when it needs none."""
    if state in (State.TO_CONFIRM, State.NOT_EVALUATED):
        return message("La suggestion est « %(state)s » : écrivez ce qui fonde votre décision.", state=LABELS[state])
    if decision != state.value:
        return message(
            "Votre décision s'écarte de la suggestion « %(state)s » : écrivez pourquoi.", state=LABELS[state]
        )
    return ""


def refuse_trainer(judge_id: str, trainers: Collection[str]) -> None:
    """Refuse a judge who trains, or trained, this person."""
    if judge_id in trainers:
        raise TrainerCannotJudge(
            message("Vous formez ou avez formé cette personne : une autre personne doit évaluer."), judge=judge_id
        )


def checked(verdict: Verdict, state: State) -> tuple[Decision, str]:
    """The decision and its reason, or every fault of the form at once."""
    faults = Faults()
    reason = " ".join(verdict.reason.split())
    known = verdict.decision in tuple(Decision)
    if not known:
        faults.add("decision", verdict.decision or message("aucune décision"), message("« acquis » ou « non acquis »"))
    needed = why_reason(Decision(verdict.decision), state) if known else ""
    if needed and len(reason) < SHORTEST_REASON:
        faults.add(
            "reason",
            counted("%(n)s caractère", "%(n)s caractères", len(reason)) if reason else message("aucune raison"),
            needed,
        )
    if len(reason) > LONGEST_REASON:
        faults.add(
            "reason",
            counted("%(n)s caractère", "%(n)s caractères", len(reason)),
            message("au plus %(most)s caractères", most=LONGEST_REASON),
        )
    faults.raise_if_any(message("Cette décision ne peut pas encore être enregistrée."))
    return Decision(verdict.decision), reason


def suggested_to_data(suggested: Suggested) -> dict[str, Any]:
    """The mapping kept beside a judgement."""
    return asdict(suggested) | {"state": suggested.state.value}


def suggested_from_data(data: Mapping[str, Any]) -> Suggested:
    """The record in a stored mapping."""
    return Suggested(**{**data, "state": State(data["state"])})
