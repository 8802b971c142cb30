"""All criteria at once: items and shares of variance come back from sparse answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.given import Given, Population
from assessment.engine.calibration.joint import JointFit, JointOptions, begun, fit_joint
from assessment.engine.calibration.joint_moves import pull_of
from assessment.engine.calibration.joint_sweep import Sample, sweep
from assessment.engine.calibration.priors import Told
from assessment.engine.calibration.unidimensional import bound_of
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents
from tests.engine.calibration.simulated import CODES as BANK_CODES
from tests.engine.calibration.simulated import SHARES, bank

CODES = tuple(f"{d}.{s}.{c}" for d in (1, 2, 3) for s in (1, 2) for c in (1, 2, 3))
ITEMS_EACH = 5
TRUTH = VarianceComponents(0.4, 0.2, 0.15, 0.25)


@dataclass(frozen=True)
class World:
    a: Floats
    b: Floats
    criterion: Floats
    answers: Answers
    seen: Floats
    """(answers,) the ability behind each answer."""


@pytest.fixture(scope="module")
def world() -> World:
    rng = np.random.default_rng(20)
    persons, items = 1200, len(CODES) * ITEMS_EACH
    criterion = np.repeat(np.arange(len(CODES)), ITEMS_EACH)
    theta = rng.standard_normal((persons, len(CODES))) @ np.linalg.cholesky(TRUTH.covariance(CODES)).T
    a, b = np.exp(rng.normal(0.22, 0.25, items)), rng.normal(-0.5, 0.8, items)
    scores = (rng.random((persons, items)) < 1.0 / (1.0 + np.exp(-a * (theta[:, criterion] - b)))).astype(int)
    scores[rng.random((persons, items)).argsort(axis=1) >= 30] = -1
    answers = Answers.of_table(scores)
    return World(a, b, criterion, answers, theta[answers.person, criterion[answers.item]])


@pytest.fixture(scope="module")
def fit(world: World) -> JointFit:
    return fit_joint(world.answers, (CODES, world.criterion))


def test_it_converges_and_says_so(fit: JointFit) -> None:
    assert fit.converged
    assert fit.iterations < 100


def test_difficulties_are_nearly_as_close_as_if_abilities_and_slopes_were_known(world: World, fit: JointFit) -> None:
    floor = np.sqrt(np.mean((with_known_abilities(world, world.answers) - world.b) ** 2))
    assert np.sqrt(np.mean((fit.curves.b - world.b) ** 2)) < 1.4 * floor


def with_known_abilities(world: World, answers: Answers) -> Floats:
    """Difficulties by logistic regression on the true abilities, the slopes known too."""
    b = np.zeros(len(world.b))
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-world.a[answers.item] * (world.seen - b[answers.item])))
        pull = np.bincount(answers.item, weights=p - answers.right, minlength=len(b))
        b += pull / (world.a * np.bincount(answers.item, weights=p * (1.0 - p), minlength=len(b)))
    return b


def test_the_shares_of_variance_come_back(fit: JointFit) -> None:
    found = fit.components
    assert found.general == pytest.approx(TRUTH.general, abs=0.06)
    assert found.domain == pytest.approx(TRUTH.domain, abs=0.06)
    assert found.subdomain == pytest.approx(TRUTH.subdomain, abs=0.06)
    assert found.criterion == pytest.approx(TRUTH.criterion, abs=0.06)
    assert found.general + found.domain + found.subdomain + found.criterion == pytest.approx(1.0)


def test_slopes_and_their_standard_errors_are_right(world: World, fit: JointFit) -> None:
    assert np.mean(fit.curves.a / world.a) == pytest.approx(1.0, abs=0.06)
    assert np.std((fit.curves.b - world.b) / fit.se_b) == pytest.approx(1.0, abs=0.25)


def test_the_same_answers_in_another_order_give_the_same_fit(world: World) -> None:
    few = world.answers.part(0, 100)
    shuffled = np.random.default_rng(3).permutation(len(few))
    other = Answers.of(few.person[shuffled], few.item[shuffled], few.right[shuffled], (100, few.items))
    once, again = (fit_joint(given, (CODES, world.criterion), None, JointOptions(steps=6)) for given in (few, other))
    assert not once.converged
    np.testing.assert_array_equal(again.curves.b, once.curves.b)


def test_authors_difficulties_leave_the_scale_and_the_shares_right() -> None:
    known = bank(800, seed=9)
    said = known.b + np.random.default_rng(10).normal(0.0, 0.5, 90)
    nothing = Given.nothing(90)
    given = Given(nothing.c, nothing.d, Told(said, np.full(90, 0.5)))
    layout = (BANK_CODES, known.criterion)
    found, alone = fit_joint(known.answers, layout, given), fit_joint(known.answers, layout)
    assert np.mean(np.log(found.curves.a / known.a)) == pytest.approx(0.0, abs=0.1)
    assert found.components.criterion == pytest.approx(SHARES.criterion, abs=0.12)
    errors = [np.sqrt(np.mean((fit.curves.b - known.b) ** 2)) for fit in (found, alone)]
    assert errors[0] < errors[1]


def test_a_bank_held_entirely_still_finds_its_population() -> None:
    known = bank(600, seed=11, people=Population(0.5, 1.2))
    found = fit_joint(known.answers, (BANK_CODES, known.criterion), known.anchored(np.ones(90, dtype=bool)))
    assert found.population.mean == pytest.approx(0.5, abs=0.1)
    assert found.population.sd == pytest.approx(1.2, abs=0.1)
    assert found.components.criterion == pytest.approx(SHARES.criterion, abs=0.1)


def test_items_that_are_known_cost_the_shares_nothing_and_the_others_do() -> None:
    known = bank(200, seed=12)
    leans = []
    for held in (np.ones(90, dtype=bool), np.arange(90) < 45):
        given = known.anchored(held)
        sample = Sample.of(known.answers, (BANK_CODES, known.criterion), (given, bound_of(known.answers, given, 0)))
        state = begun(known.answers, sample)
        leans.append(pull_of(sample, state, sweep(sample, state)).lean)
    np.testing.assert_array_equal(leans[0], 0.0)
    assert np.abs(leans[1]).max() > 0.1
