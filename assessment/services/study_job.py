"""The job that simulates a study: invented people sit the bank in use, and the page says how often the engine was right."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessment.engine import Measure, MeasureOptions, VarianceComponents, single
from assessment.engine.findings import findings, truth_of
from assessment.engine.people import drawn
from assessment.engine.policies import CONDUCT, Policy
from assessment.engine.policies.batch import Scores
from assessment.engine.simulation import Checkpoint, Outcome, Plan, piloted
from assessment.engine.simulation import check as check_plan
from assessment.engine.structure import MEDIUM, STRONG, WEAK
from assessment.engine.study import Part, gathered, part
from assessment.errors import Faults
from assessment.interchange.study_bank import StudyBank
from assessment.interchange.study_files import write_study
from assessment.interchange.study_report import Told, report_page
from assessment.interchange.study_tables import summary, tables
from assessment.messages import message
from assessment.services import releases
from assessment.services.acting import Acting
from assessment.services.job_context import Context, Result
from assessment.services.job_files import contents_of
from assessment.services.measures import pool_for
from assessment.services.referentials import CERTIFICATES

BATCH = 25
"""People of a part: their beliefs stay in the processor's cache."""

PEOPLE = (20, 5000)
QUESTIONS = (1, 500)
STRUCTURES: Mapping[str, VarianceComponents] = {"strong": STRONG, "medium": MEDIUM, "weak": WEAK}
"""How much the criteria of the invented people share."""

PILOT = 40
"""People who sit once beforehand, to learn how much abilities share."""

REPORT = "rapport.html"


@dataclass(frozen=True)
class Task:
    """What a part needs."""

    measure: Measure
    scores: Scores
    persons: NDArray[np.intp]
    plan: Plan


def check(acting: Acting, spec: Mapping[str, Any], files: Collection[str]) -> dict[str, Any]:
    """A certificate with a bank in use, a policy, how many people, after how many questions; InvalidInput otherwise."""
    faults = Faults()
    certificate, policy = str(spec.get("certificate", "")), str(spec.get("policy", Policy.JOINT.value))
    structure, people = str(spec.get("structure", "medium")), _whole(spec.get("people", 200))
    questions = _whole(spec.get("questions", 108))
    if certificate not in CERTIFICATES:
        faults.add(message("certificat"), certificate, ", ".join(CERTIFICATES))
    if policy not in {one.value for one in Policy}:
        faults.add(message("politique"), policy, ", ".join(one.value for one in Policy))
    if structure not in STRUCTURES:
        faults.add(message("structure"), structure, ", ".join(STRUCTURES))
    for name, value, (low, high) in (
        (message("personnes"), people, PEOPLE),
        (message("questions"), questions, QUESTIONS),
    ):
        if not low <= value <= high:
            faults.add(name, value, message("un nombre entier de %(low)s à %(high)s", low=low, high=high))
    faults.raise_if_any(message("Cette étude ne peut pas être calculée."))
    release = releases.current_release(acting.body_id, certificate)
    chosen = {"certificate": certificate, "release": release.id, "policy": policy, "structure": structure}
    return chosen | {"people": people, "questions": questions}


def run(spec: Mapping[str, Any], context: Context) -> Result:
    """Draw the people, sit them part by part, compare with their true abilities."""
    bank, measure = _bank(spec)
    rng = np.random.default_rng(context.job.seed)
    theta, scores = drawn(measure.items, STRUCTURES[spec["structure"]].covariance(bank.codes), spec["people"], rng)
    plan = _plan(spec, context.job.seed, len(bank.items))
    check_plan(measure, scores, plan)
    context.progress(0, len(_starts(scores)), message("Les premières personnes, pour connaître le partage"))
    began = time.perf_counter()
    measure = piloted(measure, scores, plan)
    tasks = [_task(measure, scores, start, plan) for start in _starts(scores)]
    found = gathered(
        [restored(kept) for kept in context.map("people", computed, tasks, message("Les personnes passent la banque"))]
    )
    figures = findings(measure, found, truth_of(measure, found, None, theta))
    told = summary(measure, plan, (found.outcome, figures), time.perf_counter() - began)
    texts = {
        "summary.json": json.dumps(told, indent=2, ensure_ascii=False) + "\n",
        REPORT: report_page(Told(measure, plan, bank.names), figures),
    }
    with tempfile.TemporaryDirectory() as room:
        write_study(Path(room) / "study", tables(bank, measure, found.outcome), texts)
        return Result({"people": spec["people"], "questions": plan.longest}, contents_of(Path(room) / "study"))


def computed(task: Task) -> dict[str, Any]:
    """One part, as plain arrays."""
    found = part(task.measure, task.scores, task.persons, task.plan)
    outcome = found.outcome
    arrays: dict[str, Any] = {name: getattr(outcome, name) for name in ("persons", "items", "scores", "evidence")}
    arrays |= {"whole": found.whole, "alone": found.alone, "after": [point.after for point in outcome.checkpoints]}
    for number, point in enumerate(outcome.checkpoints):
        named: dict[str, Any] = {
            "probability": point.probability,
            "direct": point.direct,
            "subdomains": point.subdomains,
        }
        if point.verdicts is not None:
            named["verdicts"] = point.verdicts
        arrays |= {f"{name}{number}": value for name, value in named.items()}
    return arrays


def restored(kept: Mapping[str, Any]) -> Part:
    """The part that `computed` wrote down."""
    points = tuple(
        Checkpoint(
            after=after,
            probability=kept[f"probability{number}"],
            direct=kept[f"direct{number}"],
            subdomains=kept[f"subdomains{number}"],
            verdicts=kept.get(f"verdicts{number}"),
        )
        for number, after in enumerate(kept["after"])
    )
    outcome = Outcome(kept["persons"], kept["items"], kept["scores"], points, kept["evidence"])
    return Part(outcome, kept["whole"], kept["alone"])


def _bank(spec: Mapping[str, Any]) -> tuple[StudyBank, Measure]:
    """The questions of the release that count, and the measure they make with the thresholds of its referential."""
    pool = pool_for(spec["release"])
    inside = np.flatnonzero(~pool.outside)
    items, codes = pool.measure.items.subset(inside), pool.measure.codes
    bank = StudyBank(tuple(pool.items[at].code for at in inside), codes, items)
    judged = pool.measure
    mixture = single(VarianceComponents(0.0, 0.0, 0.0, 1.0), codes) if CONDUCT[Policy(spec["policy"])].alone else None
    measure = Measure.of(codes, items, MeasureOptions(mixture=mixture, rules=judged.rules, settings=judged.settings))
    return bank, measure


def _plan(spec: Mapping[str, Any], seed: int, items: int) -> Plan:
    """Told after a quarter, a half, three quarters and all of the questions."""
    longest = min(int(spec["questions"]), items)
    steps = sorted({max(1, round(longest * quarter / 4)) for quarter in (1, 2, 3, 4)})
    return Plan(Policy(spec["policy"]), tuple(steps), longest, seed=seed, pilot=min(PILOT, int(spec["people"])))


def _starts(scores: Scores) -> range:
    return range(0, len(scores), BATCH)


def _task(measure: Measure, scores: Scores, start: int, plan: Plan) -> Task:
    end = min(start + BATCH, len(scores))
    return Task(measure, scores[start:end], np.arange(start, end), plan)


def _whole(value: object) -> int:
    """-1 for what is no whole number."""
    text = str(value).strip()
    return int(text) if text.isdecimal() and len(text) < 9 else -1
