"""Guards of groups, periods, pairs and people: each finds the fault planted, and stays quiet about the rest."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.health.dependence import dependence
from assessment.engine.health.drift import drift
from assessment.engine.health.fairness import LEAST_PERSONS, Fairness, Size, fairness, sizes
from assessment.engine.health.foreseen import foresee
from assessment.engine.health.person_fit import person_fit
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Attention
from assessment.engine.models import Floats
from tests.engine.health.played import CODES, play

BAD, OTHER, PEOPLE = 7, 8, 700
GROUP = (np.arange(PEOPLE) % 3 == 0).astype(np.intp)
PERIOD = np.arange(PEOPLE) * 2 // PEOPLE
WEAKER = np.where(GROUP == 1, -0.7, 0.3)


def odds(p: Floats, factor: Floats | float) -> Floats:
    times: Floats = p * factor / (1.0 - p + p * factor)
    return times


def unfair(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
    return np.where((item == BAD) & (GROUP[person] == 1), odds(p, np.exp(-1.2)), p)


def found_fairness(seed: int, fault: bool) -> Fairness:
    played = play(PEOPLE, seed, unfair if fault else None, shift=WEAKER)
    found = fairness(played.responses, played.layout, GROUP, "moins de 30 ans")
    assert found is not None
    return found


def test_a_question_harder_for_one_group_at_equal_ability_is_found() -> None:
    found = found_fairness(3, fault=True)
    assert found.size[BAD] is Size.LARGE
    assert found.attention[BAD] is Attention.LOOK
    assert found.log_odds[BAD] == pytest.approx(-1.2, abs=0.6)
    assert found.size.count(Size.LARGE) <= 2


def test_a_group_that_knows_less_is_not_taken_for_an_unfair_bank() -> None:
    found = [found_fairness(seed, fault=False) for seed in range(4)]
    assert np.mean([each.centre for each in found]) == pytest.approx(-1.0, abs=0.15)
    p = np.concatenate([each.p for each in found])
    assert (p[np.isfinite(p)] <= 0.05).mean() <= 0.09
    words = [word for each in found for word in each.attention]
    assert words.count(Attention.LOOK) <= 2


def test_nothing_is_said_of_a_group_of_fewer_than_thirty() -> None:
    played = play(200, 1)
    group = (np.arange(200) < LEAST_PERSONS - 1).astype(np.intp)
    assert fairness(played.responses, played.layout, group, "petit groupe") is None


def test_classes_need_both_a_size_and_a_certainty() -> None:
    assert [size.value for size in sizes(np.array([0.2, 0.5, 0.9, 0.9]), np.array([0.05, 0.1, 0.1, 0.6]))] == [
        "A",
        "B",
        "C",
        "A",
    ]


def test_a_question_that_became_easier_is_found_while_people_became_abler() -> None:
    def easier(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
        return np.where(item == BAD, odds(p, np.exp(1.8 * PERIOD[person])), p)

    played = play(PEOPLE, 4, easier, shift=0.5 * PERIOD)
    found = drift(played.responses, played.layout, PERIOD[played.responses.person])
    assert found.attention[BAD] is Attention.LOOK
    assert found.change[BAD] > 0.8
    assert found.harder[BAD, 0] > found.harder[BAD, 1]
    assert found.attention.count(Attention.LOOK) == 1


def test_without_drift_false_alarms_are_as_rare_as_said() -> None:
    played = [play(PEOPLE, seed, shift=0.5 * PERIOD) for seed in range(4)]
    p = np.concatenate([drift(each.responses, each.layout, PERIOD[each.responses.person]).p for each in played])
    assert (p <= 0.05).mean() <= 0.09


def test_two_questions_that_answer_each_other_are_found_and_only_they() -> None:
    def copied(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
        knack = np.random.default_rng(9).normal(size=PEOPLE)[person]
        return np.where((item == BAD) | (item == OTHER), odds(p, np.exp(2.5 * knack)), p)

    played = play(PEOPLE, 5, copied)
    seen = foresee(played.responses, played.layout, CODES)
    found = dependence(
        played.responses, seen, np.zeros((48, 48), dtype=np.intp), np.ones(48, dtype=np.int64), np.random.default_rng(0)
    )
    assert (int(found.first[0]), int(found.second[0])) == (BAD, OTHER)
    assert found.attention[0] is Attention.LOOK
    assert set(found.attention[1:]) <= {Attention.OK, Attention.WATCH}
    assert found.compared == 48 * 47 // 2


def test_a_person_who_answers_backwards_is_found() -> None:
    hard = play(1, 6).layout.items.b > -0.4

    def backwards(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
        return np.where(person == BAD, np.where(hard[item], 0.9, 0.2), p)

    played = play(150, 6, backwards, asked=40)
    found = person_fit(played.responses, played.expected(), played.layout, np.random.default_rng(0))
    assert found.attention[BAD] is Attention.LOOK
    assert found.attention.count(Attention.LOOK) <= 2


def test_ordinary_people_are_left_in_peace() -> None:
    played = play(400, 7)
    found = person_fit(played.responses, played.expected(), played.layout, np.random.default_rng(0))
    assert (found.p <= 0.05).mean() <= 0.08
    assert found.attention.count(Attention.LOOK) == 0


def test_a_person_with_few_answers_is_not_judged() -> None:
    played = play(20, 8, asked=10)
    found = person_fit(played.responses, played.expected(), played.layout, np.random.default_rng(0))
    assert set(found.attention) == {Attention.FEW}
    assert (found.missing == 10).all()


def test_groups_nobody_knows_are_left_out() -> None:
    played = play(PEOPLE, 3, unfair, shift=WEAKER)
    known = np.where(np.arange(PEOPLE) < 600, GROUP, -1)
    found = fairness(played.responses, played.layout, known, "moins de 30 ans")
    assert found is not None
    assert sum(found.persons) == 600
    assert isinstance(played.responses, Responses)
