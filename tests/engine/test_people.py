"""Invented people answer as their abilities and the questions say."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.parameters import ItemParameters
from assessment.engine.people import as_they_turn_out, drawn
from assessment.engine.structure import MEDIUM
from tests.engine.banks import CODES, bank, graded

MANY = 20_000


def test_abilities_have_the_covariance_asked_for() -> None:
    wanted = MEDIUM.covariance(CODES)
    theta, _ = drawn(bank(), wanted, MANY, np.random.default_rng(1))
    assert np.abs(np.cov(theta.T) - wanted).max() < 0.05


@pytest.mark.parametrize("items", [bank(), graded()])
def test_scores_are_as_frequent_as_the_items_say(items: ItemParameters) -> None:
    criteria = int(items.criterion.max()) + 1
    theta, scores = drawn(items, np.eye(criteria), MANY, np.random.default_rng(2))
    expected = items.expected_score(np.arange(len(items)), theta[:, items.criterion].T).mean(axis=1)
    assert np.abs((scores / items.highest).mean(axis=0) - expected).max() < 0.02
    assert (scores.max(axis=0) == items.highest).all()


def test_questions_turn_out_as_hard_as_their_uncertainty_lets_them() -> None:
    items = ItemParameters.of({"criterion": np.zeros(MANY, int), "a": 1.0, "b": 0.5, "se_b": 0.4})
    true = as_they_turn_out(items, np.random.default_rng(3))
    assert abs(true.b.std() - 0.4) < 0.02
    assert not true.se_b.any()
