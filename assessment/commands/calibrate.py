"""`assessment calibrate`: from a file of answers to the parameters of the items and the structure of the criteria."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from assessment.adapters.code_version import code_version
from assessment.engine.calibration.memory import Remembering
from assessment.engine.calibration.outcome import Outcome
from assessment.engine.calibration.squarem import Progress
from assessment.errors import Faults
from assessment.interchange import calibration_checkpoint
from assessment.interchange.calibration_checkpoint import Checkpoint
from assessment.interchange.calibration_files import CalibrationStudy, read_study, write_calibration
from assessment.messages import message
from assessment.services.calibrating import METHODS, MOST_STEPS, RESUMABLE, Listener, ended, report

INTERRUPTED = 130  # exit code of a command stopped by Ctrl-C


@click.command("calibrate")
@click.option("--responses", required=True, type=click.Path(path_type=Path), help="LONG.csv: person,item,score")
@click.option("--items", required=True, type=click.Path(path_type=Path), help="ITEMS.csv")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the results.")
@click.option("--method", type=click.Choice(list(METHODS)), default="joint", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--resume/--restart", default=True, help="Go on from an interrupted run of the same files, or begin again."
)
@click.option(
    "--anchors", is_flag=True, help="Hold the items whose a and b are given (those with 1 in a column anchor, if any)."
)
def calibrate(responses: Path, items: Path, out: Path, method: str, seed: int, resume: bool, anchors: bool) -> None:
    """Fit the items to answers and write parameters.csv, structure.json and report.json.

    Interrupted, it leaves OUT.checkpoint.npz beside the folder; the same command goes on from there.
    """
    study = read_study(items, responses, anchors)
    if anchors:
        _refuse_without_anchors(method)
    key = calibration_checkpoint.key_of(study, method, seed, code_version())
    memory = Checkpoint(key, partial(calibration_checkpoint.write_beside, out))
    if resume and memory.go_on_from(calibration_checkpoint.read_beside(out)):
        click.echo(f"Reprise après {memory.steps} étapes.")
    outcome = _fitted(study, (method, seed), memory)
    write_calibration(out, study, outcome, report(study, outcome, method, seed))
    calibration_checkpoint.forget(out)
    click.echo(
        f"{len(study.answers)} réponses, {study.answers.persons} personnes, {study.answers.items} questions : "
        f"{ended(method, outcome)} après {outcome.iterations} étapes, {outcome.seconds:.1f} s : {out}"
    )


def _fitted(study: CalibrationStudy, how: tuple[str, int], memory: Checkpoint) -> Outcome:
    """The fit, its seconds counted over all runs; Ctrl-C leaves where it was, and says how to go on."""
    method, seed = how
    try:
        with _bar(method, memory.steps) as told:
            found = METHODS[method](study, seed, Remembering(told, memory))
    except KeyboardInterrupt:
        memory.flush()
        click.echo(err=True)
        if method in RESUMABLE and memory.steps:
            click.echo(
                "Interrompu. La même commande reprendra où elle en était (--restart pour recommencer).", err=True
            )
        else:
            click.echo("Interrompu avant la première étape : rien n'est gardé.", err=True)
        sys.exit(INTERRUPTED)
    return replace(found, seconds=found.seconds + memory.seconds)


def _refuse_without_anchors(method: str) -> None:
    if method not in RESUMABLE:
        faults = Faults()
        faults.add("--anchors", method, message("une méthode qui sait tenir une échelle : joint ou unidimensional"))
        faults.raise_if_any(message("Cette méthode ne sait pas placer des questions sur une échelle donnée."))


@contextmanager
def _bar(method: str, done: int) -> Iterator[Listener]:
    """A progress bar with the log-likelihood; full means that the last allowed step was reached."""

    def words(progress: Progress | None) -> str:
        return "" if progress is None else f"log-vraisemblance {progress.objective:.2f}, écart {progress.move:.1e}"

    with click.progressbar(length=MOST_STEPS[method], label="Calibration", item_show_func=words) as bar:
        bar.update(done)

        def told(progress: Progress) -> None:
            bar.update(1, progress)

        yield told
