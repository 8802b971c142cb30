"""`assessment calibrate`: from a file of answers to the parameters of the items and the structure of the criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np

from assessment.adapters import py_irt
from assessment.engine.calibration.beyond import learn
from assessment.engine.calibration.joint import JointOptions, fit_joint
from assessment.engine.calibration.outcome import Outcome, flags
from assessment.engine.calibration.squarem import Progress
from assessment.engine.calibration.unidimensional import FINE, log_likelihood
from assessment.engine.calibration.unidimensional import calibrate as calibrate_one_scale
from assessment.engine.structure import VarianceComponents
from assessment.interchange.calibration_files import CalibrationStudy, read_study, write_calibration

ONE_SCALE = VarianceComponents(0.999, 0.0, 0.0, 0.001)
"""What a method with one ability for everything says of the criteria: they are the same thing."""

Listener = Callable[[Progress], None]
Method = Callable[[CalibrationStudy, int, Listener], Outcome]


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
        slope_sd=float(fit.prior.sd[0, 0]),
        covariance=more.covariance,
        notes={"beyond_shares": {"layers": more.layers, "directions": more.directions}},
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
        slope_sd=float(fit.prior.sd[0, 0]),
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
        notes={"convergence": "py-irt s'arrête après un nombre fixe d'étapes et ne dit pas s'il a convergé."},
    )


METHODS: Mapping[str, Method] = {"joint": joint, "unidimensional": unidimensional, "py-irt": by_py_irt}


@click.command("calibrate")
@click.option("--responses", required=True, type=click.Path(path_type=Path), help="LONG.csv: person,item,score")
@click.option("--items", required=True, type=click.Path(path_type=Path), help="ITEMS.csv")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the results.")
@click.option("--method", type=click.Choice(list(METHODS)), default="joint", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
def calibrate(responses: Path, items: Path, out: Path, method: str, seed: int) -> None:
    """Fit the items to answers and write parameters.csv, structure.json and report.json."""
    study = read_study(items, responses)
    with _bar(method) as told:
        outcome = METHODS[method](study, seed, told)
    write_calibration(out, study, outcome, _report(study, outcome, method, seed))
    ended = "convergence" if outcome.converged else "arrêt avant convergence"
    if method == "py-irt":
        ended = "nombre fixe d'étapes"
    click.echo(
        f"{len(study.answers)} réponses, {study.answers.persons} personnes, {study.answers.items} questions : "
        f"{ended} après {outcome.iterations} étapes, {outcome.seconds:.1f} s : {out}"
    )


@contextmanager
def _bar(method: str) -> Iterator[Listener]:
    """A progress bar with the log-likelihood; full means that the last allowed step was reached."""
    steps = {"joint": JointOptions().steps, "unidimensional": FINE.steps, "py-irt": py_irt.EPOCHS}[method]

    def words(progress: Progress | None) -> str:
        return "" if progress is None else f"log-vraisemblance {progress.objective:.2f}, écart {progress.move:.1e}"

    with click.progressbar(length=steps, label="Calibration", item_show_func=words) as bar:

        def told(progress: Progress) -> None:
            bar.update(1, progress)

        yield told


def _report(study: CalibrationStudy, outcome: Outcome, method: str, seed: int) -> dict[str, object]:
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
        **outcome.notes,
    }
