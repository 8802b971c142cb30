"""Anchors hold the scale: questions on trial come out on it, whoever the people of the moment are."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.given import Population
from assessment.engine.calibration.joint import fit_joint
from assessment.engine.calibration.unidimensional import calibrate
from assessment.engine.models import Floats
from tests.engine.calibration.simulated import CODES, bank

STRONGER = Population(0.6, 0.8)


def held_of(items: int, share: float) -> Floats:
    return np.random.default_rng(1).random(items) < share


def rmse(found: Floats, truth: Floats) -> float:
    return float(np.sqrt(np.mean((found - truth) ** 2)))


def test_one_scale_puts_trial_items_on_the_anchors_scale() -> None:
    known = bank(1500, seed=2, people=STRONGER, together=True)
    held = held_of(90, 0.7)
    found, free = calibrate(known.answers, given=known.anchored(held)), calibrate(known.answers)
    assert found.converged
    assert found.population.mean == pytest.approx(0.6, abs=0.07)
    assert found.population.sd == pytest.approx(0.8, abs=0.05)
    assert rmse(found.b[~held], known.b[~held]) < 0.17 < rmse(free.b[~held], known.b[~held])


def test_anchors_do_not_move_and_keep_their_standard_errors() -> None:
    known = bank(600, seed=3, graded=10)
    held = held_of(90, 0.7)
    found = fit_joint(known.answers, (CODES, known.criterion), known.anchored(held))
    np.testing.assert_allclose(found.curves.b[held], known.b[held], atol=1e-9)
    np.testing.assert_allclose(found.curves.a[held], known.a[held], atol=1e-9)
    np.testing.assert_allclose(found.se_b[held], 0.05)
    np.testing.assert_allclose(found.curves.steps[held], known.steps[held], atol=1e-9)


def test_all_criteria_at_once_stay_on_the_anchors_scale() -> None:
    known = bank(1500, seed=4, graded=10, people=STRONGER)
    held = held_of(90, 0.7)
    found = fit_joint(known.answers, (CODES, known.criterion), known.anchored(held))
    free = fit_joint(known.answers, (CODES, known.criterion))
    assert found.converged
    assert found.population.mean == pytest.approx(0.6, abs=0.08)
    assert found.population.sd == pytest.approx(0.8, abs=0.05)
    errors = (found.curves.b - known.b)[~held]
    assert rmse(errors, 0.0) < 0.2 < rmse(free.curves.b[~held], known.b[~held])
    assert np.std(errors / found.se_b[~held]) == pytest.approx(1.0, abs=0.3)
