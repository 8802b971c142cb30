"""`assessment simulate`: how the engine would do on a bank, with people whose every answer is known."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from assessment.adapters.executors import spread
from assessment.engine import Measure, MeasureOptions, Mixture, VarianceComponents, from_json, single
from assessment.engine.mastery import status
from assessment.engine.simulation import Outcome, Plan, Policy, Scores, check, piloted, run
from assessment.errors import Faults
from assessment.interchange.study_files import StudyBank, Table, read_answers, read_bank, write_study

BATCH = 25
"""Persons computed together: their beliefs (400 KB each) stay in the processor's cache."""


@dataclass(frozen=True)
class Work:
    """What a process needs to compute its batches."""

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
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--pilot",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    help="People who sit once beforehand, to learn how much abilities share in this population; 0 for none.",
)
def simulate(
    bank: Path,
    responses: Path,
    out: Path,
    policy: str,
    checkpoints: str,
    max_items: int | None,
    structure: Path | None,
    jobs: int,
    seed: int,
    pilot: int,
) -> None:
    """Simulate sittings on a bank and write decisions.csv, path.csv, subdomains.csv and summary.json."""
    study = read_bank(bank)
    scores = read_answers(responses, len(study.items))
    plan = replace(_plan(Policy(policy), checkpoints, max_items, len(study.items)), seed=seed, pilot=pilot)
    measure = Measure.of(
        study.codes, study.items, MeasureOptions(mixture=_mixture(plan.policy, structure, study.codes))
    )
    check(measure, scores, plan)
    started = time.perf_counter()
    measure = piloted(measure, scores, plan)
    outcomes = _outcomes(measure, scores, plan, jobs)
    seconds = time.perf_counter() - started
    write_study(out, _tables(study, measure, outcomes), _summary(measure, outcomes, plan, seconds))
    click.echo(f"{len(scores)} personnes, {seconds:.1f} s : {out}")


def _plan(policy: Policy, checkpoints: str, max_items: int | None, items: int) -> Plan:
    faults = Faults()
    parts = [part.strip() for part in checkpoints.split(",") if part.strip()]
    for part in parts:
        if not part.isdecimal() or int(part) < 1:
            faults.add("--checkpoints", part, "des nombres de questions séparés par des virgules")
    if not parts:
        faults.add("--checkpoints", "rien", "au moins un nombre de questions")
    faults.raise_if_any("Étapes illisibles.")
    longest = min(items, max_items if max_items is not None else max(map(int, parts)))
    steps = sorted({min(int(part), longest) for part in parts})
    return Plan(policy, tuple(steps), longest)


def _mixture(policy: Policy, structure: Path | None, codes: Sequence[str]) -> Mixture | None:
    if structure is not None:
        return from_json(_text(structure), codes, structure.name)
    if policy is Policy.INDEPENDENT:
        return single(VarianceComponents(0.0, 0.0, 0.0, 1.0), codes)
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        faults = Faults()
        faults.add(path.name, str(problem), "un fichier JSON lisible")
        faults.raise_if_any(f"{path.name} ne peut pas être lu.")
        raise


def _compute(work: Work) -> Outcome:
    return run(work.measure, work.scores, work.persons, work.plan)


def _outcomes(measure: Measure, scores: Scores, plan: Plan, jobs: int) -> list[Outcome]:
    starts = range(0, len(scores), BATCH)
    tasks = [
        Work(measure, scores[start : start + BATCH], np.arange(start, min(start + BATCH, len(scores))), plan)
        for start in starts
    ]
    with click.progressbar(spread(_compute, tasks, jobs), length=len(tasks), label="Simulation") as bar:
        return list(bar)


def _tables(study: StudyBank, measure: Measure, outcomes: Sequence[Outcome]) -> list[Table]:
    decisions = ("person", "after_items", "criterion", "probability", "state", "direct_items")
    return [
        Table("decisions.csv", decisions, _decisions(measure, outcomes)),
        Table("path.csv", ("person", "position", "item", "criterion", "score"), _path(study, measure, outcomes)),
        Table("subdomains.csv", ("person", "after_items", "subdomain", "probability"), _subdomains(measure, outcomes)),
    ]


def _decisions(measure: Measure, outcomes: Sequence[Outcome]) -> Iterator[Sequence[object]]:
    for outcome in outcomes:
        for n, person in enumerate(outcome.persons):
            for point in outcome.checkpoints:
                for c, code in enumerate(measure.codes):
                    p, direct = point.probability[n, c], int(point.direct[n, c])
                    said = status(p, direct, True, measure.settings).value
                    yield person, point.after, code, f"{p:.6f}", said, direct


def _path(study: StudyBank, measure: Measure, outcomes: Sequence[Outcome]) -> Iterator[Sequence[object]]:
    for outcome in outcomes:
        for n, person in enumerate(outcome.persons):
            for position, item in enumerate(outcome.items[n], start=1):
                if item >= 0:
                    code = measure.codes[measure.items.criterion[item]]
                    yield person, position, study.names[item], code, outcome.scores[n, position - 1]


def _subdomains(measure: Measure, outcomes: Sequence[Outcome]) -> Iterator[Sequence[object]]:
    for outcome in outcomes:
        for n, person in enumerate(outcome.persons):
            for point in outcome.checkpoints:
                for r, rule in enumerate(measure.rules):
                    yield person, point.after, rule.code, f"{point.subdomains[n, r]:.4f}"


def _summary(measure: Measure, outcomes: Sequence[Outcome], plan: Plan, seconds: float) -> dict[str, object]:
    asked = np.concatenate([(outcome.items >= 0).sum(axis=1) for outcome in outcomes])
    steps = max(int(asked.sum()), 1)
    points = []
    for at, point in enumerate(outcomes[0].checkpoints):
        p = np.concatenate([outcome.checkpoints[at].probability for outcome in outcomes])
        direct = np.concatenate([outcome.checkpoints[at].direct for outcome in outcomes])
        sure = (p >= measure.settings.acquired) | (p <= measure.settings.not_acquired)
        points.append(
            {
                "after_items": point.after,
                "share_sure": round(float(sure.mean()), 4),
                "share_decided": round(float((sure & (direct >= measure.settings.direct_minimum)).mean()), 4),
                "mean_probability": round(float(p.mean()), 4),
            }
        )
    return {
        "policy": plan.policy.value,
        "seed": plan.seed,
        "persons": len(asked),
        "items": len(measure.items),
        "criteria": measure.criteria,
        "structures": {
            name: round(float(w), 4) for name, w in zip(measure.mixture.names, measure.mixture.weights, strict=True)
        },
        "pilot": plan.pilot if len(measure.mixture) > 1 else 0,
        "questions_mean": round(float(asked.mean()), 2),
        "seconds": round(seconds, 3),
        "milliseconds_per_question": round(1000.0 * seconds / steps, 4),
        "checkpoints": points,
    }
