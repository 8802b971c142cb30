"""Who may move a version of a question, and where to."""

from __future__ import annotations

import pytest

from assessment.items.lifecycle import TABLE, By, Move, NotTheWriter, OwnVersion, State, WrongState, moved, open_moves


@pytest.mark.parametrize("move", [Move.ACCEPT, Move.SEND_BACK])
def test_the_writer_never_reviews_the_own_version(move: Move) -> None:
    assert move not in open_moves(State.IN_REVIEW, wrote_it=True)
    with pytest.raises(OwnVersion):
        moved(State.IN_REVIEW, move, wrote_it=True)


def test_another_person_makes_it_ready_or_sends_it_back() -> None:
    assert moved(State.IN_REVIEW, Move.ACCEPT, wrote_it=False) is State.READY
    assert moved(State.IN_REVIEW, Move.SEND_BACK, wrote_it=False) is State.DRAFT


def test_only_the_writer_takes_a_version_back_from_review() -> None:
    with pytest.raises(NotTheWriter):
        moved(State.IN_REVIEW, Move.WITHDRAW, wrote_it=False)


def test_the_only_way_into_use_is_through_review() -> None:
    into = {end: {state for rule in TABLE.values() if rule.end is end for state in rule.start} for end in State}
    assert into[State.IN_USE] == {State.READY}
    assert into[State.READY] == {State.IN_REVIEW, State.PILOT, State.RETIRED}
    assert into[State.PILOT] == {State.READY}
    assert TABLE[Move.ACCEPT].by is By.ANOTHER


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(State))
def test_a_move_is_offered_exactly_when_it_is_accepted(state: State, move: Move) -> None:
    for wrote_it in (True, False):
        if move in open_moves(state, wrote_it):
            assert moved(state, move, wrote_it) is TABLE[move].end
        else:
            with pytest.raises((WrongState, OwnVersion, NotTheWriter)):
                moved(state, move, wrote_it)
