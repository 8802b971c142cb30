"""What a candidate reads once their evaluator has signed."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import NotAllowed
from assessment.services import outcome
from assessment.services.acting import Acting
from tests.services.judging_builders import Scene, signed

People = dict[str, Acting]


def test_nothing_is_told_before_the_signature(candidate: Acting) -> None:
    assert not outcome.is_ready(candidate)
    assert outcome.of(candidate) is None


def test_strengths_and_what_comes_next_are_those_of_the_signed_file(
    people: People, candidate: Acting, file_id: str, now: datetime
) -> None:
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    found = outcome.of(candidate)
    assert found is not None
    counting = found.parts[1]
    assert counting.name == "Compter, calculer et mesurer"
    assert [len(part.to_learn) for part in found.parts] == [0, 1, 0, 0, 0, 0, 0]
    assert sum(len(part.known) for part in found.parts) == 107
    assert "soustraire" in counting.to_learn[0]


def test_nobody_reads_it_but_the_candidate(people: People) -> None:
    with pytest.raises(NotAllowed):
        outcome.of(people["evaluator"])
