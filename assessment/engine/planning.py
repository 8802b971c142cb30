"""What is left to do: where five minutes of the evaluator teach most, and how long the questions may still take."""

from __future__ import annotations

import numpy as np

from assessment.engine.choice import Constraints, choose
from assessment.engine.measure import Measure
from assessment.engine.models import Floats
from assessment.engine.needs import standing
from assessment.engine.selection import Weighing, decision_gains
from assessment.engine.state import State
from assessment.engine.step import answer
from assessment.engine.worth import aims_of

LONGEST_LOOK = 200
"""Questions looked ahead at most."""


def value_of_observation(measure: Measure, state: State) -> Floats:
    """Gain in utility (see `worth`) of observing each criterion for five minutes, all criteria counted."""
    weighing = Weighing.of(state.belief, measure.cuts, measure.observing)
    aims = aims_of(state.direct, measure.needs, measure.settings)
    rules = standing(measure.needs, weighing.view.probability)
    return decision_gains(weighing, np.arange(measure.criteria), aims, rules)


def expected_seconds_left(measure: Measure, state: State, constraints: Constraints, rng: np.random.Generator) -> float:
    """Seconds of one way the rest of the sitting may go: answers drawn from the belief, questions chosen as they will be.

    One draw (about a millisecond per question looked ahead): steady enough for "about ten minutes".
    """
    excluded = np.zeros(len(measure.items), dtype=bool) if constraints.excluded is None else constraints.excluded.copy()
    items = LONGEST_LOOK if constraints.items_left is None else min(LONGEST_LOOK, constraints.items_left)
    seconds, budget = 0.0, constraints.seconds_left
    for asked in range(items):
        left = None if budget is None else budget - seconds
        limits = Constraints(excluded, constraints.overexposed, None, items - asked, left, constraints.criteria)
        choice = choose(measure, state, limits, rng)
        if choice.item is None:
            break
        excluded[choice.item] = True
        seconds += float(measure.items.seconds[choice.item])
        state = answer(measure, state, choice.item, _drawn_score(measure, state, choice.item, rng))
    return seconds


def _drawn_score(measure: Measure, state: State, item: int, rng: np.random.Generator) -> int:
    criterion = measure.items.criterion[item]
    structure = rng.choice(len(measure.mixture), p=state.belief.weights[0] / state.belief.weights[0].sum())
    variance = state.belief.covariances[0, structure, criterion, criterion]
    theta = state.belief.means[0, structure, criterion] + np.sqrt(variance) * rng.standard_normal()
    scores = np.arange(int(measure.items.highest[item]) + 1)
    at = np.full(len(scores), theta)
    shares = measure.items.score_probability(np.full(len(scores), item), scores, at)
    return int(rng.choice(scores, p=shares / shares.sum()))
