from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.engine import ItemParameters
from assessment.engine.classics import (
    Errors,
    Verdict,
    confidence_interval,
    glr,
    most_informative,
    sprt,
    wald_error,
)

ERRORS = Errors(0.05, 0.10, 0.4)


def rasch(n: int) -> ItemParameters:
    return ItemParameters.of({"criterion": np.zeros(n, dtype=int), "a": 1.0, "b": 0.0})


def share(theta: float) -> float:
    return float(1 / (1 + np.exp(-theta)))


def steps() -> tuple[float, float]:
    high, low = share(0.4), share(-0.4)
    return float(np.log(high / low)), float(np.log((1 - high) / (1 - low)))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 1), min_size=1, max_size=40))
def test_on_identical_rasch_items_it_is_walds_test(scores: list[int]) -> None:
    up, down = steps()
    ratio = sum(scores) * up + (len(scores) - sum(scores)) * down
    expected = Verdict.CONTINUE
    if ratio >= np.log(0.90 / 0.05):
        expected = Verdict.MASTERED
    elif ratio <= np.log(0.10 / 0.95):
        expected = Verdict.NOT_MASTERED
    assert sprt(rasch(len(scores)), np.array(scores), 0.0, ERRORS) is expected


def test_walds_exact_error_rates_hold_the_promised_ones() -> None:
    at_low, at_high = (wald_error(share(theta), steps(), ERRORS) for theta in (-0.4, 0.4))
    assert at_low[0] <= ERRORS.false_mastered / (1 - ERRORS.false_not_mastered)
    assert at_high[1] <= ERRORS.false_not_mastered / (1 - ERRORS.false_mastered)
    assert at_low.sum() == pytest.approx(1.0)
    assert at_low[2] < 1e-6


def test_simulated_sittings_err_as_often_as_the_markov_chain_says() -> None:
    rng = np.random.default_rng(8)
    up, down = steps()
    wrong = 0
    for _ in range(4000):
        walk = np.cumsum(np.where(rng.random(400) < share(-0.4), up, down))
        ended = walk[(walk >= ERRORS.upper) | (walk <= ERRORS.lower)]
        wrong += int(len(ended) and ended[0] > 0)
    assert wrong / 4000 == pytest.approx(wald_error(share(-0.4), steps(), ERRORS)[0], abs=0.01)


@pytest.mark.parametrize("rule", [sprt, glr, confidence_interval])
def test_every_rule_decides_when_the_answers_are_clear(rule: object) -> None:
    assert callable(rule)
    assert rule(rasch(30), np.ones(30, dtype=np.intp), 0.0, ERRORS) is Verdict.MASTERED
    assert rule(rasch(30), np.zeros(30, dtype=np.intp), 0.0, ERRORS) is Verdict.NOT_MASTERED
    assert rule(rasch(2), np.array([0, 1]), 0.0, ERRORS) is Verdict.CONTINUE


def test_the_generalized_ratio_decides_no_later_than_the_simple_one() -> None:
    for n in range(1, 30):
        scores = np.ones(n, dtype=np.intp)
        if sprt(rasch(n), scores, 0.0, ERRORS) is Verdict.MASTERED:
            assert glr(rasch(n), scores, 0.0, ERRORS) is Verdict.MASTERED


def test_the_most_informative_rasch_item_is_the_nearest() -> None:
    items = ItemParameters.of({"criterion": [0, 0, 0], "a": 1.0, "b": [-1.0, 0.1, 1.5]})
    assert most_informative(items, np.ones(3, dtype=bool), 0.0) == 1
    assert most_informative(items, np.array([True, False, True]), 0.0) == 0
