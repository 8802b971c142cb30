from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import Answer, MeasureOptions, rebuild, single
from assessment.engine.structure import NONE
from assessment.engine.suggestion import mastered_probability
from assessment.engine.whole_bank import alone, believed
from tests.engine.banks import CODES, measure

MEASURE = measure()
ITEMS = len(MEASURE.items)
SCORES = (np.random.default_rng(2).random((5, ITEMS)) < 0.6).astype(np.int8)


def test_the_whole_bank_is_a_sitting_of_all_its_questions() -> None:
    live = rebuild(MEASURE, [Answer(item, int(SCORES[0, item])) for item in range(ITEMS)])
    assert believed(MEASURE, SCORES)[0] == pytest.approx(mastered_probability(live.belief, MEASURE.cuts), abs=0.02)


def test_alone_is_the_whole_bank_when_nothing_is_shared() -> None:
    apart = measure(options=MeasureOptions(mixture=single(NONE, CODES)))
    assert alone(apart, SCORES) == pytest.approx(believed(apart, SCORES), abs=0.03)


def test_alone_does_not_hear_the_neighbours() -> None:
    other = SCORES.copy()
    other[:, MEASURE.items.criterion != 0] = 1
    assert alone(MEASURE, other)[:, 0] == pytest.approx(alone(MEASURE, SCORES)[:, 0])
    assert (believed(MEASURE, other)[:, 0] > believed(MEASURE, SCORES)[:, 0]).all()


def test_an_unknown_answer_says_nothing() -> None:
    unknown = np.full((1, ITEMS), -1, dtype=np.int8)
    prior = mastered_probability(rebuild(MEASURE, []).belief, MEASURE.cuts)
    assert believed(MEASURE, unknown)[0] == pytest.approx(prior)
    assert alone(MEASURE, unknown)[0] == pytest.approx(prior, abs=1e-3)


def test_more_right_answers_never_make_mastery_less_likely() -> None:
    better = np.maximum(SCORES, np.random.default_rng(3).random(SCORES.shape) < 0.3).astype(np.int8)
    assert (alone(MEASURE, better) >= alone(MEASURE, SCORES) - 1e-12).all()
