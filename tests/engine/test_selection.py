from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import Answer, Measure, Rule, State, answer, begin, rebuild
from assessment.engine.needs import Layout, standing
from assessment.engine.posterior import Belief
from assessment.engine.selection import Weighing, approximate_gains, decision_gains, moves
from assessment.engine.suggestion import mastered_probability
from assessment.engine.worth import Aims, aims_of, passed, rounded
from tests.engine.banks import graded, measure

MEASURE = measure()
STATE = rebuild(MEASURE, [Answer(0, 1), Answer(6, 0), Answer(21, 1), Answer(22, 1)])
DRAWS = 400_000
NO_RULES = Layout.of([])


def weighing(m: Measure, state: State) -> Weighing:
    return Weighing.of(state.belief, m.cuts, m.tables)


def exactly(weighed: Weighing, items: np.ndarray, wanted: Aims, needs: Layout) -> np.ndarray:
    return decision_gains(weighed, items, wanted, standing(needs, weighed.view.probability))


def roughly(weighed: Weighing, wanted: Aims, needs: Layout) -> np.ndarray:
    return approximate_gains(weighed, wanted, standing(needs, weighed.view.probability))


def aims(m: Measure, state: State, needs: Layout = NO_RULES) -> Aims:
    return aims_of(state.direct, needs, m.settings)


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


def drop_of_variance(m: Measure, state: State, item: int, worth: np.ndarray) -> float:
    found = moves(weighing(m, state), worth)
    rows = m.tables.row_item == item
    return float(found.variance(found.squared)[rows].sum())


@pytest.mark.parametrize("item", [1, 7, 14, 20, 29])
def test_the_moves_of_an_answer_are_the_expected_drop_of_the_variance_of_all_mastery_indicators(item: int) -> None:
    worth = np.linspace(0.5, 1.5, 8)
    expected = by_simulation(MEASURE, STATE.belief, item, worth)
    assert drop_of_variance(MEASURE, STATE, item, worth) == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("item", [0, 1, 2])
def test_the_moves_of_partial_credit_items_count_every_score(item: int) -> None:
    m = Measure.of(("1.1.1", "1.1.2"), graded())
    state = begin(m)
    expected = by_simulation(m, state.belief, item, np.ones(2))
    assert drop_of_variance(m, state, item, np.ones(2)) == pytest.approx(expected, rel=0.05)


def utility(m: Measure, state: State) -> float:
    """The formula of `worth`, criterion by criterion, at the weights of STATE once its next answer is there."""
    now = aims(m, STATE)
    d = now.once_asked if state is not STATE else now.decided
    p = mastered_probability(state.belief, m.cuts)
    answered = (state.direct >= m.settings.direct_minimum) * d
    return float((now.right * rounded(p)).sum() + (answered * passed(p, m.settings)).sum())


@pytest.mark.parametrize("item", [2, 10, 25])
def test_the_gain_is_that_of_the_posteriors_after_each_answer(item: int) -> None:
    before = mastered_probability(STATE.belief, MEASURE.cuts)
    after = [answer(MEASURE, STATE, item, score) for score in (0, 1)]
    criterion = MEASURE.items.criterion[item]
    low, high = (mastered_probability(state.belief, MEASURE.cuts)[criterion] for state in after)
    right = (before[criterion] - low) / (high - low)
    expected = right * utility(MEASURE, after[1]) + (1 - right) * utility(MEASURE, after[0]) - utility(MEASURE, STATE)
    found = exactly(weighing(MEASURE, STATE), np.array([item]), aims(MEASURE, STATE), NO_RULES)[0]
    assert found == pytest.approx(expected, rel=0.1)


def test_the_approximation_is_exact_when_an_item_teaches_about_its_own_criterion_only() -> None:
    m = Measure.of(("1.1.1", "1.1.2"), graded())
    for direct in (np.array([0, 0]), np.array([3, 0])):
        alone = aims_of(direct, NO_RULES, m.settings)
        of_one = Aims(alone.right * [1, 0], alone.decided * [1, 0], alone.once_asked * [1, 0], alone.rules, m.settings)
        weighed = weighing(m, begin(m))
        exact = exactly(weighed, np.array([0]), of_one, NO_RULES)
        assert roughly(weighed, of_one, NO_RULES)[0] == pytest.approx(exact[0], rel=1e-4)


@pytest.mark.parametrize("answers", [0, 4, 8, 16])
def test_the_approximation_ranks_items_nearly_as_the_gain_does(answers: int) -> None:
    rng = np.random.default_rng(7)
    state = rebuild(MEASURE, [Answer(int(i), int(rng.random() < 0.6)) for i in rng.permutation(32)[:answers]])
    wanted, weighed = aims(MEASURE, state, MEASURE.needs), weighing(MEASURE, state)
    exact = exactly(weighed, np.arange(32), wanted, MEASURE.needs)
    first = np.argsort(-roughly(weighed, wanted, MEASURE.needs))[:8]
    assert exact[first].max() >= 0.99 * exact.max()


def test_a_criterion_that_turns_its_sub_domain_is_asked_about_first() -> None:
    """Of two criteria known equally well, one alone in its sub-domain, the other one of three of which one is enough."""
    needs = Layout.of([Rule("1.1", (0, 1, 2), 1), Rule("1.2", (3,), 1)])
    gains = exactly(weighing(MEASURE, begin(MEASURE)), np.arange(32), aims(MEASURE, begin(MEASURE), needs), needs)
    without = exactly(weighing(MEASURE, begin(MEASURE)), np.arange(32), aims(MEASURE, begin(MEASURE)), NO_RULES)
    brought = gains - without
    assert brought[12:16].mean() > 2 * brought[0:4].mean()


def test_no_gain_is_negative_and_all_are_finite() -> None:
    found = exactly(weighing(MEASURE, STATE), np.arange(32), aims(MEASURE, STATE), NO_RULES)
    assert np.isfinite(found).all()
    assert (found >= 0).all()


def test_partial_credit_items_have_a_gain_in_decisions_too() -> None:
    m = Measure.of(("1.1.1", "1.1.2"), graded())
    state = begin(m)
    found = exactly(weighing(m, state), np.array([0, 1, 2]), aims(m, state, m.needs), m.needs)
    assert (found > 0).all()
    assert np.isfinite(roughly(weighing(m, state), aims(m, state, m.needs), m.needs)).all()
