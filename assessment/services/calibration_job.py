"""The job that calibrates: from shared answers, or from files, to parameters, structure and report."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from assessment.adapters.code_version import code_version
from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.given import Given
from assessment.engine.calibration.memory import Remembering
from assessment.engine.calibration.priors import Told
from assessment.engine.calibration.squarem import Progress
from assessment.errors import Faults, RuleBroken
from assessment.interchange.calibration_checkpoint import Checkpoint, key_of
from assessment.interchange.calibration_files import CalibrationStudy, read_study, write_calibration
from assessment.interchange.calibration_items import CalibrationItems
from assessment.messages import message
from assessment.services.acting import Acting
from assessment.services.calibrating import METHODS, MOST_STEPS, RESUMABLE, report
from assessment.services.job_context import Context, Result, Stopped, Why
from assessment.services.job_files import contents_of
from assessment.services.referentials import CERTIFICATES
from assessment.services.shared_answers import gathered
from assessment.storage import shared_answers as stored
from assessment.storage.database import db
from assessment.storage.jobs import Content

ITEMS, ANSWERS = "ITEMS.csv", "LONG.csv"
CHECKPOINT = "fit"
LEFT_OUT = "questions-laissees.csv"
NO_ANSWER = message("aucune réponse partagée")
ON_TRIAL = message("à l'essai : calibrée par un jeu de paramètres, sur l'échelle en service")
GRADED = message("notée sur plusieurs points : calibrée par un jeu de paramètres")
Left = list[tuple[str, str]]
"""Code of a question that is not calibrated, and why."""


def check(acting: Acting, spec: Mapping[str, Any], files: Collection[str]) -> dict[str, Any]:
    """A method, and either two files or a certificate with shared answers."""
    faults = Faults()
    method, certificate = str(spec.get("method", "joint")), str(spec.get("certificate", ""))
    if method not in RESUMABLE:
        faults.add(message("méthode"), method, ", ".join(RESUMABLE))
    if files and set(files) != {ITEMS, ANSWERS}:
        faults.add(message("fichiers"), ", ".join(sorted(files)), f"{ITEMS}, {ANSWERS}")
    if not files and certificate not in CERTIFICATES:
        faults.add(message("certificat"), certificate or message("rien"), ", ".join(CERTIFICATES))
    faults.raise_if_any(message("Cette calibration ne peut pas être calculée."))
    if files:
        return {"method": method, "source": "files"}
    if not stored.counts(db.session(), acting.body_id, certificate)[0]:
        raise RuleBroken(
            message("Personne n'a encore partagé de réponse pour ce certificat : il n'y a rien à calibrer.")
        )
    return {"method": method, "source": "answers", "certificate": certificate}


def run(spec: Mapping[str, Any], context: Context) -> Result:
    """Fit, keeping where it is, so that another worker can go on."""
    study, left = (
        _from_files(context) if spec["source"] == "files" else of_body(context.job.body_id, spec["certificate"])
    )
    method, seed = spec["method"], context.job.seed
    memory = Checkpoint(key_of(study, method, seed, code_version()), lambda content: context.save(CHECKPOINT, content))
    memory.go_on_from(context.saved(CHECKPOINT))

    def told(progress: Progress) -> None:
        words = message(
            "log-vraisemblance %(value)s, écart %(move)s",
            value=f"{progress.objective:.1f}".replace(".", ","),
            move=f"{progress.move:.4f}".replace(".", ","),
        )
        context.progress(min(memory.steps, MOST_STEPS[method] - 1), MOST_STEPS[method], words)
        context.go_on()

    try:
        outcome = METHODS[method](study, seed, Remembering(told, memory))
    except Stopped as stopped:
        if stopped.why is Why.GIVEN_BACK:
            memory.flush()
        raise
    with tempfile.TemporaryDirectory() as room:
        target = Path(room) / "calibration"
        write_calibration(target, study, outcome, report(study, outcome, method, seed))
        files = contents_of(target)
    figures = {"persons": study.answers.persons, "answers": len(study.answers), "items": study.answers.items}
    figures |= {"left_out": len(left), "iterations": outcome.iterations}
    return Result(figures | {"converged": outcome.converged}, (*files, *_left_file(left)))


def of_body(body_id: str, certificate: str) -> tuple[CalibrationStudy, Left]:
    """The shared answers of a body to the questions in use, and the questions that cannot be calibrated."""
    given = gathered(body_id, certificate)
    bank, responses = given.bank, given.responses
    answered = np.bincount(responses.item[responses.counted], minlength=len(bank.names))
    graded = bank.items.highest > 1
    left: Left = []
    for at in np.flatnonzero(bank.usable & (graded | (answered == 0))):
        left.append((bank.names[at], GRADED if graded[at] else NO_ANSWER))
    left += [(bank.names[at], ON_TRIAL) for at in np.flatnonzero(~bank.usable & (answered == 0))]
    kept = np.flatnonzero(bank.usable & ~graded & (answered > 0))
    rank = np.full(len(bank.names), -1, dtype=np.intp)
    rank[kept] = np.arange(len(kept))
    rows = responses.counted & (rank[responses.item] >= 0)
    if not rows.any():
        raise RuleBroken(message("Aucune réponse partagée ne porte sur une question qui puisse être calibrée."))
    people, person = np.unique(responses.person[rows], return_inverse=True)
    shape = (len(people), len(kept))
    answers = Answers.of(person, rank[responses.item[rows]], np.minimum(responses.score[rows], 1), shape)
    items = bank.items.subset(kept)
    told = Told(np.where(items.se_b > 0, items.b, np.nan), items.se_b)
    names = tuple(bank.names[at] for at in kept)
    known = Given(items.c, items.d, told)
    return CalibrationStudy(CalibrationItems(names, (), bank.codes, items.criterion, known), answers), left


def _from_files(context: Context) -> tuple[CalibrationStudy, Left]:
    with tempfile.TemporaryDirectory() as room:
        for name in (ITEMS, ANSWERS):
            (Path(room) / name).write_bytes(context.file(name))
        return read_study(Path(room) / ITEMS, Path(room) / ANSWERS), []


def _left_file(left: Left) -> tuple[Content, ...]:
    if not left:
        return ()
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([("item", "reason"), *left])
    return (Content(LEFT_OUT, "text/csv", out.getvalue().encode()),)
