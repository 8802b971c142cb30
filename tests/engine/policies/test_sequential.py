from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import ItemParameters, Measure, MeasureOptions, single
from assessment.engine.classics import wald_error
from assessment.engine.mastery import Settings
from assessment.engine.policies import CONDUCT, Policy
from assessment.engine.policies.batch import NO_ITEM
from assessment.engine.policies.sequential import errors_of
from assessment.engine.simulation import Outcome, Plan, run
from assessment.engine.structure import NONE
from tests.engine.banks import CODES, measure

TESTS = [Policy.SPRT, Policy.GLR, Policy.CONFIDENCE_INTERVAL]
ALONE = MeasureOptions(mixture=single(NONE, CODES))
MEASURE = measure(each=30, options=ALONE)
ITEMS = len(MEASURE.items)
ERRORS = errors_of(Settings())


def sit(policy: Policy, scores: np.ndarray, on: Measure = MEASURE, longest: int = ITEMS) -> Outcome:
    return run(on, scores.astype(np.int8), np.arange(len(scores)), Plan(policy, (longest,), longest))


def rasch(each: int) -> Measure:
    """One criterion of identical Rasch items."""
    items = ItemParameters.of({"criterion": np.zeros(each, dtype=int), "a": 1.0, "b": 0.0})
    return Measure.of(("1.1.1",), items, MeasureOptions(mixture=single(NONE, ("1.1.1",))))


def right(theta: float) -> float:
    return float(1 / (1 + np.exp(-theta)))


@pytest.mark.parametrize("policy", TESTS)
def test_a_sitting_ends_when_every_test_has_ended(policy: Policy) -> None:
    found = sit(policy, np.stack([np.ones(ITEMS), np.zeros(ITEMS)]))
    verdicts = found.checkpoints[0].verdicts
    assert verdicts is not None
    assert (verdicts[0] == 1).all()
    assert (verdicts[1] == -1).all()
    assert ((found.items != NO_ITEM).sum(axis=1) < ITEMS).all()


@pytest.mark.parametrize("policy", TESTS)
def test_a_test_that_has_ended_is_asked_nothing_more(policy: Policy) -> None:
    scores = np.random.default_rng(3).random((5, ITEMS)) < 0.7
    one, more = sit(policy, scores, longest=60), sit(policy, scores, longest=120)
    early, late = one.checkpoints[0], more.checkpoints[0]
    assert early.verdicts is not None
    assert late.verdicts is not None
    ended = early.verdicts != 0
    assert ended.any()
    assert np.array_equal(early.verdicts[ended], late.verdicts[ended])
    assert np.array_equal(early.direct[ended], late.direct[ended])


@pytest.mark.parametrize("policy", TESTS)
def test_each_question_is_the_most_informative_at_the_cut_of_an_open_test(policy: Policy) -> None:
    found = sit(policy, np.ones((1, ITEMS)), longest=20)
    at_cut = MEASURE.cuts.theta[MEASURE.items.criterion]
    items, order = MEASURE.items, found.items[0]
    curve = 1 / (1 + np.exp(-items.a * (at_cut - items.b)))
    p = items.c + (1 - items.c) * curve
    information = (items.a * (1 - items.c) * curve * (1 - curve)) ** 2 / (p * (1 - p))
    assert order[0] == np.argmax(information)
    assert CONDUCT[policy].alone


def test_on_identical_rasch_items_the_policy_errs_as_often_as_walds_markov_chain_says() -> None:
    on, rng, people = rasch(80), np.random.default_rng(11), 600
    low, high = (float(on.cuts.theta[0] + side * ERRORS.delta) for side in (-1, 1))
    found = sit(Policy.SPRT, rng.random((people, 80)) < right(low), on)
    verdicts = found.checkpoints[0].verdicts
    assert verdicts is not None
    steps = (np.log(right(high) / right(low)), np.log((1 - right(high)) / (1 - right(low))))
    exact = wald_error(right(low), (float(steps[0]), float(steps[1])), ERRORS, longest=80)
    shares = [(verdicts == code).mean() for code in (1, -1, 0)]
    assert shares == pytest.approx(exact, abs=0.035)


def test_thresholds_promise_the_accepted_errors() -> None:
    errors = errors_of(Settings(acquired=0.95, not_acquired=0.2))
    assert (errors.false_mastered, errors.false_not_mastered) == pytest.approx((0.05, 0.2))


def test_the_generalized_ratio_asks_no_more_questions_than_the_simple_one() -> None:
    scores = np.random.default_rng(8).random((10, ITEMS)) < 0.75
    asked = {policy: (sit(policy, scores).items != NO_ITEM).sum() for policy in (Policy.SPRT, Policy.GLR)}
    assert asked[Policy.GLR] <= asked[Policy.SPRT]
