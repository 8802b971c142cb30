from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.engine import Constraints, MeasureOptions, answer, begin, choose, single
from assessment.engine.policies.paper_form import fixed_form
from assessment.engine.sharing import learnt_weights
from assessment.engine.simulation import Plan, Policy, check, piloted, run
from assessment.engine.structure import NONE
from assessment.engine.suggestion import mastered_probability
from assessment.errors import InvalidInput
from tests.engine.banks import CODES, measure

MEASURE = measure()
ITEMS = len(MEASURE.items)
SCORES = (np.random.default_rng(2).random((6, ITEMS)) < 0.6).astype(np.int8)
EVERYONE = np.arange(6)
PLAN = Plan(Policy.JOINT, (5, 10), 10, seed=4)


@pytest.mark.parametrize("policy", list(Policy))
def test_the_size_of_the_batches_changes_nothing(policy: Policy) -> None:
    plan = replace(PLAN, policy=policy)
    whole = run(MEASURE, SCORES, EVERYONE, plan)
    parts = [run(MEASURE, SCORES[s], EVERYONE[s], plan) for s in (slice(0, 1), slice(1, 6))]
    assert np.array_equal(whole.items, np.concatenate([p.items for p in parts]))
    last = np.concatenate([p.checkpoints[1].probability for p in parts])
    assert whole.checkpoints[1].probability == pytest.approx(last, abs=1e-12)


def test_a_simulated_sitting_is_the_live_one() -> None:
    found = run(MEASURE, SCORES, EVERYONE, PLAN)
    state, rng, asked = begin(MEASURE), np.random.default_rng([4, 2]), np.zeros(ITEMS, dtype=bool)
    for item in found.items[2][:5]:
        choice = choose(MEASURE, state, Constraints(excluded=asked), rng)
        assert choice.item == item
        asked[item] = True
        state = answer(MEASURE, state, int(item), int(SCORES[2, item]))
    assert found.checkpoints[0].probability[2] == pytest.approx(mastered_probability(state.belief, MEASURE.cuts))


def test_nobody_is_asked_twice_nor_what_nobody_knows_the_answer_of() -> None:
    scores = SCORES.copy()
    scores[0, 5:] = -1
    found = run(MEASURE, scores, EVERYONE, replace(PLAN, policy=Policy.RANDOM))
    assert sorted(found.items[0][:5]) == [0, 1, 2, 3, 4]
    assert (found.items[0][5:] == -1).all()
    assert all(len(set(row)) == 10 for row in found.items[1:])
    assert [c.after for c in found.checkpoints] == [5, 10]


def test_the_fixed_form_takes_the_criteria_in_turn() -> None:
    form = fixed_form(MEASURE)
    assert MEASURE.items.criterion[form[:8]].tolist() == list(range(8))
    assert sorted(form) == list(range(ITEMS))


def test_an_independent_study_leaves_the_neighbours_alone() -> None:
    alone = measure(options=MeasureOptions(mixture=single(NONE, CODES)))
    found = run(alone, SCORES, EVERYONE, Plan(Policy.INDEPENDENT, (3,), 3))
    untouched = found.checkpoints[0].direct == 0
    prior = mastered_probability(begin(alone).belief, alone.cuts)
    assert found.checkpoints[0].probability[untouched] == pytest.approx(np.broadcast_to(prior, (6, 8))[untouched])


def test_a_population_is_learnt_from_its_people() -> None:
    start = np.array([0.5, 0.5])
    assert learnt_weights(start, np.zeros((0, 2))) == pytest.approx(start)
    found = learnt_weights(start, np.tile([0.0, 3.0], (40, 1)))
    assert found[1] > 0.85
    assert found.sum() == pytest.approx(1.0)


def test_a_pilot_changes_the_weights_and_nothing_else() -> None:
    learnt = piloted(MEASURE, SCORES, replace(PLAN, pilot=6))
    assert not np.array_equal(learnt.mixture.weights, MEASURE.mixture.weights)
    assert np.array_equal(learnt.cuts.theta, MEASURE.cuts.theta)
    assert piloted(MEASURE, SCORES, PLAN) is MEASURE


@pytest.mark.parametrize(
    "scores",
    [SCORES[:, :-1], SCORES[:0], np.full((2, ITEMS), 2, dtype=np.int8), np.full((2, ITEMS), -2, dtype=np.int8)],
)
def test_answers_that_do_not_fit_the_bank_are_refused(scores: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match="attendu"):
        check(MEASURE, scores, PLAN)
