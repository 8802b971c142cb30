"""What calibration accepts as answers."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.engine.calibration.answers import Answers
from assessment.errors import InvalidInput


def test_a_table_keeps_only_what_was_asked() -> None:
    answers = Answers.of_table([[1, -1, 0], [-1, -1, 1]])
    assert (len(answers), answers.persons, answers.items, answers.complete) == (3, 2, 3, False)
    np.testing.assert_array_equal(answers.asked, [1, 0, 2])
    np.testing.assert_array_equal(answers.rights, [1, 0, 1])


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        Answers.of([0, 5, 0, 0], [0, 1, 9, 0], [1, 1, 1, 2], (2, 3))
    places = " ".join(fault.place for fault in refused.value.faults)
    for expected in ("réponse n° 2, personne", "réponse n° 3, question", "réponse n° 4, score", "réponse n° 1"):
        assert expected in places


def test_no_answer_at_all_is_refused() -> None:
    with pytest.raises(InvalidInput, match="calibration"):
        Answers.of([], [], [], (2, 3))


def test_parts_renumber_persons_and_items() -> None:
    answers = Answers.of_table([[1, 0], [0, 1], [1, 1]])
    assert answers.part(1, 3).person.tolist() == [0, 0, 1, 1]
    assert answers.of_persons(np.array([0, 2])).right.tolist() == [True, False, True, True]
    assert answers.of_items(np.array([1])).right.tolist() == [False, True, True]
