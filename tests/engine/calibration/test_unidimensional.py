"""One scale: recovered from complete, sparse and adaptive answers, honest about its uncertainty."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.given import Given
from assessment.engine.calibration.maximize import Model
from assessment.engine.calibration.priors import Told
from assessment.engine.calibration.squarem import Limits, Progress
from assessment.engine.calibration.unidimensional import Options, calibrate
from tests.engine.calibration.simulated import one_scale


def test_known_items_come_back_from_complete_answers() -> None:
    known = one_scale(1000, 50, seed=1)
    found = calibrate(known.answers)
    slope_error, difficulty_error = known.rmse(found.a, found.b)
    assert found.converged
    assert slope_error < 0.12
    assert difficulty_error < 0.125


def test_standard_errors_are_the_size_of_the_errors() -> None:
    known = one_scale(1000, 60, seed=2)
    found = calibrate(known.answers)
    assert np.std((found.b - known.b) / found.se_b) == pytest.approx(1.0, abs=0.25)
    assert np.std((found.a - known.a) / found.se_a) == pytest.approx(1.0, abs=0.25)


def test_sparse_answers_are_steadied_by_the_learned_priors() -> None:
    known = one_scale(800, 100, seed=3, each=10)
    with_priors, without = calibrate(known.answers), calibrate(known.answers, Options(priors=False))
    assert known.rmse(with_priors.a, with_priors.b)[1] < 0.6 * known.rmse(without.a, without.b)[1]
    assert with_priors.prior.sd[0, 1] == pytest.approx(1.0, abs=0.25)


def test_long_tests_do_not_shrink_slopes() -> None:
    known = one_scale(1500, 200, seed=4)
    found = calibrate(known.answers, Options(standard_errors=False))
    assert np.mean(found.a / known.a) == pytest.approx(1.0, abs=0.05)


def test_guessing_given_is_taken_into_account() -> None:
    known = one_scale(1500, 40, seed=5, guessing=0.2)
    given = Given(np.full(40, 0.2), np.ones(40), Given.nothing(40).told)
    aware, naive = calibrate(known.answers, given=given), calibrate(known.answers)
    assert known.rmse(aware.a, aware.b)[1] < 0.7 * known.rmse(naive.a, naive.b)[1]


def test_an_authors_difficulty_counts_as_much_as_its_certainty() -> None:
    answers = one_scale(60, 5, seed=6).answers
    said = np.full(5, 3.0)
    places = [
        calibrate(answers, given=Given(np.zeros(5), np.ones(5), Told(said, np.full(5, sd)))).b for sd in (0.05, 0.5)
    ]
    assert np.abs(places[0] - said).max() < 0.1 < np.abs(places[1] - said).max()


def test_one_slope_for_all() -> None:
    known = one_scale(500, 20, seed=7)
    found = calibrate(known.answers, Options(model=Model.ONE_SLOPE))
    assert np.ptp(found.a) == 0.0
    assert np.ptp(found.se_a) == 0.0


@pytest.mark.parametrize("priors", [True, False])
def test_items_all_right_or_all_wrong_stay_finite(priors: bool) -> None:
    scores = np.random.default_rng(8).integers(0, 2, (50, 6))
    scores[:, 0], scores[:, 1] = 1, 0
    found = calibrate(Answers.of_table(scores), Options(priors=priors, limits=Limits(1e-3, 200)))
    assert np.isfinite(found.a).all()
    assert np.isfinite(found.b).all()
    assert found.b[0] < found.b[2:].min() < found.b[2:].max() < found.b[1]


def test_the_objective_told_never_falls() -> None:
    heard: list[Progress] = []
    options = Options(priors=False, limits=Limits(1e-5, 300))
    calibrate(one_scale(300, 8, seed=9).answers, options, told=heard.append)
    values = [progress.objective for progress in heard]
    assert len(values) > 3
    assert all(later >= earlier - 1e-6 for earlier, later in zip(values, values[2:], strict=False))


def test_complete_answers_given_as_sparse_matrices_say_the_same() -> None:
    known = one_scale(400, 60, seed=10, each=5)
    dense = calibrate(known.answers, Options(standard_errors=False))
    doubled = calibrate(Answers.of(known.answers.person, known.answers.item * 2, known.answers.right, (400, 120)))
    np.testing.assert_allclose(doubled.b[::2], dense.b, atol=0.05)
