"""What a study found as rows: decisions, path, sub-domains and the summary of the command-line contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assessment.engine.findings import Findings, Stage
from assessment.engine.measure import Measure
from assessment.engine.policies.batch import NO_ITEM
from assessment.engine.policies.sequential import STATUS
from assessment.engine.simulation import Checkpoint, Outcome, Plan
from assessment.engine.study import said
from assessment.engine.worth import sure
from assessment.interchange.study_bank import StudyBank
from assessment.interchange.study_files import Table


def tables(study: StudyBank, measure: Measure, outcome: Outcome) -> list[Table]:
    """The three CSV files; their rows are written as they are made."""
    decisions = ("person", "after_items", "criterion", "probability", "state", "direct_items")
    return [
        Table("decisions.csv", decisions, _decisions(measure, outcome)),
        Table("path.csv", ("person", "position", "item", "criterion", "score"), _path(study, measure, outcome)),
        Table("subdomains.csv", ("person", "after_items", "subdomain", "probability"), _subdomains(measure, outcome)),
    ]


def _decisions(measure: Measure, outcome: Outcome) -> Iterator[Sequence[object]]:
    states = [said(point, measure.settings) for point in outcome.checkpoints]
    for n, person in enumerate(outcome.persons):
        for point, state in zip(outcome.checkpoints, states, strict=True):
            for c, code in enumerate(measure.codes):
                word = STATUS[int(state[n, c])].value
                yield person, point.after, code, f"{point.probability[n, c]:.6f}", word, int(point.direct[n, c])


def _path(study: StudyBank, measure: Measure, outcome: Outcome) -> Iterator[Sequence[object]]:
    for n, person in enumerate(outcome.persons):
        for position, item in enumerate(outcome.items[n], start=1):
            if item != NO_ITEM:
                code = measure.codes[measure.items.criterion[item]]
                yield person, position, study.names[item], code, outcome.scores[n, position - 1]


def _subdomains(measure: Measure, outcome: Outcome) -> Iterator[Sequence[object]]:
    for n, person in enumerate(outcome.persons):
        for point in outcome.checkpoints:
            for r, rule in enumerate(measure.rules):
                yield person, point.after, rule.code, f"{point.subdomains[n, r]:.4f}"


def summary(measure: Measure, plan: Plan, study: tuple[Outcome, Findings], seconds: float) -> dict[str, object]:
    """summary.json; `seconds` is what the computation took."""
    outcome, found = study
    asked = found.questions
    stages = zip(outcome.checkpoints, found.stages, strict=True)
    mixture = zip(measure.mixture.names, measure.mixture.weights, strict=True)
    return {
        "policy": plan.policy.value,
        "seed": plan.seed,
        "persons": len(asked),
        "items": len(measure.items),
        "criteria": measure.criteria,
        "structures": {name: round(float(weight), 4) for name, weight in mixture},
        "pilot": plan.pilot if len(measure.mixture) > 1 else 0,
        "questions_mean": round(float(asked.mean()), 2),
        "seconds": round(seconds, 3),
        "milliseconds_per_question": round(1000.0 * seconds / max(int(asked.sum()), 1), 4),
        "compared_with": found.source.value,
        "right_after_whole_bank": round(found.ceiling, 4),
        "checkpoints": [_point(measure, point, stage) for point, stage in stages],
    }


def _point(measure: Measure, point: Checkpoint, stage: Stage) -> dict[str, object]:
    known = sure(point.probability, measure.settings)
    return {
        "after_items": point.after,
        "share_sure": round(float(known.mean()), 4),
        "share_decided": round(stage.decided, 4),
        "mean_probability": round(float(point.probability.mean()), 4),
        "right": round(stage.right, 4),
        "decided_right": None if np.isnan(stage.decided_right) else round(stage.decided_right, 4),
        "calibration_error": round(stage.calibration_error, 4),
    }
