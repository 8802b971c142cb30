"""What the machine suggests of a file, from its sittings and the observations that stand."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from assessment.errors import NotFound
from assessment.review.reliability import Seen
from assessment.services import observing, sitting, suggestions
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings
from tests.sittings.playing import answer_all, begun

SHORT = Settings(questions=12)


@pytest.fixture
def answered(candidate: Acting, now: datetime) -> str:
    """The file of a person who answered a short sitting."""
    begun(candidate, now, SHORT)
    answer_all(candidate, now, Random(6))
    return str(candidate.file_id)


def asked(file_id: str) -> str:
    """A criterion that was asked about."""
    return next(code for code, one in suggestions.for_file(file_id).items() if one.asked)


def seen(criterion: str, mastered: str) -> Seen:
    return Seen(criterion, mastered, "written", "Vu à l'atelier ce matin.")


def test_before_anything_every_criterion_is_not_evaluated(file_id: str) -> None:
    found = suggestions.for_file(file_id)
    assert len(found) == 108
    assert {one.state for one in found.values()} == {"not_evaluated"}
    assert suggestions.value_of_observation(file_id)


def test_every_answer_is_counted_once(answered: str, candidate: Acting) -> None:
    found = suggestions.for_file(answered).values()
    rows = sitting.own_sitting(candidate).answers
    assert sum(one.asked for one in found) == len(rows) == 12
    assert sum(one.right for one in found) == sum(row.score > 0 for row in rows)
    assert sum(one.dont_know for one in found) == sum(row.dont_know for row in rows)


def test_an_observation_moves_the_suggestion_and_taken_back_it_no_longer_counts(
    answered: str, people: dict[str, Acting], now: datetime
) -> None:
    criterion = asked(answered)
    before = suggestions.for_file(answered)[criterion]
    observation = observing.observe(people["evaluator"], answered, seen(criterion, "yes"), now)
    after = suggestions.for_file(answered)[criterion]
    assert after.observations == 1
    assert (after.probability or 0) > (before.probability or 0)
    observing.withdraw(people["evaluator"], answered, observation, "Noté sur la mauvaise personne.", now)
    assert suggestions.for_file(answered)[criterion] == before


def test_the_path_goes_from_nothing_known_to_the_last_piece_of_evidence(
    answered: str, people: dict[str, Acting], now: datetime
) -> None:
    criterion = asked(answered)
    observing.observe(people["evaluator"], answered, seen(criterion, "no"), now)
    path = suggestions.path_for(answered, criterion)
    assert len(path) == 1 + 12 + 1
    assert path[0][0] == "avant toute réponse"
    assert path[-1][0] == f"observation sur {criterion}"
    assert path[-1][1] < path[-2][1]


def test_where_five_minutes_count_most_comes_first(answered: str) -> None:
    values = [value for _, value in suggestions.value_of_observation(answered)]
    assert len(values) == 108
    assert values == sorted(values, reverse=True)


def test_each_subdomain_has_its_probability_and_says_the_same_again(answered: str) -> None:
    found = suggestions.subdomain_probabilities(answered)
    assert len(found) == 28
    assert all(0 <= value <= 1 for value in found.values())
    assert found == suggestions.subdomain_probabilities(answered)


def test_two_sittings_count_together(answered: str, candidate: Acting, now: datetime) -> None:
    later = now + timedelta(days=3)
    begun(candidate, later, SHORT)
    answer_all(candidate, later, Random(7))
    assert sum(one.asked for one in suggestions.for_file(answered).values()) == 24


def test_a_file_that_does_not_exist_is_not_found(file_id: str) -> None:
    with pytest.raises(NotFound):
        suggestions.for_file("0" * 32)
