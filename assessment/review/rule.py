"""From criteria to sub-domains, domains and the certificate: k of n with mandatory ones, nothing compensated.

The same rule reads judgements and suggestions; only the states it is given differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.items.referential import Rule, Subdomain, rule, say_rule
from assessment.review.words import State, plural


@dataclass(frozen=True)
class Tally:
    """How many parts are in each state."""

    acquired: int = 0
    not_acquired: int = 0
    to_confirm: int = 0
    not_evaluated: int = 0

    @property
    def total(self) -> int:
        return self.acquired + self.not_acquired + self.to_confirm + self.not_evaluated


@dataclass(frozen=True)
class Outcome:
    """Where one sub-domain stands, and the sentence that says so."""

    code: str
    label: str
    state: State
    tally: Tally
    sentence: str
    to_confirm: bool  # the number of the rule is assumed: « seuil à confirmer »


@dataclass(frozen=True)
class Whole:
    """Where a domain or the certificate stands: every part of it must be acquired."""

    state: State
    tally: Tally
    sentence: str


def tally(states: Iterable[State]) -> Tally:
    found = list(states)
    return Tally(*(found.count(state) for state in State))


def outcome(part: Subdomain, states: Mapping[str, State], unseen: str = "sans question") -> Outcome:
    """The state of a sub-domain; a criterion absent from `states` is not evaluated. `unseen` says it in the sentence."""
    own = {each.code: states.get(each.code, State.NOT_EVALUATED) for each in part.criteria}
    counted = tally(own.values())
    found = rule(part)
    sentence = f"{say_rule(found)} Aujourd'hui : {said(counted, unseen)}."
    return Outcome(part.code, part.title, _state(found, own, counted), counted, sentence, found.to_confirm)


def whole(states: Iterable[State], parts: str = "sous-domaines", unseen: str = "non évalué") -> Whole:
    """The state of what needs all its parts: a domain from its sub-domains, the certificate from its domains."""
    counted = tally(states)
    many = f"les {counted.total} {parts} le sont" if counted.total > 1 else f"son seul {parts.rstrip('s')} l'est"
    return Whole(_whole_state(counted), counted, f"Acquis si {many}. Aujourd'hui : {said(counted, unseen)}.")


def said(counted: Tally, unseen: str = "non évalué") -> str:
    """`4 acquis, 1 à confirmer, 2 sans question`; states nobody is in are left out."""
    unseen_many = "non évalués" if unseen == "non évalué" else unseen
    parts = [
        (counted.acquired, "acquis", "acquis"),
        (counted.not_acquired, "non acquis", "non acquis"),
        (counted.to_confirm, "à confirmer", "à confirmer"),
        (counted.not_evaluated, unseen, unseen_many),
    ]
    return ", ".join(plural(count, one, many) for count, one, many in parts if count) or "aucun critère"


def _state(found: Rule, own: Mapping[str, State], counted: Tally) -> State:
    undecided = counted.to_confirm + counted.not_evaluated
    if counted.acquired >= found.at_least and all(own[code] == State.ACQUIRED for code in found.mandatory):
        return State.ACQUIRED
    refused = any(own[code] == State.NOT_ACQUIRED for code in found.mandatory)
    if refused or counted.acquired + undecided < found.at_least:
        return State.NOT_ACQUIRED
    return State.NOT_EVALUATED if counted.not_evaluated == counted.total else State.TO_CONFIRM


def _whole_state(counted: Tally) -> State:
    if counted.not_acquired:
        return State.NOT_ACQUIRED
    if counted.not_evaluated == counted.total:
        return State.NOT_EVALUATED
    return State.ACQUIRED if counted.acquired == counted.total else State.TO_CONFIRM
