from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.engine import (
    Answer,
    Constraints,
    ItemParameters,
    Measure,
    MeasureOptions,
    Observation,
    Settings,
    StopReason,
    Why,
    begin,
    choose,
    observe,
    rebuild,
    sentence,
)
from assessment.engine.choice import Wanted, value
from assessment.errors import InvalidInput
from tests.engine.banks import CODES, bank, measure

MEASURE = measure()
ITEMS = len(MEASURE.items)


def generator() -> np.random.Generator:
    return np.random.default_rng(5)


def only(*items: int) -> np.ndarray:
    mask = np.zeros(ITEMS, dtype=bool)
    mask[list(items)] = True
    return mask


def test_a_choice_says_why() -> None:
    choice = choose(MEASURE, begin(MEASURE), Constraints(), generator())
    assert choice.item is not None
    assert choice.reason is not None
    assert choice.reason.why is Why.GAIN
    assert choice.reason.gain > 0
    assert CODES[choice.reason.criterion] in sentence(MEASURE, choice)


def test_what_is_excluded_is_never_chosen() -> None:
    excluded = ~only(3, 17)
    for _ in range(10):
        assert choose(MEASURE, begin(MEASURE), Constraints(excluded=excluded), generator()).item in (3, 17)


def test_a_text_that_was_begun_is_finished_first() -> None:
    choice = choose(MEASURE, begin(MEASURE), Constraints(group=only(30)), generator())
    assert choice.item == 30
    assert choice.reason is not None
    assert choice.reason.why is Why.TEXT_CONTINUES


def test_overexposed_items_wait_while_another_is_almost_as_good() -> None:
    pair = {"criterion": [0, 0], "a": [1.3, 1.25], "b": -0.8}
    near = Measure.of(("1.1.1",), ItemParameters.of(pair))
    far = Measure.of(("1.1.1",), ItemParameters.of(pair | {"a": [1.3, 0.4]}))
    limits = Constraints(overexposed=np.array([True, False]))
    assert choose(near, begin(near), limits, generator()).item == 1
    assert choose(far, begin(far), limits, generator()).item == 0
    alone = Constraints(excluded=~only(3), overexposed=only(3))
    assert choose(MEASURE, begin(MEASURE), alone, generator()).item == 3


def test_only_questions_that_can_be_finished_are_asked() -> None:
    seconds = np.where(np.arange(ITEMS) == 11, 20.0, 90.0)
    quick = Measure.of(CODES, replace(bank(), seconds=seconds))
    assert choose(quick, begin(quick), Constraints(seconds_left=30.0), generator()).item == 11


def test_time_makes_short_questions_worth_more() -> None:
    pair = {"criterion": [0, 0], "a": [1.3, 1.2], "b": -0.8, "seconds": [120.0, 30.0]}
    two = Measure.of(("1.1.1",), ItemParameters.of(pair))
    assert choose(two, begin(two), Constraints(), generator()).item == 0
    assert choose(two, begin(two), Constraints(seconds_left=600.0), generator()).item == 1


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Constraints(items_left=0), StopReason.ITEMS_SPENT),
        (Constraints(seconds_left=1.0), StopReason.SECONDS_SPENT),
        (Constraints(excluded=np.ones(ITEMS, dtype=bool)), StopReason.POOL_EMPTY),
    ],
)
def test_each_limit_stops_with_its_reason(limits: Constraints, expected: StopReason) -> None:
    choice = choose(MEASURE, begin(MEASURE), limits, generator())
    assert (choice.item, choice.stop) == (None, expected)
    assert sentence(MEASURE, choice).endswith(".")


def test_an_empty_pool_stops_at_once() -> None:
    empty = Measure.of(CODES, bank().subset(np.zeros(ITEMS, dtype=bool)))
    assert choose(empty, begin(empty), Constraints(), generator()).stop is StopReason.POOL_EMPTY


def test_everything_decided_stops() -> None:
    state = begin(MEASURE)
    for criterion in range(8):
        for _ in range(3):
            state = observe(MEASURE, state, Observation(criterion, True, 0.97))
    assert choose(MEASURE, state, Constraints(), generator()).stop is StopReason.EVERYTHING_DECIDED


def test_a_floor_on_the_gain_stops() -> None:
    strict = measure(options=MeasureOptions(settings=Settings(floor_per_minute=10.0)))
    assert choose(strict, begin(strict), Constraints(), generator()).stop is StopReason.GAIN_UNDER_FLOOR


def test_questions_that_tell_nothing_stop() -> None:
    blunt = {"criterion": [0, 1], "a": 0.01, "b": 8.0, "c": 0.99}
    two = Measure.of(CODES[:2], ItemParameters.of(blunt), MeasureOptions(reference=bank(criteria=2)))
    assert choose(two, begin(two), Constraints(), generator()).stop is StopReason.NOTHING_CAN_CHANGE


def test_a_criterion_known_by_its_neighbours_gets_its_direct_question() -> None:
    state = begin(MEASURE)
    for criterion in (0, 1, 3, 4, 5, 6, 7):
        for _ in range(3):
            state = observe(MEASURE, state, Observation(criterion, True, 0.98))
    lenient = replace(MEASURE, settings=Settings(acquired=0.75))
    choice = choose(lenient, state, Constraints(), generator())
    assert choice.reason is not None
    assert (choice.reason.why, choice.reason.criterion) == (Why.DIRECT_MINIMUM, 2)


def test_only_a_criterion_to_decide_awaits_its_direct_question() -> None:
    state = begin(MEASURE)
    for criterion in (0, 1, 3, 4, 5, 6, 7):
        for _ in range(3):
            state = observe(MEASURE, state, Observation(criterion, True, 0.98))
    lenient = replace(MEASURE, settings=Settings(acquired=0.75))
    others = np.arange(len(CODES)) != 2
    wanted = [Wanted(np.ones(ITEMS, dtype=bool), state.direct, criteria=about) for about in (None, others)]
    assert [bool(value(lenient, state.belief, each).awaiting[2]) for each in wanted] == [True, False]


def test_near_equals_are_drawn_at_random_within_the_tolerance() -> None:
    same = {"criterion": np.zeros(9, dtype=int), "a": 1.2, "b": -0.8}
    nine = Measure.of(("1.1.1",), ItemParameters.of(same))
    rng = generator()
    choices = [choose(nine, begin(nine), Constraints(), rng) for _ in range(60)]
    assert len({choice.item for choice in choices}) == nine.settings.near_equal_most
    assert choices[0].reason is not None
    assert choices[0].reason.near_equals == nine.settings.near_equal_most


def test_the_same_seed_gives_the_same_choice() -> None:
    state = rebuild(MEASURE, [Answer(1, 1), Answer(9, 0)])
    twice = [choose(MEASURE, state, Constraints(), generator()) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_mask_of_another_bank_is_refused() -> None:
    with pytest.raises(InvalidInput):
        choose(MEASURE, begin(MEASURE), Constraints(excluded=np.zeros(3, dtype=bool)), generator())


def test_a_sitting_about_some_criteria_ends_when_those_are_decided() -> None:
    state = begin(MEASURE)
    for _ in range(9):
        state = observe(MEASURE, state, Observation(0, True, 0.99))
    first = np.arange(MEASURE.criteria) == 0
    assert choose(MEASURE, state, Constraints(criteria=first), generator()).stop is StopReason.EVERYTHING_DECIDED
    assert choose(MEASURE, state, Constraints(), generator()).item is not None


@pytest.mark.parametrize("criterion", [0, 3, 5])
def test_only_what_questions_do_for_the_criteria_of_a_sitting_counts(criterion: int) -> None:
    about = np.arange(MEASURE.criteria) == criterion
    choice = choose(MEASURE, begin(MEASURE), Constraints(criteria=about), generator())
    assert choice.reason is not None
    assert choice.reason.criterion == criterion
