"""py-irt behind its adapter, against truth and against our own calibration (make test-calibration)."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.adapters.py_irt import PyIrtFit, fit
from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.maximize import Model
from assessment.engine.calibration.unidimensional import Options, calibrate
from assessment.errors import InvalidInput
from tests.engine.calibration.simulated import Simulated, one_scale

pytestmark = [pytest.mark.calibration, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def known() -> Simulated:
    return one_scale(1000, 50, seed=1)


@pytest.fixture(scope="module")
def fitted(known: Simulated) -> PyIrtFit:
    return fit(known.answers, seed=3, epochs=800)


def test_difficulties_are_as_close_to_the_truth_as_ours_within_15_percent(known: Simulated, fitted: PyIrtFit) -> None:
    ours = calibrate(known.answers)
    theirs = known.rmse(fitted.a, fitted.b)[1]
    assert theirs <= 1.15 * known.rmse(ours.a, ours.b)[1]


def test_the_scale_is_ours_neither_shrunk_nor_stretched(known: Simulated, fitted: PyIrtFit) -> None:
    assert np.polyfit(known.b, fitted.b, 1)[0] == pytest.approx(1.0, abs=0.08)
    assert np.exp(np.mean(np.log(fitted.a / known.a))) == pytest.approx(1.0, abs=0.08)


def test_the_same_seed_gives_the_same_numbers() -> None:
    small = one_scale(100, 10, seed=2).answers
    first, again, other = (fit(small, seed=seed, epochs=60) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first.b, again.b)
    np.testing.assert_array_equal(first.a, again.a)
    assert not np.array_equal(first.b, other.b)


def test_one_slope_for_all_is_recovered() -> None:
    answers = one_scale(600, 20, seed=4).answers
    ours = calibrate(answers, Options(model=Model.ONE_SLOPE))
    theirs = fit(answers, model="1pl", seed=4, epochs=600)
    assert np.ptp(theirs.a) == 0.0
    assert theirs.a[0] == pytest.approx(ours.a[0], rel=0.1)
    np.testing.assert_allclose(theirs.b, ours.b, atol=0.25)


def test_questions_nobody_answered_are_refused() -> None:
    with pytest.raises(InvalidInput, match="1 questions n'ont aucune réponse"):
        fit(Answers.of([0, 1], [0, 0], [0, 1], (2, 2)))
