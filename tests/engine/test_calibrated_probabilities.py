"""Announced probabilities come true: persons drawn from the model, ranks and frequencies as they must be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from assessment.engine import MeasureOptions, mixture
from assessment.engine.posterior import absorb
from assessment.engine.step import population
from assessment.engine.structure import MEDIUM
from assessment.engine.suggestion import probability_above
from tests.engine.banks import CODES, measure

PERSONS, QUESTIONS, DRAWS = 1200, 12, 19


def sittings() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Truth (persons, criteria), posterior draws (persons, draws, criteria), announced probabilities."""
    rng = np.random.default_rng(6)
    covariance = MEDIUM.covariance(CODES)
    m = measure(options=MeasureOptions(mixture=mixture({"medium": covariance})))
    theta = rng.multivariate_normal(np.zeros(8), covariance, PERSONS)
    belief = population(m, PERSONS)
    for _ in range(QUESTIONS):
        items = rng.integers(0, len(m.items), PERSONS)
        at = theta[np.arange(PERSONS), m.items.criterion[items]][:, None]
        right = m.items.score_probability(items, np.ones(PERSONS, dtype=np.intp), at)[:, 0]
        scores = (rng.random(PERSONS) < right).astype(np.intp)
        absorb(belief, m.items.criterion[items], lambda x, i=items, s=scores: m.items.score_probability(i, s, x))
    roots = np.linalg.cholesky(belief.covariances[:, 0])
    normal = rng.standard_normal((PERSONS, DRAWS, 8))
    draws = belief.means[:, 0, None] + np.einsum("pij,pdj->pdi", roots, normal)
    return theta, draws, probability_above(belief.means[:, 0], belief.variances()[:, 0], m.cuts)


TRUTH, POSTERIOR, ANNOUNCED = sittings()


@pytest.mark.parametrize("criterion", [0, 4, 7])
def test_the_truth_ranks_uniformly_among_posterior_draws(criterion: int) -> None:
    ranks = (POSTERIOR[:, :, criterion] < TRUTH[:, None, criterion]).sum(axis=1)
    counts = np.bincount(ranks, minlength=DRAWS + 1)
    expected = PERSONS / (DRAWS + 1)
    statistic = ((counts - expected) ** 2 / expected).sum()
    assert chi2.sf(statistic, DRAWS) > 0.001


def test_announced_probabilities_come_true() -> None:
    mastered = measure().cuts.theta <= TRUTH
    bins = np.minimum((ANNOUNCED * 5).astype(int), 4)
    for k in range(5):
        inside = bins == k
        assert ANNOUNCED[inside].mean() == pytest.approx(mastered[inside].mean(), abs=0.04)
