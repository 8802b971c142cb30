"""Lines nobody drew are found when they are there, and only then."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.beyond import standing_out
from assessment.engine.calibration.lines import peel
from assessment.engine.models import Floats

SIZE = 60
INFORMATION = np.where(np.eye(SIZE, dtype=bool), 0.0, 30.0)


def noisy(truth: Floats, seed: int) -> Floats:
    drawn = np.triu(np.random.default_rng(seed).standard_normal((SIZE, SIZE)), 1) / np.sqrt(30.0)
    return np.where(np.eye(SIZE, dtype=bool), 0.0, truth + drawn + drawn.T)


def groups(of: int, level: float, seed: int) -> Floats:
    labels = np.random.default_rng(seed).permutation(SIZE) // of
    return np.where(np.eye(SIZE, dtype=bool), 0.0, level * (labels[:, None] == labels[None, :]))


@pytest.mark.parametrize("seed", range(5))
def test_noise_has_no_lines(seed: int) -> None:
    noise = noisy(np.zeros((SIZE, SIZE)), seed)
    explained, layers = peel(noise, INFORMATION, np.random.default_rng(0))
    assert layers == 0
    assert not explained.any()
    assert standing_out(noise, 1.0 / np.sqrt(30.0))[1] == 0


def test_groups_of_criteria_are_found_and_measured() -> None:
    truth = groups(12, 0.3, seed=1)
    explained, layers = peel(noisy(truth, 2), INFORMATION, np.random.default_rng(0))
    assert layers >= 1
    assert np.sqrt(np.mean((explained - truth) ** 2)) < 0.4 * np.sqrt(np.mean(truth**2))


def test_a_common_factor_stands_out_of_the_noise() -> None:
    loading = np.random.default_rng(3).normal(0.0, 0.45, SIZE)
    truth = np.where(np.eye(SIZE, dtype=bool), 0.0, np.outer(loading, loading))
    common, directions = standing_out(noisy(truth, 4), 1.0 / np.sqrt(30.0))
    assert directions == 1
    assert np.corrcoef(common.ravel(), truth.ravel())[0, 1] > 0.9
