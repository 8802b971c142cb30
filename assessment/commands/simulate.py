"""`assessment simulate`: how the engine would do on a bank, with people whose every answer is known."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from assessment.adapters.dask_cluster import dask as cluster
from assessment.adapters.executors import Executor, processes
from assessment.engine import Measure, MeasureOptions, Mixture, VarianceComponents, from_json, single
from assessment.engine.findings import findings, truth_of
from assessment.engine.policies import CONDUCT, Policy
from assessment.engine.policies.batch import Scores
from assessment.engine.simulation import Plan, check, piloted
from assessment.engine.study import Part, gathered
from assessment.engine.study import part as part_of_study
from assessment.errors import Faults
from assessment.interchange.study_answers import read_answers
from assessment.interchange.study_bank import read_bank
from assessment.interchange.study_files import write_page, write_study
from assessment.interchange.study_report import Told, report_page
from assessment.interchange.study_tables import summary, tables
from assessment.messages import message

BATCH = 25
"""Persons computed together: their beliefs (400 KB each) stay in the processor's cache."""

REPORT = "report.html"


@dataclass(frozen=True)
class Work:
    """What a process needs to compute a batch."""

    measure: Measure
    scores: Scores
    persons: NDArray[np.intp]
    plan: Plan


@click.command("simulate")
@click.option("--bank", required=True, type=click.Path(path_type=Path), help="ITEMS.csv")
@click.option("--responses", required=True, type=click.Path(path_type=Path), help="ANSWERS.npz")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the results.")
@click.option("--policy", type=click.Choice([policy.value for policy in Policy]), default="joint", show_default=True)
@click.option("--checkpoints", default="30,60,108,240", show_default=True, help="Numbers of questions.")
@click.option("--max-items", type=click.IntRange(min=1), help="Questions per person; the last checkpoint by default.")
@click.option("--structure", type=click.Path(path_type=Path), help="JSON file of variance shares.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes of this machine.")
@click.option("--dask", metavar="ADDRESS", help="Scheduler of a Dask cluster, tcp://host:8786, instead of --jobs.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--pilot",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    help="People who sit once beforehand, to learn how much abilities share in this population; 0 for none.",
)
@click.option("--report", type=click.Path(path_type=Path), help=f"A copy of {REPORT} elsewhere.")
def simulate(
    bank: Path,
    responses: Path,
    out: Path,
    policy: str,
    checkpoints: str,
    max_items: int | None,
    structure: Path | None,
    jobs: int,
    dask: str | None,
    seed: int,
    pilot: int,
    report: Path | None,
) -> None:
    """Simulate sittings on a bank; write decisions.csv, path.csv, subdomains.csv, summary.json and report.html."""
    _check_targets(out, report)
    executor = _executor(jobs, dask)
    study = read_bank(bank)
    answers = read_answers(responses, len(study.items), len(study.codes))
    plan = replace(_plan(Policy(policy), checkpoints, max_items, len(study.items)), seed=seed, pilot=pilot)
    mixture = _mixture(plan.policy, structure, study.codes)
    measure = Measure.of(study.codes, study.items, MeasureOptions(mixture=mixture))
    check(measure, answers.scores, plan)
    started = time.perf_counter()
    measure = piloted(measure, answers.scores, plan)
    found = _computed(measure, answers.scores, plan, executor)
    seconds = time.perf_counter() - started
    figures = findings(measure, found, truth_of(measure, found, answers.mastered, answers.theta))
    told = summary(measure, plan, (found.outcome, figures), seconds)
    page = report_page(Told(measure, plan, study.names), figures)
    texts = {"summary.json": json.dumps(told, indent=2, ensure_ascii=False) + "\n", REPORT: page}
    write_study(out, tables(study, measure, found.outcome), texts)
    if report is not None:
        write_page(report, page)
    click.echo(f"{len(answers.scores)} personnes, {seconds:.1f} s : {out}")


def _check_targets(out: Path, report: Path | None) -> None:
    """Nothing is computed for a place where it cannot be written."""
    faults = Faults()
    if out.exists() and not out.is_dir():
        faults.add("--out", out, message("un dossier, ou un nom encore libre"))
    if report is not None and (report.suffix.lower() not in (".html", ".htm") or report.is_dir()):
        faults.add("--report", report, message("le nom d'un fichier .html"))
    elif report is not None and report.parent.exists() and not report.parent.is_dir():
        faults.add("--report", report.parent, message("un dossier, ou un nom encore libre"))
    faults.raise_if_any(message("Les résultats n'ont pas où aller."))


def _executor(jobs: int, dask: str | None) -> Executor:
    if dask is None:
        return processes(jobs)
    faults = Faults()
    if jobs > 1:
        faults.add("--jobs", jobs, message("--jobs ou --dask, pas les deux"))
    if not dask.strip():
        faults.add("--dask", message("rien"), message("l'adresse d'un ordonnanceur, telle que tcp://machine:8786"))
    faults.raise_if_any(message("On ne sait pas où calculer."))
    return cluster(dask)


def _plan(policy: Policy, checkpoints: str, max_items: int | None, items: int) -> Plan:
    faults = Faults()
    parts = [part.strip() for part in checkpoints.split(",") if part.strip()]
    for part in parts:
        if not part.isdecimal() or int(part) < 1:
            faults.add("--checkpoints", part, message("des nombres de questions séparés par des virgules"))
    if not parts:
        faults.add("--checkpoints", message("rien"), message("au moins un nombre de questions"))
    faults.raise_if_any(message("Étapes illisibles."))
    longest = min(items, max_items if max_items is not None else max(map(int, parts)))
    steps = sorted({min(int(part), longest) for part in parts})
    return Plan(policy, tuple(steps), longest)


def _mixture(policy: Policy, structure: Path | None, codes: Sequence[str]) -> Mixture | None:
    judged_alone = CONDUCT[policy].judge is not None
    if structure is not None and judged_alone:
        faults = Faults()
        expected = message("aucune structure : la politique %(policy)s juge chaque critère seul", policy=policy.value)
        faults.add("--structure", structure, expected)
        faults.raise_if_any(message("Structure inutile."))
    if structure is not None:
        return from_json(_text(structure), codes, structure.name)
    if CONDUCT[policy].alone:
        return single(VarianceComponents(0.0, 0.0, 0.0, 1.0), codes)
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        faults = Faults()
        faults.add(path.name, str(problem), message("un fichier JSON lisible"))
        faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
        raise


def _compute(work: Work) -> Part:
    return part_of_study(work.measure, work.scores, work.persons, work.plan)


def _computed(measure: Measure, scores: Scores, plan: Plan, executor: Executor) -> Part:
    starts = range(0, len(scores), BATCH)
    tasks = (
        Work(measure, scores[start : start + BATCH], np.arange(start, min(start + BATCH, len(scores))), plan)
        for start in starts
    )
    with click.progressbar(executor.map(_compute, tasks), length=len(starts), label="Simulation") as bar:
        return gathered(list(bar))
