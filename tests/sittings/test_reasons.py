"""The codes that rows keep become sentences for an evaluator."""

from __future__ import annotations

from random import Random

import pytest

from assessment.engine import Why
from assessment.sittings.reasons import why_asked
from tests.sittings.builders import played, pool, sitting


@pytest.mark.parametrize("why", [one.value for one in Why])
def test_every_reason_has_its_sentence_with_what_was_known(why: str) -> None:
    said = why_asked({"why": why, "criterion": "2.1.1", "probability": 0.62, "near_equals": 3})
    assert "2.1.1" in said
    assert "62 %" in said
    assert "3 questions se valaient" in said


def test_a_reason_of_a_real_sitting_is_said() -> None:
    for row in played(pool(), sitting(), 6, Random(2)).serves:
        assert str(row.reason["criterion"]) in why_asked(row.reason)


def test_a_question_on_trial_says_that_it_does_not_count() -> None:
    assert "ne compte pas" in why_asked({"why": "pilot", "criterion": "2.1.1"})


@pytest.mark.parametrize("reason", [{}, {"why": "unknown"}, {"why": None, "criterion": 3}])
def test_a_reason_that_is_not_known_any_more_says_so(reason: dict[str, object]) -> None:
    assert why_asked(reason) == "La raison enregistrée ne se lit plus."
