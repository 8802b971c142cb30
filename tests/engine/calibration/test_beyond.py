"""The covariance of the criteria, learned from answers to calibrated items."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.beyond import Beyond, learn
from assessment.engine.calibration.joint import JointOptions, fit_joint
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

CODES = tuple(f"{d}.{s}.{c}" for d in range(1, 5) for s in (1, 2) for c in (1, 2, 3))
SHARES = VarianceComponents(0.2, 0.35, 0.05, 0.4)


def learned(lines: Sequence[str]) -> tuple[Beyond, Floats]:
    """From 1,000 persons whose abilities follow the shares along `lines`."""
    rng = np.random.default_rng(30)
    truth = SHARES.covariance(lines)
    theta = rng.standard_normal((1000, len(CODES))) @ np.linalg.cholesky(truth).T
    criterion = np.repeat(np.arange(len(CODES)), 4)
    p = 1.0 / (1.0 + np.exp(-1.3 * (theta[:, criterion] - rng.normal(-0.5, 0.8, len(criterion)))))
    scores = (rng.random(p.shape) < p).astype(int)
    scores[rng.random(p.shape).argsort(axis=1) >= 36] = -1
    answers, layout = Answers.of_table(scores), (CODES, criterion)
    fit = fit_joint(answers, layout, None, JointOptions(tolerance=1e-2, steps=9))
    return learn(answers, layout, fit, np.random.default_rng(0)), truth


def test_a_population_along_the_referential_needs_nothing_more() -> None:
    found, _ = learned(CODES)
    assert found.covariance is None


def test_other_lines_are_learned_as_a_covariance() -> None:
    found, truth = learned(list(np.random.default_rng(5).permutation(CODES)))
    assert found.covariance is not None
    np.testing.assert_allclose(np.diagonal(found.covariance), 1.0)
    assert np.linalg.eigvalsh(found.covariance)[0] > 0
    apart = ~np.eye(len(CODES), dtype=bool)
    assert np.corrcoef(found.covariance[apart], truth[apart])[0, 1] > 0.7
