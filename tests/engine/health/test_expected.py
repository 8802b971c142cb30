"""What the model expects of each answer comes true when the model holds, and the answer itself weighs nothing."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.health.expected import Expected, beliefs, expect
from assessment.engine.health.foreseen import foresee
from assessment.engine.health.responses import Responses
from assessment.errors import InvalidInput
from tests.engine.health.played import CODES, Played, play

PLAYED = play(500, 1)


def ways(played: Played) -> list[Expected]:
    return [played.expected(), foresee(played.responses, played.layout, CODES)]


@pytest.mark.parametrize("way", [0, 1])
def test_expectations_come_true(way: int) -> None:
    found = ways(PLAYED)[way]
    groups = np.argsort(np.argsort(found.mean)) * 8 // len(found.mean)
    for group in range(8):
        here = groups == group
        error = np.sqrt(found.variance[here].sum()) / here.sum()
        assert abs(found.residual[here].mean()) < 3.5 * error


@pytest.mark.parametrize("way", [0, 1])
def test_an_answer_never_helps_to_predict_itself(way: int) -> None:
    one = PLAYED.responses.where(PLAYED.responses.person == 3)
    other = Responses(one.person, one.item, one.score.copy(), one.seconds, one.counted, one.persons, one.items)
    other.score[5] = 1 - other.score[5]
    before, after = (ways(Played(PLAYED.layout, each, PLAYED.theta))[way] for each in (one, other))
    assert after.mean[5] == pytest.approx(before.mean[5], abs=4e-3)
    assert np.abs(after.mean - before.mean)[6:].max() > 0.01


def test_the_first_answer_is_foreseen_from_nothing_and_the_last_from_all_the_others() -> None:
    one = play(1, 2)
    ahead, around = foresee(one.responses, one.layout, CODES), one.expected()
    assert ahead.theta[0] == pytest.approx(0.0, abs=1e-9)
    assert ahead.mean[-1] == pytest.approx(around.mean[-1], abs=0.02)


def test_answers_left_out_are_expected_but_tell_nothing() -> None:
    counted = PLAYED.responses.item != 4
    full = expect(PLAYED.responses.where(counted), PLAYED.layout)
    partly = expect(PLAYED.responses, PLAYED.layout, counted=counted)
    assert partly.mean[counted] == pytest.approx(full.mean, abs=1e-3)


def test_beliefs_are_about_the_criteria_that_were_asked() -> None:
    tau, _ = beliefs(play(3, 4, asked=2).responses, PLAYED.layout)
    assert ((tau > 0).sum(axis=1) <= 2).all()


@pytest.mark.parametrize(
    ("person", "item", "score"), [([0, 0], [1, 1], [0, 1]), ([0], [9], [1]), ([0, 1], [1], [0]), ([0], [0], [-1])]
)
def test_answers_that_contradict_each_other_are_refused(person: list[int], item: list[int], score: list[int]) -> None:
    with pytest.raises(InvalidInput):
        Responses.of(person, item, score, (2, 3))
