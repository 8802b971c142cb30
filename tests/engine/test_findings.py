from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.findings import Source, calibration_error, findings, reaches, reliability, truth_of
from assessment.engine.policies import Policy
from assessment.engine.simulation import Plan
from assessment.engine.study import gathered, part, said
from tests.engine.banks import measure

MEASURE = measure()
ITEMS = len(MEASURE.items)
SCORES = (np.random.default_rng(2).random((6, ITEMS)) < 0.6).astype(np.int8)
PLAN = Plan(Policy.JOINT, (5, 10), 10, seed=4)
STUDY = part(MEASURE, SCORES, np.arange(6), PLAN)
MASTERED = np.random.default_rng(3).random((6, 8)) < 0.5


def test_parts_put_together_are_the_study() -> None:
    halves = [part(MEASURE, SCORES[s], np.arange(6)[s], PLAN) for s in (slice(0, 2), slice(2, 6))]
    whole = gathered(halves)
    assert np.array_equal(whole.outcome.items, STUDY.outcome.items)
    assert whole.outcome.persons.tolist() == list(range(6))
    assert whole.outcome.checkpoints[1].probability == pytest.approx(STUDY.outcome.checkpoints[1].probability)
    assert whole.alone == pytest.approx(STUDY.alone)


def test_what_is_compared_with_is_the_best_that_is_known() -> None:
    theta = np.zeros((6, 8))
    assert truth_of(MEASURE, STUDY, MASTERED, theta).source is Source.MASTERED
    assert truth_of(MEASURE, STUDY, None, theta).mastered.tolist() == np.tile(MEASURE.cuts.theta <= 0, (6, 1)).tolist()
    found = truth_of(MEASURE, STUDY, None, None)
    assert found.source is Source.WHOLE_BANK
    assert findings(MEASURE, STUDY, found).ceiling == 1.0


def test_a_stage_counts_what_is_said_and_what_is_right() -> None:
    found = findings(MEASURE, STUDY, truth_of(MEASURE, STUDY, MASTERED, None))
    stage, point = found.stages[1], STUDY.outcome.checkpoints[1]
    told = said(point, MEASURE.settings)
    assert stage.decided == pytest.approx((told != 0).mean())
    assert stage.right == pytest.approx(((point.probability >= 0.5) == MASTERED).mean())
    assert stage.decided_right == pytest.approx((((told > 0) == MASTERED)[told != 0]).mean())
    assert stage.decided + stage.to_confirm == pytest.approx(1.0)


def test_questions_seconds_and_exposure_are_those_asked() -> None:
    found = findings(MEASURE, STUDY, truth_of(MEASURE, STUDY, None, None))
    assert found.questions.tolist() == [10] * 6
    assert found.seconds == pytest.approx(np.full(6, 600.0))
    assert found.exposure.sum() == pytest.approx(10.0)
    assert found.exposure[STUDY.outcome.items[0]].min() >= 1 / 6


def test_reliability_counts_every_decision_once_in_its_class() -> None:
    announced, mastered = np.array([[0.05, 0.95, 0.95], [1.0, 0.0, 0.5]]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0]])
    bins = reliability(announced, mastered)
    assert [(b.low, b.count, b.found) for b in bins] == [(0.0, 2, 0.0), (0.5, 1, 1.0), (0.9, 3, pytest.approx(2 / 3))]
    assert calibration_error(bins) == pytest.approx((2 * 0.025 + 0.5 + 3 * (2.9 / 3 - 2 / 3)) / 6)


def test_the_weakest_criterion_comes_first() -> None:
    alone = np.full((4, 8), 0.95)
    alone[:, 3] = 0.6
    alone[:2, 5] = 0.7
    order = reaches(MEASURE, alone)
    assert [reach.criterion for reach in order[:2]] == [3, 5]
    assert order[0].sure == 0.0
    assert order[0].certainty == pytest.approx(0.6)
    assert order[0].items == 4


def test_a_policy_that_judges_by_itself_is_believed_as_it_says() -> None:
    study = part(MEASURE, SCORES, np.arange(6), Plan(Policy.SPRT, (32,), 32))
    point = study.outcome.checkpoints[0]
    assert point.verdicts is not None
    assert np.array_equal(said(point, MEASURE.settings), point.verdicts)
