"""Sub-domains by k of n with mandatory criteria, wholes by all their parts, each with its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.items.referential import Mandatory, Status
from assessment.review.rule import Tally, outcome, said, whole
from assessment.review.words import State
from tests.review.builders import criterion, subdomain

A, N, C, E = State
MEMBERS = tuple(f"2.1.{n}" for n in range(1, 8))
PART = subdomain("2.1", 5, criterion("2.1.1", Mandatory.YES), *(criterion(code) for code in MEMBERS[1:]))

CASES = [
    ((A, A, A, A, A, N, N), A),  # five of seven, the mandatory one among them
    ((N, A, A, A, A, A, A), N),  # six of seven, but not the mandatory one
    ((C, A, A, A, A, A, A), C),  # the mandatory one is still open
    ((A, A, A, A, C, E, E), C),  # one more would do
    ((A, A, N, N, N, E, E), N),  # five can no longer be reached
    ((A, A, A, A, N, N, E), C),
    ((E, E, E, E, E, E, E), E),
    ((A, E, E, E, E, E, E), C),
]


@pytest.mark.parametrize(("states", "expected"), CASES)
def test_a_subdomain_follows_its_rule(states: tuple[State, ...], expected: State) -> None:
    assert outcome(PART, dict(zip(MEMBERS, states, strict=True))).state == expected


def test_the_sentence_says_the_rule_and_today() -> None:
    states = dict(zip(MEMBERS, (A, A, A, A, C, E, E), strict=True))
    sentence = outcome(PART, states).sentence
    assert sentence.replace("\u00a0", " ") == (
        "Acquis si 5 critères sur 7, dont 2.1.1. Aujourd'hui : 4 acquis, 1 à confirmer, 2 sans question."
    )


def test_an_assumed_number_is_said_to_be_so() -> None:
    assert outcome(PART, {}).to_confirm
    assert not outcome(subdomain("2.1", 1, criterion("2.1.1"), status=Status.VERIFIED), {}).to_confirm


WHOLES = [((A, A, A), A), ((A, A, N), N), ((A, C, A), C), ((E, E, E), E), ((A, E, E), C), ((N, E, E), N)]


@pytest.mark.parametrize(("states", "expected"), WHOLES)
def test_a_whole_needs_all_its_parts(states: tuple[State, ...], expected: State) -> None:
    assert whole(states).state == expected


def test_parts_that_nobody_is_in_are_not_said() -> None:
    assert said(Tally(3, 0, 0, 2)) == "3 acquis, 2 non évalués"
    assert said(Tally()) == "aucun critère"


@given(st.lists(st.sampled_from(State), min_size=7, max_size=7), st.integers(0, 6))
def test_one_more_acquired_criterion_never_takes_a_subdomain_away(states: list[State], place: int) -> None:
    before = outcome(PART, dict(zip(MEMBERS, states, strict=True))).state
    better = [A if i == place else state for i, state in enumerate(states)]
    after = outcome(PART, dict(zip(MEMBERS, better, strict=True))).state
    assert before != A or after == A
