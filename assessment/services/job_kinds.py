"""The kinds of work done outside the request, in one table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assessment.errors import NotFound
from assessment.messages import message
from assessment.services import calibration_job, health_job, parameter_job, study_job
from assessment.services.acting import Acting
from assessment.services.job_context import Context, Result

Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """`check` refuses at once what could not be computed, for this person; `run` computes and may be run again."""

    check: Callable[[Acting, Spec, Collection[str]], dict[str, Any]]
    """From what was asked, and the names of the files given, to the spec that is stored; InvalidInput otherwise."""
    run: Callable[[Spec, Context], Result]


KINDS: dict[str, Kind] = {
    "bank_health": Kind(health_job.check, health_job.run),
    "calibration": Kind(calibration_job.check, calibration_job.run),
    parameter_job.KIND: Kind(parameter_job.check, parameter_job.run),
    "study": Kind(study_job.check, study_job.run),
}


def kind(name: str) -> Kind:
    if name not in KINDS:
        raise NotFound(message("Ce genre de travail n'existe pas."))
    return KINDS[name]
