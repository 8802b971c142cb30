from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.engine import ItemParameters, Measure, Settings
from assessment.engine.models import information
from assessment.engine.policies import CONDUCT, Policy
from assessment.engine.policies.batch import Batch, seat
from assessment.engine.policies.maximum_information import undecided
from assessment.engine.simulation import Plan, run
from tests.engine.banks import measure

MEASURE = measure()
SCORES = (np.random.default_rng(5).random((4, len(MEASURE.items))) < 0.6).astype(np.int8)


def seated(on: Measure = MEASURE) -> Batch:
    return seat(on, np.ones((1, len(on.items)), dtype=np.int8), (np.random.default_rng(1),), 5)


def chosen(policy: Policy, batch: Batch, on: Measure = MEASURE) -> int:
    return CONDUCT[policy].choose(on, batch, 0)


def test_at_the_ability_the_nearest_rasch_item_is_asked() -> None:
    items = ItemParameters.of({"criterion": [0, 0, 0, 1], "a": 1.0, "b": [-1.0, 0.6, 1.4, 3.0]})
    batch = seated(on := Measure.of(("1.1.1", "1.1.2"), items))
    batch.belief.means[...] = 1.2
    assert chosen(Policy.INFORMATION, batch, on) == 2
    batch.belief.means[...] = 0.5
    assert chosen(Policy.INFORMATION, batch, on) == 1


def test_at_the_cut_the_belief_does_not_matter_while_nothing_is_decided() -> None:
    batch, items = seated(), MEASURE.items
    at = MEASURE.cuts.theta[items.criterion]
    best = int(np.argmax(information(at, items.a, items.b, items.c, items.d)))
    assert chosen(Policy.CUT_INFORMATION, batch) == best
    batch.belief.means[...] += 0.4
    assert chosen(Policy.CUT_INFORMATION, batch) == best


def test_a_decided_criterion_is_left_alone_until_all_are() -> None:
    batch, of_first = seated(), MEASURE.items.criterion == 0
    batch.belief.means[:, :, 0] = 9.0
    assert undecided(MEASURE, batch, 0).all(), "known by its neighbours only"
    batch.direct[0, 0] = 1
    assert np.array_equal(undecided(MEASURE, batch, 0), ~of_first)
    assert MEASURE.items.criterion[chosen(Policy.INFORMATION, batch)] != 0
    batch.belief.means[...] = 9.0
    batch.direct[...] = 1
    assert undecided(MEASURE, batch, 0).all()


@pytest.mark.parametrize("policy", [Policy.INFORMATION, Policy.CUT_INFORMATION])
def test_nothing_is_left_to_chance(policy: Policy) -> None:
    plan = Plan(policy, (12,), 12, seed=1)
    one, two = (run(MEASURE, SCORES, np.arange(4), replace(plan, seed=seed)) for seed in (1, 2))
    assert np.array_equal(one.items, two.items)
    assert one.checkpoints[0].verdicts is None


def test_the_thresholds_say_what_is_decided() -> None:
    easy = replace(MEASURE, settings=Settings(acquired=0.5, not_acquired=0.5, direct_minimum=1))
    plan = Plan(Policy.CUT_INFORMATION, (), 8)
    assert sorted(easy.items.criterion[run(easy, SCORES, np.arange(4), plan).items[0]]) == list(range(8))
