"""What a calibration gives, whichever method made it, and what its reader should be told of each item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.curves import FARTHEST, FLATTEST, STEEPEST
from assessment.engine.calibration.given import STANDARD, Population
from assessment.engine.calibration.priors import Flags
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents
from assessment.messages import message

FEW_ANSWERS = 30
"""Under this many answers an item is hardly more than its prior."""

LEANING = 0.8
"""Standard error of log a, in standard deviations of the prior, from which the slope is the bank's, not the item's."""

AGAINST = -0.05
"""Correlation of an item with the share right of the rest under which people who know less do better on it."""


BORROWED = message("pente empruntée à la banque")
"""A fact of young banks, not a remark on the item."""


@dataclass(frozen=True)
class Outcome:
    """Items on the engine's scale; standard errors are NaN when the method has none."""

    a: Floats
    b: Floats
    se_a: Floats
    se_b: Floats
    log_likelihood: float
    iterations: int
    converged: bool
    seconds: float
    components: VarianceComponents
    slope_sd: float
    """Standard deviation of the prior of log a; infinite when slopes have none."""
    covariance: Floats | None = None
    """(criteria, criteria): when the answers show more than the shares of variance say."""
    notes: Mapping[str, object] = field(default_factory=dict)
    steps: Floats | None = None
    """(items, m): thresholds of partial-credit items, NaN elsewhere."""
    population: Population = STANDARD
    """Where the people lie on the scale; elsewhere than 0 and 1 when anchors hold it."""


def flags(answers: Answers, outcome: Outcome) -> list[list[str]]:
    """Per item, the French words of what a person should look at; an empty list is a sound item."""
    asked, rights = answers.asked, answers.rights
    with_rest = rest_correlation(answers)
    leaning = outcome.se_a / outcome.a >= LEANING * outcome.slope_sd
    edge = (outcome.a <= 1.01 * FLATTEST) | (outcome.a >= 0.99 * STEEPEST) | (np.abs(outcome.b) >= 0.99 * FARTHEST)
    rules = [
        (message("toutes justes"), rights == asked),
        (message("toutes fausses"), answers.wrongs == asked),
        (message("le même score pour tous"), one_score(answers) & (answers.highest > 1)),
        (message("peu de réponses"), asked < FEW_ANSWERS),
        (BORROWED, leaning),
        (message("réussie à rebours"), with_rest < AGAINST),
        (message("hors limites"), edge),
    ]
    return [[name for name, found in rules if found[i]] for i in range(answers.items)]


def one_score(answers: Answers) -> Flags:
    """(items,) everybody earned the same."""
    least, most = np.full(answers.items, np.iinfo(np.int8).max), np.full(answers.items, -1)
    np.minimum.at(least, answers.item, answers.score)
    np.maximum.at(most, answers.item, answers.score)
    found: Flags = least >= most
    return found


def not_calibrated(answers: Answers) -> dict[int, str]:
    """The items whose numbers are their prior's, not their answers', and why."""
    reasons = [
        (message("toutes justes"), answers.rights == answers.asked),
        (message("toutes fausses"), answers.wrongs == answers.asked),
        (message("le même score pour tous"), one_score(answers)),
        (message("peu de réponses"), answers.asked < FEW_ANSWERS),
    ]
    found: dict[int, str] = {}
    for i in range(answers.items):
        why = next((reason for reason, holds in reasons if holds[i]), None)
        if why is not None:
            found[i] = why
    return found


def rest_correlation(answers: Answers) -> Floats:
    """(items,) correlation of right answers with the person's share right elsewhere; NaN where it does not exist."""
    right = answers.share
    of_person = np.bincount(answers.person, minlength=answers.persons)
    rest = np.bincount(answers.person, weights=right, minlength=answers.persons)[answers.person] - right
    others = of_person[answers.person] - 1
    share = np.divide(rest, others, out=np.full(len(answers), np.nan), where=others > 0)
    known = np.isfinite(share)
    item, x, y = answers.item[known], right[known], share[known]

    def mean(values: Floats) -> Floats:
        total = np.bincount(item, weights=values, minlength=answers.items)
        average: Floats = total / np.maximum(np.bincount(item, minlength=answers.items), 1)
        return average

    spread = np.sqrt((mean(x * x) - mean(x) ** 2) * (mean(y * y) - mean(y) ** 2))
    common = mean(x * y) - mean(x) * mean(y)
    found: Floats = np.divide(common, spread, out=np.full(answers.items, np.nan), where=spread > 1e-9)
    return found
