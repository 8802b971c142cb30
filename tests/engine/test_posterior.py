from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.engine import Answer, ItemParameters, Measure, MeasureOptions, Observation, answer, begin, rebuild
from assessment.engine.state import Evidence, State
from assessment.engine.suggestion import ability
from assessment.errors import InvalidInput
from tests.engine.banks import CODES, measure, sharing

MEASURE = measure()
ITEMS = len(MEASURE.items)
rows = st.one_of(
    st.builds(Answer, st.integers(0, ITEMS - 1), st.integers(0, 1)),
    st.builds(Observation, st.integers(0, 7), st.booleans(), st.floats(0.5, 0.99)),
)


def exact(items: list[int], scores: list[int]) -> tuple[float, float]:
    """Posterior mean and standard deviation by brute force on a fine grid, one ability for all the items."""
    grid = np.linspace(-7, 7, 4001)
    log_mass = -0.5 * grid**2
    for item, score in zip(items, scores, strict=True):
        share = MEASURE.items.score_probability(np.array([item]), np.array([score]), grid[None])[0]
        log_mass += np.log(share)
    mass = np.exp(log_mass - log_mass.max())
    mass /= mass.sum()
    mean = float(mass @ grid)
    return mean, float(np.sqrt(mass @ (grid - mean) ** 2))


def test_one_answer_gives_the_exact_posterior_mean_of_its_criterion() -> None:
    mean, spread = ability(answer(MEASURE, begin(MEASURE), 5, 0).belief)
    assert (mean[1], spread[1]) == pytest.approx(exact([5], [0]), abs=1e-6)


def test_full_correlation_is_one_scale() -> None:
    together = measure(options=MeasureOptions(mixture=sharing(1.0 - 1e-7, 8)))
    items, scores = [0, 5, 9, 14, 20, 26, 31], [1, 1, 0, 1, 0, 1, 1]
    state = rebuild(together, [Answer(i, s) for i, s in zip(items, scores, strict=True)])
    mean, spread = ability(state.belief)
    expected = exact(items, scores)
    assert mean == pytest.approx(np.full(8, expected[0]), abs=0.02)
    assert spread == pytest.approx(np.full(8, expected[1]), abs=0.02)


def test_no_correlation_is_one_scale_per_criterion() -> None:
    apart = measure(options=MeasureOptions(mixture=sharing(0.0, 8)))
    state = rebuild(apart, [Answer(0, 1), Answer(5, 0), Answer(9, 1)])
    mean, _ = ability(state.belief)
    for criterion, (item, score) in enumerate([(0, 1), (5, 0), (9, 1)]):
        assert mean[criterion] == pytest.approx(exact([item], [score])[0], abs=1e-6)
    assert mean[3:] == pytest.approx(np.zeros(5), abs=1e-8)


@settings(deadline=None, max_examples=30)
@given(st.lists(rows, max_size=12), st.integers(0, ITEMS - 1))
def test_the_expected_posterior_after_an_item_is_the_present_one(history: list[Evidence], item: int) -> None:
    state = rebuild(MEASURE, history)
    criterion = MEASURE.items.criterion[item]
    now = ability(state.belief)[0][criterion]
    after = [answer(MEASURE, state, item, score) for score in (0, 1)]
    chance = [_predictive(state, item, score) for score in (0, 1)]
    means = sum(z * ability(s.belief)[0][criterion] for z, s in zip(chance, after, strict=True))
    assert sum(chance) == pytest.approx(1.0, abs=1e-9)
    assert means == pytest.approx(now, abs=1e-6)


def _predictive(state: State, item: int, score: int) -> float:
    """P(score) under the belief, by brute force."""
    belief = state.belief
    criterion = MEASURE.items.criterion[item]
    nodes, weights = np.polynomial.hermite_e.hermegauss(31)
    total = 0.0
    for k, share in enumerate(belief.weights[0]):
        spread = np.sqrt(belief.covariances[0, k, criterion, criterion])
        theta = belief.means[0, k, criterion] + spread * nodes
        p = MEASURE.items.score_probability(np.array([item]), np.array([score]), theta[None])[0]
        total += share * float((p * weights).sum() / weights.sum())
    return total


@settings(deadline=None, max_examples=40)
@given(st.lists(rows, max_size=25), st.integers(0, ITEMS - 1))
def test_ability_never_rises_after_a_wrong_answer_nor_falls_after_a_right_one(
    history: list[Evidence], item: int
) -> None:
    state = rebuild(MEASURE, history)
    criterion = MEASURE.items.criterion[item]
    before = ability(state.belief)[0][criterion]
    assert ability(answer(MEASURE, state, item, 0).belief)[0][criterion] <= before + 1e-9
    assert ability(answer(MEASURE, state, item, 1).belief)[0][criterion] >= before - 1e-9


@pytest.mark.parametrize("pattern", ["wrong", "right", "alternating", "contradictory"])
def test_three_hundred_answers_of_any_kind_stay_finite(pattern: str) -> None:
    score = {
        "wrong": lambda n: 0,
        "right": lambda n: 1,
        "alternating": lambda n: n % 2,
        "contradictory": lambda n: int(MEASURE.items.b[n % ITEMS] > -0.6),
    }[pattern]
    state = rebuild(MEASURE, [Answer(n % ITEMS, score(n)) for n in range(300)])
    belief = state.belief
    assert np.isfinite(belief.means).all()
    assert (np.linalg.eigvalsh(belief.covariances[0]) > -1e-9).all()
    assert belief.weights.sum() == pytest.approx(1.0)
    assert (np.abs(belief.means) < 10).all()


def test_an_impossible_answer_is_refused_with_what_was_expected() -> None:
    state = begin(MEASURE)
    for item, score in [(-1, 0), (ITEMS, 0), (0, 2), (0, -1)]:
        with pytest.raises(InvalidInput, match="attendu"):
            answer(MEASURE, state, item, score)


def test_uncertain_difficulties_teach_less() -> None:
    alike = {"criterion": np.arange(8), "a": 1.2, "b": -0.6}
    sure = Measure.of(CODES, ItemParameters.of(alike))
    doubtful = Measure.of(CODES, ItemParameters.of({**alike, "se_b": 0.8}))
    spreads = [ability(answer(m, begin(m), 0, 1).belief)[1][0] for m in (sure, doubtful)]
    assert spreads[0] < spreads[1]
