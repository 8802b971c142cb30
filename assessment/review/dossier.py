"""The state of a candidate's file: whose turn it is, and what is missing before it can be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.errors import RuleBroken
from assessment.messages import counted, joined, message


class Stage(StrEnum):
    """Where a file stands; the first three wait for the candidate or for an invitation, the others for the evaluator."""

    TO_INVITE = "to_invite"
    INVITED = "invited"
    RUNNING = "running"
    PAUSED = "paused"
    TO_JUDGE = "to_judge"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    REOPENED = "reopened"


WAITS_FOR_EVALUATOR = (Stage.TO_INVITE, Stage.TO_JUDGE, Stage.TO_SIGN, Stage.REOPENED)
WITH_CANDIDATE = (Stage.INVITED, Stage.RUNNING, Stage.PAUSED)


@dataclass(frozen=True)
class Dossier:
    """What must be known of a file to say where it stands."""

    criteria: int  # how many must be judged
    judged: int
    not_acquired: int
    invited: bool
    sitting: str | None  # status of the latest sitting
    observed: bool  # something was observed: the evaluator is at work even without a sitting
    interview_at: datetime | None
    synthesis: str
    objectives: int
    judges: frozenset[str]  # everyone whose judgement counts, and the one who signs
    trainers: frozenset[str]
    signed_at: datetime | None
    reopened_at: datetime | None  # latest time a signed file was opened again for a correction


@dataclass(frozen=True)
class Check:
    """One line of the list read before signing."""

    key: str
    label: str
    done: bool
    detail: str
    needed: bool = True  # without it, no signature; otherwise only advised


class NotReadyToSign(RuleBroken):
    """Something is missing before this file can be signed."""

    code = "not_ready_to_sign"


def stage(dossier: Dossier) -> Stage:
    """Where the file stands now."""
    if dossier.signed_at:
        return Stage.SIGNED if is_closed(dossier.signed_at, dossier.reopened_at) else Stage.REOPENED
    if dossier.judged >= dossier.criteria:
        return Stage.TO_SIGN
    if dossier.sitting in ("running", "paused"):
        return Stage(dossier.sitting)
    if dossier.sitting == "ended" or dossier.judged or dossier.observed:
        return Stage.TO_JUDGE
    return Stage.INVITED if dossier.invited else Stage.TO_INVITE


def is_closed(signed_at: datetime | None, reopened_at: datetime | None) -> bool:
    """Whether a file is signed and not opened again since: then it is read only."""
    return signed_at is not None and (reopened_at is None or reopened_at <= signed_at)


def checklist(dossier: Dossier) -> tuple[Check, ...]:
    """What must be true before signing, then what is advised."""
    return (*_needed(dossier), *_advised(dossier))


def _needed(dossier: Dossier) -> tuple[Check, ...]:
    left = dossier.criteria - dossier.judged
    same = dossier.judges & dossier.trainers
    held = dossier.interview_at is not None
    return (
        Check("judged", message("Chaque critère est jugé"), left <= 0, _about_judged(dossier)),
        Check(
            "not_trainer",
            message("La personne qui évalue n'est pas celle qui forme"),
            not same,
            message("Une personne qui a jugé forme ou a formé ce candidat.")
            if same
            else message("Deux personnes différentes."),
        ),
        Check(
            "interview",
            message("L'entretien a eu lieu"),
            held,
            message("Sa date est notée.") if held else message("Notez sa date."),
        ),
    )


def _advised(dossier: Dossier) -> tuple[Check, ...]:
    answering = dossier.sitting in ("running", "paused")
    written = bool(dossier.synthesis.strip())
    all_acquired = not dossier.not_acquired and dossier.judged >= dossier.criteria
    planned = bool(dossier.objectives) or all_acquired
    return (
        Check(
            "synthesis",
            message("La synthèse est écrite"),
            written,
            message("Elle sera lue par la personne et par le jury.")
            if written
            else message("Quelques phrases pour la personne et le jury."),
            needed=False,
        ),
        Check("plan", message("Le plan de formation est proposé"), planned, _about_plan(dossier), needed=False),
        Check(
            "sitting",
            message("Aucune séance n'est en cours"),
            not answering,
            message("Des réponses peuvent encore arriver.") if answering else message("Rien n'est en suspens."),
            needed=False,
        ),
    )


def refuse_unready(dossier: Dossier) -> None:
    """Refuse a signature while something needed is missing, and say what."""
    missing = [check for check in checklist(dossier) if check.needed and not check.done]
    if missing:
        said = joined(" ", (joined(" : ", (check.label, check.detail)) for check in missing))
        raise NotReadyToSign(
            message("Ce dossier ne peut pas encore être signé. %(said)s", said=said), missing=[c.key for c in missing]
        )


def _about_judged(dossier: Dossier) -> str:
    left = dossier.criteria - dossier.judged
    if left <= 0:
        return counted(
            "%(n)s critère jugé sur %(all)s.", "%(n)s critères jugés sur %(all)s.", dossier.judged, all=dossier.criteria
        )
    judged = counted(
        "%(n)s critère jugé sur %(all)s", "%(n)s critères jugés sur %(all)s", dossier.judged, all=dossier.criteria
    )
    return joined(", ", (judged, counted("%(n)s reste à juger.", "%(n)s restent à juger.", left)))


def _about_plan(dossier: Dossier) -> str:
    if not dossier.not_acquired and dossier.judged < dossier.criteria:
        return message("Il se construit à mesure que vous jugez.")
    if not dossier.not_acquired:
        return message("Rien n'est à acquérir : aucun plan n'est nécessaire.")
    gaps = counted("%(n)s critère non acquis", "%(n)s critères non acquis", dossier.not_acquired)
    planned = counted("%(n)s objectif au plan.", "%(n)s objectifs au plan.", dossier.objectives)
    return joined(", ", (gaps, planned))
