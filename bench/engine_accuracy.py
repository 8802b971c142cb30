"""The engine's accuracy and honesty in invented worlds, beside the figures it must reach.

python -m bench.engine_accuracy [--persons 100] [--seeds 101-116] [--jobs 2] [--worlds medium,none]
The default seeds are held out: nothing was tuned on them. Worlds differ by their draw of items and people: one seed's
figure is a point or two off another's, so many are taken, and what they leave uncertain is printed.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from assessment.engine import Measure, MeasureOptions, single
from assessment.engine.models import Floats
from assessment.engine.rules import satisfied
from assessment.engine.simulation import Plan, Policy, piloted, run
from assessment.engine.structure import NONE
from bench import worlds

BINS = 10
BATCH = 25
CHECKPOINTS = (60, 108, 240)


@dataclass(frozen=True)
class Task:
    world: str
    policy: Policy
    seed: int
    persons: int
    longest: int
    pilot: int


@dataclass(frozen=True)
class Found:
    """Truth, announced probabilities and sub-domain probabilities of one task, by checkpoint."""

    task: Task
    truth: NDArray[np.bool_]
    truth_subdomains: NDArray[np.bool_]
    probability: dict[int, Floats]
    subdomains: dict[int, Floats]
    direct: dict[int, NDArray[np.int64]]


def study(task: Task) -> Found:
    """One world under one policy."""
    world = worlds.world(task.world, task.persons, task.seed)
    alone = single(NONE, world.codes) if task.policy is Policy.INDEPENDENT else None
    plan = Plan(task.policy, tuple(n for n in CHECKPOINTS if n <= task.longest), task.longest, task.seed, task.pilot)
    measure = piloted(
        Measure.of(world.codes, world.known, MeasureOptions(mixture=alone, rules=world.rules)), world.scores, plan
    )
    starts = range(0, task.persons, BATCH)
    parts = [
        run(measure, world.scores[s : s + BATCH], np.arange(s, min(s + BATCH, task.persons)), plan) for s in starts
    ]
    probability, subdomains, direct = {}, {}, {}
    for at, after in enumerate(plan.checkpoints):
        probability[after] = np.concatenate([p.checkpoints[at].probability for p in parts])
        subdomains[after] = np.concatenate([p.checkpoints[at].subdomains for p in parts])
        direct[after] = np.concatenate([p.checkpoints[at].direct for p in parts])
    return Found(task, world.mastered, satisfied(world.mastered, measure.rules), probability, subdomains, direct)


def accuracy(found: list[Found], after: int) -> float:
    return float(np.mean([((f.probability[after] >= 0.5) == f.truth).mean() for f in found]))


def subdomain_accuracy(found: list[Found], after: int) -> float:
    return float(np.mean([((f.subdomains[after] >= 0.5) == f.truth_subdomains).mean() for f in found]))


def among_sure(found: list[Found], after: int) -> tuple[float, float]:
    """Share of decisions at 90 %, and how many of those are right."""
    p = np.concatenate([f.probability[after] for f in found])
    truth = np.concatenate([f.truth for f in found])
    sure = (p >= 0.9) | (p <= 0.1)
    return float(sure.mean()), frequency(((p >= 0.5) == truth)[sure])


def decided(found: list[Found], after: int) -> tuple[float, float]:
    """The same of those that had a direct answer, without which nothing is said."""
    p = np.concatenate([f.probability[after] for f in found])
    truth = np.concatenate([f.truth for f in found])
    said = ((p >= 0.9) | (p <= 0.1)) & (np.concatenate([f.direct[after] for f in found]) > 0)
    return float(said.mean()), frequency(((p >= 0.5) == truth)[said])


def frequency(counted: NDArray[np.bool_]) -> float:
    """NaN when there is nothing to count."""
    return float(counted.mean()) if counted.size else float("nan")


def calibration_error(found: list[Found], after: int) -> float:
    """Mean distance between announced probability and frequency, over ten bins, weighted by their size."""
    p = np.concatenate([f.probability[after].ravel() for f in found])
    truth = np.concatenate([f.truth.ravel() for f in found])
    where = np.minimum((p * BINS).astype(int), BINS - 1)
    shares = [(where == k).mean() * abs(p[where == k].mean() - truth[where == k].mean()) for k in set(where)]
    return float(sum(shares))


def line(found: list[Found], after: int) -> str:
    share, right = among_sure(found, after)
    said, said_right = decided(found, after)
    return (
        f"{found[0].task.world:8s} {found[0].task.policy.value:11s} {after:4d}  right {accuracy(found, after):.4f}"
        f"  sub-domains {subdomain_accuracy(found, after):.4f}  at 90 %: {share:.3f}, right {right:.4f}"
        f"  decided {said:.3f}, right {said_right:.4f}  calibration error {calibration_error(found, after):.4f}"
    )


@dataclass(frozen=True)
class Required:
    """One line of the requirements; `worlds`: its standard error, seed by seed, NaN for a single one."""

    what: str
    found: float
    worlds: float
    sign: str
    bar: float

    def __str__(self) -> str:
        met = self.found >= self.bar if self.sign == ">=" else self.found <= self.bar
        verdict = "met" if met else "NOT MET"
        error = "one world" if np.isnan(self.worlds) else f"± {self.worlds:.4f} "
        return f"{self.what:55s} {self.found:8.4f} {error}   required {self.sign} {self.bar:<6g} {verdict}"


def required(what: str, found: list[Found], measure: Callable[[list[Found]], float], sign: str, bar: float) -> Required:
    """The figure over all seeds, and the standard error that its values seed by seed give."""
    each = np.array([measure([one]) for one in found])
    error = float(each.std(ddof=1) / np.sqrt(len(each))) if len(each) > 1 else np.nan
    return Required(what, measure(found), error, sign, bar)


def requirements(found: dict[tuple[str, Policy], list[Found]]) -> list[Required]:
    """Every line that the worlds asked for can answer."""
    joint = {world: f for (world, policy), f in found.items() if policy is Policy.JOINT}
    rows: list[Required] = []

    def row(world: str, what: str, measure: Callable[[list[Found]], float], sign: str, bar: float) -> None:
        if world in joint:
            rows.append(required(f"{world}, {what}", joint[world], measure, sign, bar))

    row("medium", "right after 60", lambda f: accuracy(f, 60), ">=", 0.775)
    row("medium", "right after 108", lambda f: accuracy(f, 108), ">=", 0.81)
    row("medium", "sub-domains right after 108", lambda f: subdomain_accuracy(f, 108), ">=", 0.86)
    row("balanced", "sub-domains right after 108", lambda f: subdomain_accuracy(f, 108), ">=", 0.86)
    row("strong", "right after 60", lambda f: accuracy(f, 60), ">=", 0.81)
    for world in ("none", "lines"):
        alone = {f.task.seed: f for f in found.get((world, Policy.INDEPENDENT), [])}
        if alone:
            row(world, "loss against independent after 108", partial(loss, alone), "<=", 0.01)
        row(world, "right among the 90 % after 108", lambda f: among_sure(f, 108)[1], ">=", 0.90)
    worst = max(joint, key=lambda world: calibration_error(joint[world], 108))
    row(worst, "calibration error after 108 (the worst world)", lambda f: calibration_error(f, 108), "<=", 0.04)
    return rows


def loss(alone: dict[int, Found], joint: list[Found]) -> float:
    """Right decisions lost after 108 questions against each criterion by itself, in the same worlds."""
    return accuracy([alone[f.task.seed] for f in joint], 108) - accuracy(joint, 108)


def seeds_of(written: str) -> tuple[int, ...]:
    """`101,102` or `101-116`."""
    first, _, last = written.partition("-")
    return tuple(range(int(first), int(last) + 1)) if last else tuple(int(seed) for seed in written.split(","))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=100)
    parser.add_argument("--seeds", type=seeds_of, default=seeds_of("101-116"), help="101,102 or 101-116")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pilot", type=int, default=40)
    parser.add_argument("--worlds", default=",".join(worlds.STRUCTURES))
    asked = parser.parse_args()
    pairs = [(world, policy) for world in asked.worlds.split(",") for policy in (Policy.JOINT, Policy.INDEPENDENT)]
    pairs = [p for p in pairs if p[1] is Policy.JOINT or p[0] in ("medium", "none", "lines")]
    tasks = [
        Task(w, p, seed, asked.persons, 240 if (w, p) == ("medium", Policy.INDEPENDENT) else 108, asked.pilot)
        for w, p in pairs
        for seed in asked.seeds
    ]
    found: dict[tuple[str, Policy], list[Found]] = {}
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        for result in pool.map(study, tasks):
            found.setdefault((result.task.world, result.task.policy), []).append(result)
    for results in found.values():
        for after in results[0].probability:
            print(line(results, after), flush=True)
    print()
    for line_required in requirements(found):
        print(line_required)


if __name__ == "__main__":
    main()
