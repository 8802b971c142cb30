from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import Answer, Observation, Status, begin, observe, rebuild, suggest
from assessment.engine.prior import aged
from assessment.engine.suggestion import ability
from assessment.errors import InvalidInput
from tests.engine.banks import measure

MEASURE = measure()
HISTORY = [Answer(0, 1), Observation(3, False, 0.8), Answer(6, 0), Answer(25, 1), Answer(12, 1)]


def test_a_rebuilt_state_is_the_live_one_bit_for_bit() -> None:
    live, again = rebuild(MEASURE, HISTORY), rebuild(MEASURE, HISTORY)
    assert np.array_equal(live.belief.covariances, again.belief.covariances)
    assert np.array_equal(live.belief.means, again.belief.means)
    assert np.array_equal(live.belief.log_weights, again.belief.log_weights)


def test_a_step_leaves_the_state_it_started_from_alone() -> None:
    state = begin(MEASURE)
    before = state.belief.means.copy(), state.belief.covariances.copy()
    observe(MEASURE, state, Observation(0, True, 0.9))
    assert np.array_equal(state.belief.means, before[0])
    assert np.array_equal(state.belief.covariances, before[1])


def test_answers_and_observations_are_counted_apart() -> None:
    said = suggest(MEASURE, rebuild(MEASURE, HISTORY))
    assert said.asked.tolist() == [1, 1, 0, 1, 0, 0, 1, 0]
    assert said.right.tolist() == [1, 0, 0, 1, 0, 0, 1, 0]
    assert said.observations.tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    assert said.observed_mastered.sum() == 0


def test_an_observation_moves_the_neighbours_too() -> None:
    before = suggest(MEASURE, begin(MEASURE)).probability
    after = suggest(MEASURE, observe(MEASURE, begin(MEASURE), Observation(0, True, 0.9))).probability
    assert (after > before).all()
    assert after[0] - before[0] > after[1] - before[1] > after[5] - before[5]


def test_an_observation_as_reliable_as_a_coin_changes_nothing() -> None:
    before = suggest(MEASURE, begin(MEASURE)).probability
    after = suggest(MEASURE, observe(MEASURE, begin(MEASURE), Observation(0, True, 0.5))).probability
    assert after == pytest.approx(before)


@pytest.mark.parametrize(("criterion", "reliability"), [(-1, 0.8), (8, 0.8), (0, 0.4), (0, 1.0)])
def test_an_impossible_observation_is_refused(criterion: int, reliability: float) -> None:
    with pytest.raises(InvalidInput, match="attendu"):
        observe(MEASURE, begin(MEASURE), Observation(criterion, True, reliability))


def test_before_anything_is_known_everything_is_not_assessed() -> None:
    assert set(suggest(MEASURE, begin(MEASURE)).status) == {Status.NOT_ASSESSED}


def test_the_grounds_tell_direct_evidence_from_the_neighbours() -> None:
    said = suggest(MEASURE, rebuild(MEASURE, [Answer(0, 1), Answer(1, 1)]))
    prior = suggest(MEASURE, begin(MEASURE)).probability
    assert said.without_direct[0] == pytest.approx(prior[0], abs=0.02)
    assert said.without_neighbours[0] == pytest.approx(said.probability[0], abs=0.02)
    assert said.without_direct[1] == pytest.approx(said.probability[1])


def test_an_earlier_evaluation_is_carried_over_and_fades() -> None:
    earlier = rebuild(MEASURE, [Answer(n, 1) for n in range(12)])
    means = [ability(begin(MEASURE, aged(MEASURE, earlier, years)).belief)[0][0] for years in (0.0, 2.0, 50.0)]
    assert means[0] == pytest.approx(ability(earlier.belief)[0][0])
    assert means[0] > means[1] > means[2]
    assert means[2] == pytest.approx(0.0, abs=1e-3)


def test_what_was_taught_since_is_held_against_nobody_for_long() -> None:
    earlier = rebuild(MEASURE, [Answer(n, 0) for n in range(12)])
    taught = np.arange(MEASURE.criteria) == 0
    plain, since = (aged(MEASURE, earlier, 1.0, mask) for mask in (None, taught))
    before, after = (suggest(MEASURE, begin(MEASURE, prior)).probability for prior in (plain, since))
    nothing = suggest(MEASURE, begin(MEASURE)).probability
    assert before[0] < after[0] < nothing[0]
    assert after[1:] == pytest.approx(before[1:])
    assert all(np.linalg.eigvalsh(one).min() > 0 for one in since.covariances[0])


def test_an_evaluation_from_the_future_is_refused() -> None:
    with pytest.raises(InvalidInput):
        aged(MEASURE, begin(MEASURE), -1.0)


def test_a_state_stays_under_a_megabyte() -> None:
    assert rebuild(MEASURE, HISTORY).bytes < 1_000_000
