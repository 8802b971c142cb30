"""Beliefs on the tree are those of the whole covariance matrix."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.shares import covariance_levels, information, values
from assessment.engine.calibration.tree import Tree, look
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2", "2.2.1")
SHARES = VarianceComponents(0.3, 0.25, 0.15, 0.3)


@pytest.fixture
def evidence() -> tuple[Floats, Floats]:
    rng = np.random.default_rng(1)
    tau = rng.uniform(0.2, 3.0, (4, 6)) * (rng.random((4, 6)) < 0.7)
    return tau, rng.normal(size=(4, 6)) * (tau > 0)


def test_levels_add_up_to_the_covariance_of_the_shares() -> None:
    levels = covariance_levels(Tree.of(CODES))
    whole = sum(share * level @ level.T for share, level in zip(values(SHARES), levels, strict=True))
    np.testing.assert_allclose(whole, SHARES.covariance(CODES))


def test_each_criterion_is_seen_from_the_others_exactly(evidence: tuple[Floats, Floats]) -> None:
    tau, nu = evidence
    seen = look(Tree.of(CODES), SHARES, tau, nu)
    prior = np.linalg.inv(SHARES.covariance(CODES))
    for person in range(len(tau)):
        for c in range(6):
            others = np.arange(6) != c
            posterior = np.linalg.inv(prior + np.diag(tau[person] * others))
            assert seen.variance[person, c] == pytest.approx(posterior[c, c])
            assert seen.mean[person, c] == pytest.approx((posterior @ (nu[person] * others))[c])


def test_the_integral_and_the_parts_are_exact(evidence: tuple[Floats, Floats]) -> None:
    tau, nu = evidence
    seen = look(Tree.of(CODES), SHARES, tau, nu)
    covariance = SHARES.covariance(CODES)
    general = 0.0
    for person in range(len(tau)):
        posterior = np.linalg.inv(np.linalg.inv(covariance) + np.diag(tau[person]))
        log_integral = 0.5 * nu[person] @ posterior @ nu[person] + 0.5 * np.log(
            np.linalg.det(posterior) / np.linalg.det(covariance)
        )
        assert seen.log_integral[person] == pytest.approx(log_integral)
        gain = SHARES.general * np.ones(6) @ np.linalg.inv(covariance)
        mean = gain @ posterior @ nu[person]
        general += mean**2 + SHARES.general - gain @ (covariance - posterior) @ gain
    assert seen.parts[0].squares == pytest.approx(general)


def test_information_about_the_shares_grows_with_the_evidence(evidence: tuple[Floats, Floats]) -> None:
    tree = Tree.of(CODES)
    weak, strong = (information(tree, SHARES, evidence[0] * factor) for factor in (1.0, 5.0))
    assert (np.linalg.eigvalsh(strong - weak) > -1e-12).all()
