from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.engine import Answer, MeasureOptions, Observation, begin, published, rebuild, suggest
from assessment.engine.suggestion import ability
from tests.engine.banks import measure, sharing

MEASURE = measure()
ITEMS = len(MEASURE.items)
HISTORY = [Answer(n, int(n % 3 > 0)) for n in range(0, ITEMS, 2)] + [Observation(4, True, 0.9)]


@settings(deadline=None, max_examples=15)
@given(st.permutations(HISTORY))
def test_the_published_posterior_does_not_depend_on_the_order(order: list[Answer | Observation]) -> None:
    expected, found = published(MEASURE, HISTORY), published(MEASURE, order)
    assert np.array_equal(found.belief.means, expected.belief.means)
    assert np.array_equal(found.belief.log_weights, expected.belief.log_weights)


def test_the_live_posterior_is_close_to_the_published_one() -> None:
    live, final = (suggest(MEASURE, s).probability for s in (rebuild(MEASURE, HISTORY), published(MEASURE, HISTORY)))
    assert np.abs(live - final).max() < 0.03


def test_without_correlation_it_is_the_exact_posterior_of_each_criterion() -> None:
    apart = measure(options=MeasureOptions(mixture=sharing(0.0, 8)))
    rows = [Answer(0, 1), Answer(1, 0), Answer(2, 1), Answer(3, 1)]
    grid = np.linspace(-7, 7, 4001)
    mass = np.exp(-0.5 * grid**2)
    for row in rows:
        mass *= apart.items.score_probability(np.array([row.item]), np.array([row.score]), grid[None])[0]
    exact = float(mass @ grid / mass.sum())
    assert ability(published(apart, rows).belief)[0][0] == pytest.approx(exact, abs=1e-5)


def test_the_weights_of_the_structures_are_their_exact_evidence_when_one_criterion_is_touched() -> None:
    rows = [Answer(0, 1), Answer(1, 0), Answer(2, 1)]
    final = published(MEASURE, rows).belief.weights[0]
    assert final == pytest.approx(MEASURE.mixture.weights, abs=1e-9)


def test_the_counts_are_those_of_the_history() -> None:
    live, final = rebuild(MEASURE, HISTORY), published(MEASURE, HISTORY)
    assert np.array_equal(live.asked, final.asked)
    assert np.array_equal(live.right, final.right)
    assert np.array_equal(live.observations, final.observations)
    assert live.seconds == final.seconds


def test_nothing_asked_publishes_the_population() -> None:
    assert np.array_equal(published(MEASURE, []).belief.means, begin(MEASURE).belief.means)


def test_an_item_can_be_removed_and_the_sitting_scored_again() -> None:
    without = [row for row in HISTORY if row != HISTORY[0]]
    assert published(MEASURE, without).asked[0] == published(MEASURE, HISTORY).asked[0] - 1
