"""How sure the engine could be: more questions and more neighbours help, and what is asked for is reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.engine import ItemParameters
from assessment.engine.calibration.tree import Tree
from assessment.engine.health.expected import Layout
from assessment.engine.health.reach import (
    NEW_GUESSING,
    NEW_SLOPE,
    Aim,
    Reach,
    best_difficulty,
    expected_sureness,
    reach,
)
from assessment.engine.mastery import Cuts, cuts
from assessment.engine.structure import MEDIUM, NONE
from tests.engine.health.played import CODES, items, layout_of

LAYOUT = layout_of(items())
CUT = cuts(LAYOUT.items, len(CODES))
ALL = np.ones(len(LAYOUT.items), dtype=bool)


def found(usable: np.ndarray = ALL, layout: Layout = LAYOUT, aim: Aim | None = None) -> tuple[Reach, ...]:
    return reach(layout, CUT, usable, aim or Aim())


def test_neighbours_make_surer_unless_nothing_is_shared() -> None:
    assert all(each.together > each.alone for each in found())
    apart = found(layout=replace(LAYOUT, components=NONE))
    assert [each.together for each in apart] == pytest.approx([each.alone for each in apart], abs=0.02)


def test_what_may_not_be_asked_costs_sureness() -> None:
    few = ALL.copy()
    few[:4] = False
    before, after = found()[0], found(few)[0]
    assert after.questions == before.questions - 4
    assert after.alone < before.alone - 0.02
    assert (after.to_write or 0) > (before.to_write or 0)


def test_wrong_conclusions_stay_as_rare_as_announced() -> None:
    for each in found():
        assert each.wrongly <= 0.1 * each.concluded + 0.04


@pytest.mark.parametrize("wanted", [0.70, 0.75])
def test_writing_what_is_asked_for_reaches_what_is_wanted(wanted: float) -> None:
    one = found(aim=Aim(wanted))[2]
    assert one.to_write
    n, old = one.to_write, LAYOUT.items
    columns = {"a": NEW_SLOPE, "b": one.at, "c": NEW_GUESSING, "d": 1.0}
    table = {name: np.r_[getattr(old, name), np.full(n, value)] for name, value in columns.items()}
    more = ItemParameters.of({"criterion": np.r_[old.criterion, np.full(n, 2)], **table})
    after = reach(Layout(more, Tree.of(CODES), MEDIUM), CUT, np.ones(len(more), dtype=bool), Aim(wanted))[2]
    assert after.together == pytest.approx(wanted, abs=0.035)
    assert after.to_write is not None
    assert after.to_write <= 3


def test_a_criterion_without_question_is_only_guessed_from_its_neighbours() -> None:
    one = found(LAYOUT.items.criterion != 0)[0]
    assert one.questions == 0
    assert one.alone == pytest.approx(0.5, abs=0.06)


def test_the_closed_form_is_what_people_near_the_cut_would_show() -> None:
    n = 10
    same = ItemParameters.of(
        {"criterion": np.zeros(n, dtype=int), "a": 1.2, "b": np.full(n, best_difficulty(0.0)), "c": NEW_GUESSING}
    )
    one = reach(Layout(same, Tree.of(["1.1.1"]), NONE), Cuts(np.zeros(1), np.zeros(1)), np.ones(n, dtype=bool), Aim())[
        0
    ]
    a, c = NEW_SLOPE, NEW_GUESSING
    curve = 1.0 / (1.0 + np.exp(a * best_difficulty(0.0)))
    p = c + (1 - c) * curve
    information = n * ((1 - c) * a * curve * (1 - curve)) ** 2 / (p * (1 - p))
    assert one.alone == pytest.approx(expected_sureness(information, 1.0), abs=0.025)
