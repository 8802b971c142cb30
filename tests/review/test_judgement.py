"""A judgement starts empty, says why when it must, and is refused to a trainer of the person."""

from __future__ import annotations

import pytest

from assessment.errors import InvalidInput
from assessment.review.judgement import (
    Decision,
    Suggested,
    TrainerCannotJudge,
    Verdict,
    checked,
    refuse_trainer,
    suggested_from_data,
    suggested_to_data,
    why_reason,
)
from assessment.review.words import State

AGREES = [(Decision.ACQUIRED, State.ACQUIRED), (Decision.NOT_ACQUIRED, State.NOT_ACQUIRED)]
NEEDS_REASON = [
    (Decision.ACQUIRED, State.NOT_ACQUIRED),
    (Decision.NOT_ACQUIRED, State.ACQUIRED),
    (Decision.ACQUIRED, State.TO_CONFIRM),
    (Decision.NOT_ACQUIRED, State.TO_CONFIRM),
    (Decision.ACQUIRED, State.NOT_EVALUATED),
    (Decision.NOT_ACQUIRED, State.NOT_EVALUATED),
]


@pytest.mark.parametrize(("decision", "state"), AGREES)
def test_a_decision_that_follows_a_sure_suggestion_needs_no_reason(decision: Decision, state: State) -> None:
    assert why_reason(decision, state) == ""
    assert checked(Verdict("2.1.1", decision, ""), state) == (decision, "")


@pytest.mark.parametrize(("decision", "state"), NEEDS_REASON)
def test_a_decision_that_departs_or_doubts_needs_a_reason(decision: Decision, state: State) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(Verdict("2.1.1", decision, "vu  "), state)
    assert [fault.place for fault in refused.value.faults] == ["reason"]
    assert checked(Verdict("2.1.1", decision, " Vu à   l'entretien. "), state) == (decision, "Vu à l'entretien.")


def test_nothing_is_decided_when_nothing_was_chosen() -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(Verdict("2.1.1", "", ""), State.ACQUIRED)
    assert [fault.place for fault in refused.value.faults] == ["decision"]


def test_a_trainer_of_the_person_cannot_judge() -> None:
    refuse_trainer("lea", {"paul"})
    with pytest.raises(TrainerCannotJudge):
        refuse_trainer("paul", {"paul"})


def test_what_was_suggested_is_kept_as_it_was() -> None:
    suggested = Suggested(State.TO_CONFIRM, 0.62, "À confirmer.", 4, 2, 1, 1, 0, "2025-1", "3")
    assert suggested_from_data(suggested_to_data(suggested)) == suggested
