from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import Answer, Measure, State, answer, rebuild
from assessment.engine.needs import Layout
from assessment.engine.posterior import Belief
from assessment.engine.selection import Weighing, decision_gains, rounded, variance_gains
from assessment.engine.suggestion import mastered_probability
from tests.engine.banks import graded, measure

MEASURE = measure()
STATE = rebuild(MEASURE, [Answer(0, 1), Answer(6, 0), Answer(21, 1), Answer(22, 1)])
DRAWS = 400_000
NO_RULES = Layout.of([])


def weighing(m: Measure, state: State) -> Weighing:
    return Weighing.of(state.belief, m.cuts, m.tables)


def drawn(belief: Belief) -> np.ndarray:
    rng = np.random.default_rng(3)
    counts = rng.multinomial(DRAWS, belief.weights[0])
    return np.concatenate(
        [rng.multivariate_normal(belief.means[0, k], belief.covariances[0, k], n) for k, n in enumerate(counts) if n]
    )


def by_simulation(m: Measure, belief: Belief, item: int, worth: np.ndarray) -> float:
    """Expected drop of the weighted variance of the mastery indicators, from draws of the belief."""
    theta = drawn(belief)
    mastered = theta >= m.cuts.theta + m.cuts.se * np.random.default_rng(4).standard_normal(theta.shape)
    at = theta[:, m.items.criterion[item]]
    total = 0.0
    for score in range(int(m.items.highest[item]) + 1):
        p = m.items.score_probability(np.array([item]), np.array([score]), at[None])[0]
        covariance = (p[:, None] * mastered).mean(axis=0) - p.mean() * mastered.mean(axis=0)
        total += float((worth * covariance**2).sum() / p.mean())
    return total


@pytest.mark.parametrize("item", [1, 7, 14, 20, 29])
def test_the_gain_is_the_expected_drop_of_the_variance_of_all_mastery_indicators(item: int) -> None:
    worth = np.linspace(0.5, 1.5, 8)
    found = variance_gains(weighing(MEASURE, STATE), worth)[item]
    assert found == pytest.approx(by_simulation(MEASURE, STATE.belief, item, worth), rel=0.05)


@pytest.mark.parametrize("item", [0, 1, 2])
def test_the_gain_of_partial_credit_items_counts_every_score(item: int) -> None:
    m = Measure.of(("1.1.1", "1.1.2"), graded())
    state = rebuild(m, [])
    found = variance_gains(weighing(m, state), np.ones(2))[item]
    assert found == pytest.approx(by_simulation(m, state.belief, item, np.ones(2)), rel=0.05)


def test_no_gain_is_negative_and_all_are_finite() -> None:
    found = variance_gains(weighing(MEASURE, STATE), np.ones(8))
    assert np.isfinite(found).all()
    assert (found >= 0).all()


@pytest.mark.parametrize("item", [2, 10, 25])
def test_the_gain_in_decisions_is_that_of_the_posteriors_after_each_answer(item: int) -> None:
    before = mastered_probability(STATE.belief, MEASURE.cuts)
    after = [mastered_probability(answer(MEASURE, STATE, item, s).belief, MEASURE.cuts) for s in (0, 1)]
    criterion = MEASURE.items.criterion[item]
    right = (before - after[0])[criterion] / (after[1] - after[0])[criterion]
    expected = right * rounded(after[1]).sum() + (1 - right) * rounded(after[0]).sum() - rounded(before).sum()
    assert decision_gains(weighing(MEASURE, STATE), np.array([item]), NO_RULES)[0] == pytest.approx(expected, rel=0.1)


def test_partial_credit_items_have_a_gain_in_decisions_too() -> None:
    m = Measure.of(("1.1.1", "1.1.2"), graded())
    found = decision_gains(weighing(m, rebuild(m, [])), np.array([0, 1, 2]), m.needs)
    assert (found > 0).all()
