"""Partial-credit items are fitted along with the others, and come back."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.given import Given
from assessment.engine.calibration.graded import bends, log_scores
from assessment.engine.calibration.joint import fit_joint
from assessment.engine.calibration.unidimensional import calibrate
from assessment.engine.models import Floats, partial_credit
from tests.engine.calibration.simulated import CODES, bank

ALPHA, STEPS = np.log(np.array([0.8, 1.3])), np.array([[-0.6, 0.4], [0.2, np.nan]])
NODES = np.linspace(-2.0, 2.0, 5)[None, :]


def rmse(found: Floats, truth: Floats) -> float:
    return float(np.sqrt(np.mean((found - truth) ** 2)))


def test_scores_have_the_probabilities_of_the_engines_model() -> None:
    theta = np.broadcast_to(NODES, (2, 5))
    expected = partial_credit(theta, np.exp(ALPHA)[:, None], STEPS[:, None, :])
    np.testing.assert_allclose(np.exp(log_scores(ALPHA, STEPS, theta)), expected, atol=1e-12)


def test_the_score_vector_is_the_slope_of_the_log_probability() -> None:
    bent, nudge = bends(ALPHA[:1], STEPS[:1], NODES), 1e-6
    up = log_scores(ALPHA[:1] + nudge, STEPS[:1], NODES)
    np.testing.assert_allclose(bent.score[..., 0], (up - bent.log_p) / nudge, atol=1e-4)
    raised = STEPS[:1] + np.array([0.0, nudge])
    up = log_scores(ALPHA[:1], raised, NODES)
    np.testing.assert_allclose(bent.score[..., 2], (up - bent.log_p) / nudge, atol=1e-4)


def test_all_criteria_at_once_find_slopes_and_thresholds() -> None:
    known = bank(1500, seed=5, graded=20)
    fit, partly = fit_joint(known.answers, (CODES, known.criterion)), known.graded
    assert rmse(fit.curves.a[partly], known.a[partly]) < 0.18
    assert rmse(fit.curves.steps[partly], known.steps[partly]) < 0.22
    assert np.std((fit.curves.b - known.b)[partly] / fit.se_b[partly]) == pytest.approx(1.0, abs=0.35)
    assert np.isnan(np.delete(fit.curves.steps, partly, axis=0)).all()


def test_one_scale_finds_slopes_and_thresholds() -> None:
    known = bank(1500, seed=8, graded=20, together=True)
    fit, partly = calibrate(known.answers), known.graded
    assert rmse(fit.a[partly], known.a[partly]) < 0.12
    assert rmse(fit.steps[partly], known.steps[partly]) < 0.2
    assert np.std((fit.b - known.b)[partly] / fit.se_b[partly]) == pytest.approx(1.0, abs=0.35)


def test_right_or_wrong_items_are_as_good_as_without_them() -> None:
    known = bank(1200, seed=6, graded=20)
    plain = np.setdiff1d(np.arange(90), known.graded)
    both = fit_joint(known.answers, (CODES, known.criterion)).curves
    alone = fit_joint(known.answers.of_items(plain), (CODES, known.criterion[plain])).curves
    assert rmse(both.b[plain], known.b[plain]) < 1.05 * rmse(alone.b, known.b[plain])


def test_an_authors_difficulty_is_the_middle_of_the_thresholds() -> None:
    known = bank(40, seed=7, graded=20)
    nothing, sure = Given.nothing(90), np.full(90, 0.05)
    told = Given(nothing.c, nothing.d, type(nothing.told)(np.full(90, 1.5), sure))
    found = calibrate(known.answers, given=told)
    assert np.abs(found.b[known.graded] - 1.5).max() < 0.2
