"""The job that calibrates a body's own bank and proposes the result: nothing changes until a person accepts it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from flask import current_app

from assessment.adapters.code_version import code_version
from assessment.engine.calibration.memory import Memory, Remembering
from assessment.engine.calibration.squarem import Progress
from assessment.errors import Faults, RuleBroken
from assessment.interchange.calibration_checkpoint import Checkpoint, key_of
from assessment.messages import message
from assessment.services import proposals
from assessment.services.acting import AUTHOR, Acting
from assessment.services.calibrating import METHODS, MOST_STEPS, RESUMABLE
from assessment.services.calibration_data import BankStudy, gathered
from assessment.services.job_context import Context, Result, Stopped, Why
from assessment.services.proposal_effects import effects_of
from assessment.services.referentials import CERTIFICATES
from assessment.storage import proposals as stored
from assessment.storage import shared_answers
from assessment.storage.database import db
from assessment.storage.tables.calibration import ParameterProposal

KIND = "parameters"
CHECKPOINT = "fit"
SCORING = message("Les dossiers non signés, avec ces paramètres")


def check(acting: Acting, spec: Mapping[str, Any], files: Collection[str]) -> dict[str, Any]:
    """Only an author, for a certificate with shared answers, by a method that can hold a scale."""
    acting.require(AUTHOR)
    method, certificate = str(spec.get("method", "joint")), str(spec.get("certificate", ""))
    faults = Faults()
    if method not in RESUMABLE:
        faults.add(message("méthode"), method, ", ".join(RESUMABLE))
    if certificate not in CERTIFICATES:
        faults.add(message("certificat"), certificate or message("rien"), ", ".join(CERTIFICATES))
    faults.raise_if_any(message("Cette calibration ne peut pas être calculée."))
    if not shared_answers.counts(db.session(), acting.body_id, certificate)[0]:
        raise RuleBroken(
            message("Personne n'a encore partagé de réponse pour ce certificat : il n'y a rien à calibrer.")
        )
    return {"method": method, "certificate": certificate, "anchored": bool(spec.get("anchored", True))}


def run(spec: Mapping[str, Any], context: Context) -> Result:
    """Fit, score unsigned files again, propose; a restart goes on from the fit's checkpoint and proposes once."""
    done = stored.of_job(db.session(), context.job.id)
    if done is not None:
        return Result({"proposal": done})
    bank = gathered(context.job.body_id, spec["certificate"], spec["anchored"])
    method, seed = spec["method"], context.job.seed
    key = key_of(bank.study, method, seed, code_version())
    memory = Checkpoint(key, lambda content: context.save(CHECKPOINT, content))
    memory.go_on_from(context.saved(CHECKPOINT))

    def told(progress: Progress) -> None:
        says = message("log-vraisemblance %(value)s", value=f"{progress.objective:.1f}".replace(".", ","))
        context.progress(min(memory.steps, MOST_STEPS[method] - 1), MOST_STEPS[method], says)
        context.go_on()

    def scored(number: int, files: int) -> None:
        context.progress(min(number, files - 1), files, SCORING)
        context.go_on()

    try:
        made = fitted(bank, (method, seed), told, memory)
    except Stopped as stopped:
        if stopped.why is Why.GIVEN_BACK:
            memory.flush()
        raise
    effects = effects_of(bank.release, context.job.body_id, made.curves, scored)
    asked = ParameterProposal(
        body_id=context.job.body_id, asked_by=context.job.asked_by, job_id=context.job.id, effects=effects
    )
    proposal_id = proposals.propose(bank.release, made, asked, current_app.config["CLOCK"]())
    context.progress(1, 1)
    said = {"proposal": proposal_id, "items": len(made.curves), "answers": len(bank.study.answers)}
    return Result(said | {"converged": made.provenance["converged"]})


def fitted(
    bank: BankStudy, how: tuple[str, int], told: Callable[[Progress], None], memory: Memory | None = None
) -> proposals.Made:
    """The fit of a bank, as it would be proposed."""
    method, seed = how
    outcome = METHODS[method](bank.study, seed, told if memory is None else Remembering(told, memory))
    return proposals.made_from(bank, outcome, {"method": method, "seed": seed, "code": code_version()})
