from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import Rule, Settings
from assessment.engine.needs import Layout
from assessment.engine.worth import DECIDED_WORTH, RULE_WORTH, aims_of, passed, rounded

SETTINGS = Settings()
RULES = Layout.of([Rule("a", (0, 1), 1), Rule("b", (2, 3), 2)])
NOTHING_ASKED = np.zeros(4, dtype=np.int64)


def test_the_value_of_a_decision_is_near_its_chance_of_being_right_away_from_one_half() -> None:
    p = np.array([0.02, 0.2, 0.8, 0.98])
    assert rounded(p) == pytest.approx(np.maximum(p, 1 - p) - 0.5, abs=0.015)


def test_a_threshold_counts_half_where_it_lies_and_wholly_beyond_it_on_both_sides() -> None:
    halves = passed(np.array([0.10, 0.90]), SETTINGS)
    assert halves == pytest.approx([0.5, 0.5])
    assert (passed(np.array([0.01, 0.99]), SETTINGS) > 0.9).all()
    assert (passed(np.array([0.3, 0.5, 0.7]), SETTINGS) < 0.05).all()


def test_thresholds_of_a_certificate_are_those_that_count() -> None:
    lenient = Settings(acquired=0.8, not_acquired=0.1)
    assert passed(np.array([0.8]), lenient) == pytest.approx([0.5])
    assert passed(np.array([0.2]), lenient) < 0.1


def test_nothing_is_decided_before_its_direct_answer_and_the_next_answer_brings_it() -> None:
    aims = aims_of(np.array([2, 0, 1, 1]), RULES, SETTINGS)
    assert aims.decided == pytest.approx(DECIDED_WORTH * np.array([1, 0, 1, 1]))
    assert aims.once_asked == pytest.approx(DECIDED_WORTH * np.ones(4))


def test_each_direct_answer_of_those_required_counts_as_its_part() -> None:
    aims = aims_of(np.array([2, 0, 1, 3]), RULES, Settings(direct_minimum=2))
    assert aims.decided == pytest.approx(DECIDED_WORTH * np.array([1, 0, 0.5, 1]))
    assert aims.once_asked == pytest.approx(DECIDED_WORTH * np.array([1, 0.5, 1, 1]))


def test_where_no_direct_answer_is_required_none_is_waited_for() -> None:
    aims = aims_of(NOTHING_ASKED + 1, RULES, Settings(direct_minimum=0))
    for worth in (aims.decided, aims.once_asked):
        assert worth == pytest.approx(DECIDED_WORTH * np.ones(4))


def test_sure_decisions_are_worth_more_and_more_as_the_sitting_goes_on() -> None:
    worth = [aims_of(np.array([n, 0, 0, 0]), RULES, SETTINGS).once_asked[1] for n in (0, 1, 2, 4, 40)]
    assert worth[0] == 0.0
    assert worth == sorted(worth)
    assert worth[3] == worth[4] == pytest.approx(DECIDED_WORTH)


def test_only_what_a_sitting_is_about_is_worth_anything() -> None:
    aims = aims_of(NOTHING_ASKED + 1, RULES, SETTINGS, np.array([True, False, False, False]))
    assert aims.right.tolist() == [1, 0, 0, 0]
    assert aims.decided[1:].tolist() == aims.once_asked[1:].tolist() == [0, 0, 0]
    assert aims.rules.tolist() == [RULE_WORTH, 0.0]
