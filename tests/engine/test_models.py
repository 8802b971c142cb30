from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.engine.models import flattening, information, logistic, partial_credit


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_four_parameter_curve_is_halfway_between_its_asymptotes_at_its_difficulty() -> None:
    assert logistic(one(0.4), one(1.3), one(0.4), one(0.2), one(0.9))[0] == pytest.approx(0.55)


def test_partial_credit_with_one_threshold_is_the_logistic_curve() -> None:
    theta = np.linspace(-3, 3, 13)
    shares = partial_credit(theta, np.full(13, 1.4), np.array([0.3]))
    assert shares[:, 1] == pytest.approx(logistic(theta, one(1.4), one(0.3), one(0.0), one(1.0)))


def test_partial_credit_gives_absent_scores_no_chance() -> None:
    shares = partial_credit(one(0.7), one(1.0), np.array([-0.5, np.nan]))
    assert shares[0, 2] == 0.0
    assert shares.sum() == pytest.approx(1.0)


@given(st.floats(-3, 3), st.floats(0.3, 2.5), st.floats(0.0, 1.0))
def test_flattening_stands_for_the_average_over_uncertain_difficulties(theta: float, a: float, se: float) -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    exact = (logistic(one(theta), one(a), se * nodes, one(0.0), one(1.0)) * weights).sum() / weights.sum()
    flat = flattening(one(theta), one(a), one(0.0), one(se))
    assert logistic(one(theta), a * flat, one(0.0), one(0.0), one(1.0))[0] == pytest.approx(exact, abs=0.02)


def test_information_of_a_rasch_item_is_the_variance_of_its_answer() -> None:
    p = logistic(one(0.8), one(1.0), one(0.0), one(0.0), one(1.0))
    assert information(one(0.8), one(1.0), one(0.0), one(0.0), one(1.0)) == pytest.approx(p * (1 - p))
