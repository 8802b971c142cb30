"""The three methods of calibration behind one call, and the report of what they found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

import numpy as np

from assessment.adapters import py_irt
from assessment.engine.calibration.beyond import learn
from assessment.engine.calibration.joint import JointOptions, fit_joint
from assessment.engine.calibration.outcome import Outcome, flags, not_calibrated
from assessment.engine.calibration.squarem import Progress
from assessment.engine.calibration.unidimensional import FINE, log_likelihood
from assessment.engine.calibration.unidimensional import calibrate as calibrate_one_scale
from assessment.engine.structure import VarianceComponents
from assessment.interchange.calibration_files import CalibrationStudy
from assessment.messages import message

ONE_SCALE = VarianceComponents(0.999, 0.0, 0.0, 0.001)
"""What a method with one ability for everything says of the criteria: they are the same thing."""

Listener = Callable[[Progress], None]
Method = Callable[[CalibrationStudy, int, Listener], Outcome]

MOST_STEPS = {"joint": JointOptions().steps, "unidimensional": FINE.steps, "py-irt": py_irt.EPOCHS}
NO_CONVERGENCE = message("py-irt s'arrête après un nombre fixe d'étapes et ne dit pas s'il a convergé.")


def joint(study: CalibrationStudy, seed: int, told: Listener) -> Outcome:
    """All criteria at once."""
    items = study.items
    layout = (items.codes, items.criterion)
    fit = fit_joint(study.answers, layout, items.given, told=told)
    more = learn(study.answers, layout, fit, np.random.default_rng(seed))
    return Outcome(
        a=fit.curves.a,
        b=fit.curves.b,
        se_a=fit.se_a,
        se_b=fit.se_b,
        log_likelihood=fit.log_likelihood,
        iterations=fit.iterations,
        converged=fit.converged,
        seconds=fit.seconds,
        components=fit.components,
        slope_sd=float(fit.prior.spread[0]),
        covariance=more.covariance,
        notes={"beyond_shares": {"layers": more.layers, "directions": more.directions}},
        steps=fit.curves.steps,
        population=fit.population,
    )


def unidimensional(study: CalibrationStudy, seed: int, told: Listener) -> Outcome:
    """One ability for everything."""
    fit = calibrate_one_scale(study.answers, given=study.items.given, told=told)
    return Outcome(
        a=fit.a,
        b=fit.b,
        se_a=fit.se_a,
        se_b=fit.se_b,
        log_likelihood=fit.log_likelihood,
        iterations=fit.iterations,
        converged=fit.converged,
        seconds=fit.seconds,
        components=ONE_SCALE,
        slope_sd=float(fit.prior.spread[0]),
        steps=fit.steps,
        population=fit.population,
    )


def by_py_irt(study: CalibrationStudy, seed: int, told: Listener) -> Outcome:
    """One ability for everything, by py-irt; its own loss is not a likelihood, so ours is computed at its items."""
    fit = py_irt.fit(study.answers, seed=seed)
    unknown = np.full(len(fit.a), np.nan)
    return Outcome(
        a=fit.a,
        b=fit.b,
        se_a=unknown,
        se_b=unknown,
        log_likelihood=log_likelihood(study.answers, fit.a, fit.b),
        iterations=py_irt.EPOCHS,
        converged=False,
        seconds=fit.seconds,
        components=ONE_SCALE,
        slope_sd=float("inf"),
        notes={"convergence": NO_CONVERGENCE},
    )


METHODS: Mapping[str, Method] = {"joint": joint, "unidimensional": unidimensional, "py-irt": by_py_irt}
RESUMABLE = ("joint", "unidimensional")
"""Methods whose fit can be stopped and go on."""


def ended(method: str, outcome: Outcome) -> str:
    """How a fit ended, honestly."""
    if method == "py-irt":
        return message("nombre fixe d'étapes")
    return message("convergence") if outcome.converged else message("arrêt avant convergence")


def not_told(study: CalibrationStudy) -> dict[str, list[str]]:
    """The items that answers cannot place, by reason."""
    found: dict[str, list[str]] = {}
    for i, reason in not_calibrated(study.answers).items():
        if not study.items.given.held[i]:
            found.setdefault(str(reason), []).append(study.items.names[i])
    return found


def _anchors(study: CalibrationStudy, outcome: Outcome) -> dict[str, object]:
    """What anchors held, when there were any."""
    held = int(study.items.given.held.sum())
    if not held:
        return {}
    people = {"mean": round(outcome.population.mean, 4), "sd": round(outcome.population.sd, 4)}
    return {"anchors": held, "population": people}


def report(study: CalibrationStudy, outcome: Outcome, method: str, seed: int) -> dict[str, object]:
    """report.json"""
    flagged: dict[str, int] = {}
    for item in flags(study.answers, outcome):
        for name in item:
            flagged[name] = flagged.get(name, 0) + 1
    return {
        "method": method,
        "seed": seed,
        "persons": study.answers.persons,
        "items": study.answers.items,
        "criteria": len(study.items.codes),
        "answers": len(study.answers),
        "logLik": round(outcome.log_likelihood, 4),
        "iterations": outcome.iterations,
        "converged": outcome.converged,
        "seconds": round(outcome.seconds, 3),
        "structure": {name: round(float(value), 4) for name, value in asdict(outcome.components).items()},
        "flags": flagged,
        "not_calibrated": not_told(study),
        **_anchors(study, outcome),
        **outcome.notes,
    }
