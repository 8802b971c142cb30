"""A fit that was stopped and goes on ends exactly where one that was never stopped ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.joint import JointOptions, fit_joint
from assessment.engine.calibration.memory import Kept, Remembering, flattened, restored
from assessment.engine.calibration.squarem import Progress
from assessment.engine.calibration.unidimensional import calibrate
from tests.engine.calibration.simulated import one_scale

CODES = ("1.1.1", "1.1.2", "2.1.1", "2.2.1")


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


class Book:
    """A memory made of plain arrays, as a file would hold them."""

    def __init__(self) -> None:
        self.pages: dict[str, dict[str, np.ndarray]] = {}

    def recall(self, stage: str) -> Kept | None:
        return self.pages.get(stage)

    def keep(self, stage: str, state: Callable[[], Kept]) -> None:
        self.pages[stage] = {name: np.array(value) for name, value in state().items()}


def stops_after(steps: int) -> Callable[[Progress], None]:
    heard: list[Progress] = []

    def told(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == steps:
            raise Interrupted

    return told


def one(answers: Answers, told: Callable[[Progress], None] | None) -> list[np.ndarray | float]:
    found = calibrate(answers, told=told)
    return [found.a, found.b, found.se_a, found.se_b, found.log_likelihood, found.iterations]


def all_criteria(answers: Answers, told: Callable[[Progress], None] | None) -> list[np.ndarray | float]:
    criterion = np.arange(answers.items) % len(CODES)
    found = fit_joint(answers, (CODES, criterion), None, JointOptions(steps=12), told)
    return [
        found.curves.a,
        found.curves.b,
        found.se_b,
        found.components.general,
        found.log_likelihood,
        found.iterations,
    ]


@pytest.mark.parametrize("fit", [one, all_criteria])
@pytest.mark.parametrize("steps", [1, 3, 8])
def test_going_on_is_as_never_having_stopped(fit: Callable[..., list[np.ndarray | float]], steps: int) -> None:
    answers, book = one_scale(120, 12, seed=5, each=8).answers, Book()
    with pytest.raises(Interrupted):
        fit(answers, Remembering(stops_after(steps), book))
    assert steps == 1 or book.pages
    heard: list[Progress] = []
    again = fit(answers, Remembering(heard.append, book))
    whole: list[Progress] = []
    for resumed, uninterrupted in zip(again, fit(answers, whole.append), strict=True):
        assert np.array_equal(resumed, uninterrupted)
    assert len(heard) <= len(whole)
    assert steps < 3 or len(heard) < len(whole)


def test_what_did_not_change_is_the_very_same_part() -> None:
    state = (np.zeros(2), (1.5, None), 3)
    assert restored(state, flattened(state)) is state
    changed = restored(state, flattened((np.zeros(2), (2.5, None), 3)))
    assert changed[0] is state[0]
    assert changed[1] == (2.5, None)
