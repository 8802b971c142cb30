"""A study put together: what each batch found, beside what the whole bank would have said of the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine import whole_bank
from assessment.engine.classics import Verdict
from assessment.engine.mastery import Settings
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.policies.batch import Indices, Scores
from assessment.engine.policies.sequential import CODE
from assessment.engine.simulation import Checkpoint, Outcome, Plan, run


@dataclass(frozen=True)
class Part:
    """Some people of a study, or all of them."""

    outcome: Outcome
    whole: Floats
    """(persons, criteria) probabilities after the whole bank, see `whole_bank.believed`."""
    alone: Floats
    """(persons, criteria) the same from each criterion's own questions, see `whole_bank.alone`."""


def part(measure: Measure, mine: Scores, persons: Indices, plan: Plan) -> Part:
    """Sit a batch of people, then let them answer everything."""
    outcome = run(measure, mine, persons, plan)
    return Part(outcome, whole_bank.believed(measure, mine), whole_bank.alone(measure, mine))


def gathered(parts: Sequence[Part]) -> Part:
    """One part of all the people; `parts` in the order of their people, at least one."""
    outcomes = [part.outcome for part in parts]
    whole = Outcome(
        persons=np.concatenate([o.persons for o in outcomes]),
        items=np.concatenate([o.items for o in outcomes]),
        scores=np.concatenate([o.scores for o in outcomes]),
        checkpoints=tuple(_merged(points) for points in zip(*(o.checkpoints for o in outcomes), strict=True)),
        evidence=np.concatenate([o.evidence for o in outcomes]),
    )
    return Part(whole, np.concatenate([p.whole for p in parts]), np.concatenate([p.alone for p in parts]))


def _merged(points: Sequence[Checkpoint]) -> Checkpoint:
    verdicts = [point.verdicts for point in points if point.verdicts is not None]
    return Checkpoint(
        after=points[0].after,
        probability=np.concatenate([point.probability for point in points]),
        direct=np.concatenate([point.direct for point in points]),
        subdomains=np.concatenate([point.subdomains for point in points]),
        verdicts=np.concatenate(verdicts) if verdicts else None,
    )


def said(point: Checkpoint, settings: Settings) -> NDArray[np.int8]:
    """(persons, criteria) what is suggested, in the codes of `policies.sequential.CODE`."""
    if point.verdicts is not None:
        return point.verdicts
    enough = point.direct >= settings.direct_minimum
    acquired = enough & (point.probability >= settings.acquired)
    not_acquired = enough & (point.probability <= settings.not_acquired)
    low, high = CODE[Verdict.NOT_MASTERED], CODE[Verdict.MASTERED]
    return np.select([acquired, not_acquired], [high, low], CODE[Verdict.CONTINUE]).astype(np.int8)
