"""The states of a version of a question, and who may move it from one to another: one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from assessment.errors import NotAllowed, RuleBroken
from assessment.messages import message


class State(Enum):
    """Values are those of the database."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    READY = "ready"
    PILOT = "pilot"
    IN_USE = "in_use"
    RETIRED = "retired"


class Move(Enum):
    """What an author does with a version. Publishing moves all ready versions at once, through a release.

    A version on trial enters the next release too, but its answers never count; adopted, it is ready to be used.
    """

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    TRY_OUT = "try_out"
    ADOPT = "adopt"
    PUBLISH = "publish"
    RETIRE = "retire"
    REACTIVATE = "reactivate"


class By(Enum):
    ANY_AUTHOR = "any_author"
    WRITER = "writer"  # one of those who wrote this version
    ANOTHER = "another"  # an author who wrote nothing of this version


@dataclass(frozen=True)
class Rule:
    """From which states a move starts, where it leads, and who may make it."""

    start: frozenset[State]
    end: State
    by: By


TABLE: dict[Move, Rule] = {
    Move.SUBMIT: Rule(frozenset({State.DRAFT}), State.IN_REVIEW, By.ANY_AUTHOR),
    Move.WITHDRAW: Rule(frozenset({State.IN_REVIEW}), State.DRAFT, By.WRITER),
    Move.ACCEPT: Rule(frozenset({State.IN_REVIEW}), State.READY, By.ANOTHER),
    Move.SEND_BACK: Rule(frozenset({State.IN_REVIEW}), State.DRAFT, By.ANOTHER),
    Move.REOPEN: Rule(frozenset({State.READY}), State.DRAFT, By.ANY_AUTHOR),
    Move.TRY_OUT: Rule(frozenset({State.READY}), State.PILOT, By.ANY_AUTHOR),
    Move.ADOPT: Rule(frozenset({State.PILOT}), State.READY, By.ANY_AUTHOR),
    Move.PUBLISH: Rule(frozenset({State.READY}), State.IN_USE, By.ANY_AUTHOR),
    Move.RETIRE: Rule(frozenset({State.DRAFT, State.READY, State.PILOT, State.IN_USE}), State.RETIRED, By.ANY_AUTHOR),
    Move.REACTIVATE: Rule(frozenset({State.RETIRED}), State.READY, By.ANY_AUTHOR),
}
EDITABLE = frozenset({State.DRAFT})


class WrongState(RuleBroken):
    """The version is not where this move starts."""

    code = "wrong_state"


class OwnVersion(NotAllowed):
    """A version is reviewed by somebody who wrote nothing of it."""

    code = "own_version"


class NotTheWriter(NotAllowed):
    """Only who wrote the version may do this."""

    code = "not_the_writer"


def moved(state: State, move: Move, wrote_it: bool) -> State:
    """Where the move leads; raises when it does not start here, or not for this person."""
    rule = TABLE[move]
    if state not in rule.start:
        raise WrongState(
            message("Cette version a changé d'état entre-temps : cette action n'est plus possible."), state=state.value
        )
    if rule.by is By.ANOTHER and wrote_it:
        raise OwnVersion(message("Vous avez écrit cette version : une autre personne doit la relire."))
    if rule.by is By.WRITER and not wrote_it:
        raise NotTheWriter(message("Seule une personne qui a écrit cette version peut la reprendre."))
    return rule.end


def open_moves(state: State, wrote_it: bool) -> Iterator[Move]:
    """The moves this person may make now."""
    for move, rule in TABLE.items():
        fits = rule.by is By.ANY_AUTHOR or (rule.by is By.WRITER) is wrote_it
        if state in rule.start and fits:
            yield move
