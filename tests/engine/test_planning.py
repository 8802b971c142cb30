from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import (
    Answer,
    Constraints,
    Observation,
    begin,
    expected_seconds_left,
    observe,
    rebuild,
    value_of_observation,
)
from tests.engine.banks import measure

MEASURE = measure()


def generator() -> np.random.Generator:
    return np.random.default_rng(1)


def test_observing_again_what_was_seen_is_worth_less() -> None:
    before = value_of_observation(MEASURE, begin(MEASURE))
    state = begin(MEASURE)
    for _ in range(4):
        state = observe(MEASURE, state, Observation(2, True, 0.95))
    after = value_of_observation(MEASURE, state)
    assert (before > 0).all()
    assert after[2] < before[2]


def test_the_time_left_is_that_of_the_questions_left() -> None:
    limits = Constraints(items_left=5)
    assert expected_seconds_left(MEASURE, begin(MEASURE), limits, generator()) == pytest.approx(5 * 60.0)


def test_no_more_time_is_foreseen_than_there_is() -> None:
    limits = Constraints(seconds_left=200.0)
    assert 0 < expected_seconds_left(MEASURE, begin(MEASURE), limits, generator()) <= 200.0


def test_nothing_is_left_when_everything_was_asked() -> None:
    everything = np.ones(len(MEASURE.items), dtype=bool)
    state = rebuild(MEASURE, [Answer(n, 1) for n in range(len(everything))])
    assert expected_seconds_left(MEASURE, state, Constraints(excluded=everything), generator()) == 0.0
