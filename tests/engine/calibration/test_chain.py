"""The common scale of slopes, where the answers of each item are few."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.given import Given
from assessment.engine.calibration.priors import Told
from assessment.engine.calibration.unidimensional import Options, calibrate
from tests.engine.calibration.simulated import one_scale


def test_slopes_are_not_high_when_answers_are_few() -> None:
    known = one_scale(1500, 150, seed=11, each=20)
    found = calibrate(known.answers, Options(standard_errors=False))
    assert np.mean(np.log(found.a / known.a)) == pytest.approx(np.log(known.theta.std()), abs=0.05)


def test_authors_difficulties_are_measures_with_an_error_not_truths() -> None:
    known = one_scale(200, 150, seed=12, each=20)
    said = known.b + np.random.default_rng(13).normal(0.0, 0.5, 150)
    nothing = Given.nothing(150)
    given = Given(nothing.c, nothing.d, Told(said, np.full(150, 0.5)))
    found, alone = calibrate(known.answers, given=given), calibrate(known.answers)
    assert known.rmse(found.a, found.b)[1] < 0.75 * known.rmse(alone.a, alone.b)[1]
    assert np.mean(np.log(found.a / known.a)) == pytest.approx(0.0, abs=0.08)
    assert np.std((found.b - known.b) / found.se_b) == pytest.approx(1.0, abs=0.2)


def test_the_same_answers_give_the_same_numbers() -> None:
    known = one_scale(300, 60, seed=14, each=15)
    once, again = (calibrate(known.answers, Options(standard_errors=False)) for _ in range(2))
    np.testing.assert_array_equal(again.a, once.a)


def test_slopes_are_common_until_an_item_has_enough_answers() -> None:
    known = one_scale(400, 60, seed=15, each=15)
    options = Options(slopes_from=int(np.median(known.answers.asked)) + 1)
    found = calibrate(known.answers, options)
    tied = known.answers.asked < options.slopes_from
    assert 0 < tied.sum() < 60
    assert np.ptp(found.a[tied]) == pytest.approx(0.0, abs=1e-9)
    assert np.ptp(found.a[~tied]) > 0.1
    assert np.ptp(found.se_a[tied]) == pytest.approx(0.0, abs=1e-9)
