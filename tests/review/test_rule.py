"""Sub-domains by k of n with mandatory criteria, wholes by all their parts, each with its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.review.rule import Rule, Tally, condition, said, subdomain, whole
from assessment.review.words import State

A, N, C, E = State
MEMBERS = tuple(f"2.1.{n}" for n in range(1, 8))
RULE = Rule("2.1", "Se repérer dans les nombres", MEMBERS, 5, ("2.1.1",))

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
    assert subdomain(RULE, dict(zip(MEMBERS, states, strict=True))).state == expected


def test_the_sentence_says_the_rule_and_today() -> None:
    states = dict(zip(MEMBERS, (A, A, A, A, C, E, E), strict=True))
    sentence = subdomain(RULE, states).sentence
    assert sentence.replace("\u00a0", " ") == (
        "Acquis si 5 critères sur 7, dont 2.1.1. Aujourd'hui : 4 acquis, 1 à confirmer, 2 sans question."
    )


def test_a_rule_without_mandatory_criterion_says_only_how_many() -> None:
    assert condition(Rule("2.4", "Lire un plan", ("2.4.1",), 1)) == "Acquis si 1 critère sur 1."


WHOLES = [((A, A, A), A), ((A, A, N), N), ((A, C, A), C), ((E, E, E), E), ((A, E, E), C), ((N, E, E), N)]


@pytest.mark.parametrize(("states", "expected"), WHOLES)
def test_a_whole_needs_all_its_parts(states: tuple[State, ...], expected: State) -> None:
    assert whole(states).state == expected


def test_parts_that_nobody_is_in_are_not_said() -> None:
    assert said(Tally(3, 0, 0, 2)) == "3 acquis, 2 non évalués"
    assert said(Tally()) == "aucun critère"


@given(st.lists(st.sampled_from(State), min_size=7, max_size=7), st.integers(0, 6))
def test_one_more_acquired_criterion_never_takes_a_subdomain_away(states: list[State], place: int) -> None:
    before = subdomain(RULE, dict(zip(MEMBERS, states, strict=True))).state
    better = [A if i == place else state for i, state in enumerate(states)]
    after = subdomain(RULE, dict(zip(MEMBERS, better, strict=True))).state
    assert before != A or after == A
