"""Guards that need no model: options, exposure, rapid answers; and the plain words."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.health.exposure import exposure
from assessment.engine.health.options import options
from assessment.engine.health.rapid import rapid
from assessment.engine.health.responses import Responses
from assessment.engine.health.verdict import Attention, adjusted, lower_tail, upper_tail, worst

RNG = np.random.default_rng(1)


def taken(means: dict[str, float], each: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    theta = np.concatenate([RNG.normal(mean, 0.7, each) for mean in means.values()])
    return {name: np.arange(each) + each * at for at, name in enumerate(means)}, theta


def test_a_distractor_taken_by_abler_people_than_the_key_is_shouted() -> None:
    takers, theta = taken({"a": 0.0, "b": 0.9, "c": -0.5}, 40)
    found = options(takers, ["a"], theta, 120)
    assert [each.attention for each in found.options] == [Attention.OK, Attention.LOOK, Attention.OK]
    assert found.attention is Attention.LOOK


def test_ordinary_distractors_are_left_in_peace() -> None:
    alarms = 0
    for _ in range(200):
        takers, theta = taken({"a": 0.3, "b": 0.3}, 25)
        alarms += options(takers, ["a"], theta, 50).attention is Attention.LOOK
    assert alarms <= 8


def test_a_distractor_that_attracts_nobody_is_said() -> None:
    takers, theta = taken({"a": 0.4, "b": -0.4}, 60)
    found = options({**takers, "c": np.zeros(0, dtype=np.intp)}, ["a"], theta, 120)
    assert [each.idle for each in found.options] == [False, False, True]


def test_too_few_answers_to_compare_options() -> None:
    takers, theta = taken({"a": 0.0, "b": 2.0}, 10)
    found = options(takers, ["a"], theta, 20)
    assert found.attention is Attention.FEW
    assert found.missing == 30


def test_exposure_counts_sittings_and_not_repetitions() -> None:
    sitting = np.repeat(np.arange(100), 2)
    item = np.tile([0, 1], 100)
    item[1:80:2] = 2
    found = exposure(np.r_[sitting, 0], np.r_[item, 0], 4)
    assert found.share.tolist() == [1.0, 0.6, 0.4, 0.0]
    assert found.unused == (False, False, False, True)
    assert [each.value for each in found.attention] == ["look", "watch", "ok", "watch"]
    assert exposure(sitting[:20], item[:20], 4).missing == 20


def test_rapid_answers_have_each_question_s_own_threshold() -> None:
    people = 100
    person, item = np.repeat(np.arange(people), 2), np.tile([0, 1], people)
    seconds = np.where(item == 0, 20.0, 90.0) * np.exp(RNG.normal(0, 0.3, len(item)))
    seconds[(item == 1) & (person < 25)] = 2.0
    score = np.where((item == 1) & (person < 25), 0, 1)
    found = rapid(Responses.of(person, item, score, (people, 2), seconds), np.ones(2, dtype=np.int64))
    assert found.threshold[0] == pytest.approx(3.0, abs=0.6)
    assert found.share.tolist() == [0.0, 0.25]
    assert found.earned[1] == 0.0
    assert [each.value for each in found.attention] == ["ok", "look"]


def test_a_tail_beyond_the_simulations_is_continued() -> None:
    null = np.random.default_rng(2).chisquare(4, 2000)
    assert upper_tail(null, 9.49) == pytest.approx(0.05, abs=0.015)
    assert upper_tail(null, 25.0) == pytest.approx(5e-5, rel=1.0)
    assert lower_tail(-null, -9.49) == pytest.approx(0.05, abs=0.015)


def test_false_alarms_among_many_rows_are_limited() -> None:
    p = np.array([0.001, 0.04, 0.03, np.nan, 0.9])
    assert adjusted(p) == pytest.approx([0.004, 0.0533, 0.0533, np.nan, 0.9], abs=1e-3, nan_ok=True)
    assert worst([Attention.OK, Attention.FEW, Attention.WATCH]) is Attention.WATCH
