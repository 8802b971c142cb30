"""LSAT6 (Bock and Lieberman 1970; 1,000 persons, 5 items): our calibration gives the published numbers.

Estimates, log-likelihoods and standard errors as R's ltm and mirt print them (Rizopoulos 2006, Chalmers 2012).
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.maximize import Model
from assessment.engine.calibration.squarem import Limits
from assessment.engine.calibration.unidimensional import Calibration, Options, calibrate

FILE = Path(__file__).parent / "lsat6.csv"


@pytest.fixture(scope="module")
def answers() -> Answers:
    with FILE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return Answers.of_table([[int(x) for x in row["pattern"]] for row in rows for _ in range(int(row["count"]))])


def likelihood_alone(answers: Answers, model: Model) -> Calibration:
    return calibrate(answers, Options(model=model, priors=False, limits=Limits(1e-6, 3000)))


def test_one_slope(answers: Answers) -> None:
    found = likelihood_alone(answers, Model.ONE_SLOPE)
    np.testing.assert_allclose(found.a, 0.7551, atol=1e-3)
    np.testing.assert_allclose(found.b, [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802], atol=1e-3)
    assert found.log_likelihood == pytest.approx(-2466.9376, abs=1e-3)
    np.testing.assert_allclose(found.se_a, 0.0694, rtol=0.05)
    np.testing.assert_allclose(found.se_b, [0.3266, 0.1422, 0.0977, 0.1691, 0.2510], rtol=0.05)


def test_own_slopes(answers: Answers) -> None:
    found = likelihood_alone(answers, Model.OWN_SLOPES)
    np.testing.assert_allclose(found.a, [0.8257, 0.7227, 0.8909, 0.6884, 0.6569], atol=1e-3)
    np.testing.assert_allclose(found.b, [-3.3588, -1.3701, -0.2797, -1.8664, -3.1259], atol=1e-3)
    assert found.log_likelihood == pytest.approx(-2466.6534, abs=1e-3)
    np.testing.assert_allclose(found.se_a, [0.2581, 0.1867, 0.2326, 0.1852, 0.2100], rtol=0.05)
    np.testing.assert_allclose(found.se_b, [0.8669, 0.3073, 0.0997, 0.4341, 0.8700], rtol=0.05)
