"""One person's answers beside themselves: what does not go together is found and named, the rest left in peace."""

from __future__ import annotations

import numpy as np

from assessment.engine.health.one_person import MOST, RARE, OnePerson, one_person
from assessment.engine.health.responses import Responses
from tests.engine.health.played import Played, play


def found(played: Played, person: int) -> OnePerson | None:
    rows = played.responses.person == person
    item, score = played.responses.item[rows], played.responses.score[rows]
    own = Responses.of(np.zeros(len(item)), item, score, (1, played.responses.items))
    return one_person(own, played.layout, np.random.default_rng(1))


def test_easy_questions_missed_and_hard_ones_done_are_named() -> None:
    hard = play(1, 6).layout.items.b > -0.4
    played = play(6, 6, lambda person, item, theta, p: np.where(hard[item], 1.0, 0.0), asked=40)
    said = [found(played, person) for person in range(6)]
    assert sum(one is not None and one.unusual for one in said) >= 4
    for one in said:
        assert one is not None
        assert 0 < len(one.lower) <= MOST
        scores = played.responses.score.reshape(6, 40)[said.index(one)]
        assert not scores[list(one.lower)].any()
        assert scores[list(one.higher)].all()
        assert (one.chance[list(one.lower)] >= 1.0 - RARE).all()


def test_the_same_answers_say_the_same_again() -> None:
    played = play(3, 9, asked=30)
    for person in range(3):
        first, second = found(played, person), found(played, person)
        assert first is not None
        assert second is not None
        assert (first.p, first.lower, first.higher) == (second.p, second.lower, second.higher)


def test_ordinary_people_are_as_rarely_told_as_said() -> None:
    played = play(150, 10, asked=40)
    said = [found(played, person) for person in range(150)]
    assert np.mean([one is not None and one.unusual for one in said]) <= 0.03


def test_too_few_answers_are_not_judged() -> None:
    assert found(play(1, 3, asked=19), 0) is None
