"""Guards of one question: each finds the fault planted, and stays quiet about the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from assessment.engine.health.difficulty import Difficulty, difficulty
from assessment.engine.health.discrimination import Discrimination, discrimination
from assessment.engine.health.foreseen import foresee
from assessment.engine.health.item_fit import Curves, ItemFit, grouped, item_fit
from assessment.engine.health.refit import Free, refit
from assessment.engine.health.responses import Indices
from assessment.engine.health.verdict import Attention
from assessment.engine.models import Floats
from tests.engine.health.played import CODES, Fault, Played, play

BAD = 7


@dataclass(frozen=True)
class Guards:
    fit: ItemFit
    discrimination: Discrimination
    difficulty: Difficulty


def guards(played: Played) -> Guards:
    seen, items = foresee(played.responses, played.layout, CODES), played.layout.items
    curves = Curves(refit(played.responses, seen, items), refit(played.responses, seen, items, Free.DIFFICULTY))
    rng = np.random.default_rng(0)
    return Guards(
        item_fit(played.responses, seen, curves, rng),
        discrimination(played.responses, seen, items, rng),
        difficulty(played.responses, curves.measured, items),
    )


def backwards(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
    return np.where(item == BAD, 1.0 - p, p)


def by_chance(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
    return np.where(item == BAD, 0.6, p)


def misleading(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
    return np.where((item == BAD) & (theta > 0.0), 0.3, p)


def harder(person: Indices, item: Indices, theta: Floats, p: Floats) -> Floats:
    return np.where(item == BAD, 1.0 / (1.0 + np.exp(-1.2 * (theta - 1.3))), p)


@pytest.mark.parametrize("fault", [backwards, by_chance, misleading])
def test_a_question_that_does_not_follow_ability_is_found(fault: Fault) -> None:
    found = guards(play(700, 3, fault))
    assert found.fit.attention[BAD] is Attention.LOOK
    assert found.discrimination.attention[BAD] is Attention.LOOK
    others = [each for at, each in enumerate(found.fit.attention) if at != BAD]
    assert others.count(Attention.LOOK) == 0


def test_a_question_harder_than_its_author_said_is_measured_and_its_curve_still_fits() -> None:
    played = play(700, 3, harder)
    found = guards(played)
    assert found.difficulty.attention[BAD] is Attention.LOOK
    assert played.layout.items.b[BAD] + found.difficulty.harder[BAD] == pytest.approx(1.3, abs=0.45)
    assert found.fit.attention[BAD] is Attention.OK


def test_an_author_s_uncertainty_excuses_an_estimate() -> None:
    played = play(700, 3, harder)
    unsure = np.full(len(played.layout.items), 1.5)
    layout = replace(played.layout, items=replace(played.layout.items, se_b=unsure))
    assert guards(replace(played, layout=layout)).difficulty.attention[BAD] is not Attention.LOOK


def test_without_a_fault_false_alarms_are_as_rare_as_said() -> None:
    found = [guards(play(600, seed)) for seed in range(20, 24)]
    for name in ("fit", "discrimination", "difficulty"):
        p = np.concatenate([getattr(each, name).p for each in found])
        assert (p <= 0.05).mean() <= 0.09
        assert 0.38 <= (p <= 0.5).mean() <= 0.62
        words = [word for each in found for word in getattr(each, name).attention]
        assert words.count(Attention.LOOK) <= 2


def test_few_answers_are_said_to_be_few_and_how_many_are_missing() -> None:
    found = guards(play(40, 1))
    assert set(found.fit.attention) == {Attention.FEW}
    assert (found.fit.missing + found.fit.answers == 100).all()


def test_groups_go_from_those_who_know_least_and_hold_about_as_many() -> None:
    theta = np.random.default_rng(1).normal(size=130)
    group = grouped(theta)
    assert sorted(np.bincount(group)) == [26] * 5
    assert theta[group == 0].max() < theta[group == 4].min()
