"""Where the people who answered lie, and how their abilities spread, comes back from their answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.engine.calibration.shares import values
from assessment.engine.health.foreseen import foresee
from assessment.engine.health.people import learnt
from assessment.engine.structure import VarianceComponents
from tests.engine.health.played import CODES, play

PERSONS = 900
UNSHARED = VarianceComponents(0.1, 0.1, 0.1, 0.7)
LATER = np.arange(PERSONS) * 2 // PERSONS
MOVED = play(PERSONS, 3, shift=0.2 + 0.5 * LATER)


def test_how_much_abilities_share_is_learnt_from_the_answers() -> None:
    played = play(PERSONS, 3)
    found = learnt(played.responses, replace(played.layout, components=UNSHARED))
    assert found.components.general == pytest.approx(0.30, abs=0.1)
    assert found.components.criterion == pytest.approx(0.30, abs=0.12)
    assert values(found.components).sum() == pytest.approx(1.0, abs=0.12)
    assert np.abs(found.centre).max() < 0.1


def test_where_each_period_lies_is_learnt_without_taking_it_for_spread() -> None:
    found = learnt(MOVED.responses, MOVED.layout, LATER)
    assert [found.centre[place] for place in (0, -1)] == pytest.approx([0.2, 0.7], abs=0.12)
    assert values(found.components).sum() == pytest.approx(1.0, abs=0.12)


def test_people_apart_without_a_known_period_are_a_wider_population() -> None:
    apart = play(PERSONS, 3, shift=2.0 * LATER)
    found = learnt(apart.responses, apart.layout)
    assert found.centre[0] == pytest.approx(1.0, abs=0.15)
    assert found.components.general > 0.8


def test_a_period_of_a_few_people_stays_near_the_others() -> None:
    alone = np.where(np.arange(PERSONS) < 2, 1, 0)
    found = learnt(play(PERSONS, 3, shift=3.0 * alone).responses, MOVED.layout, alone)
    assert found.centre[0] - found.centre[-1] < 1.5


def test_people_of_an_unknown_period_are_placed_too() -> None:
    found = learnt(MOVED.responses, MOVED.layout, np.where(LATER == 1, -1, 0))
    assert found.centre.shape == (PERSONS,)
    assert found.centre[-1] > found.centre[0]


def test_first_answers_are_foreseen_from_where_people_lie() -> None:
    people = learnt(MOVED.responses, MOVED.layout, LATER)
    told = foresee(MOVED.responses, MOVED.layout, CODES, people.centre)
    untold = foresee(MOVED.responses, MOVED.layout, CODES)
    first = np.arange(0, len(MOVED.responses), 24)
    first = first[LATER[MOVED.responses.person[first]] == 1]
    assert abs(told.residual[first].mean()) < 0.5 * abs(untold.residual[first].mean())
