"""From criteria to sub-domains, domains and the certificate: k of n with mandatory ones, nothing compensated.

The same rule reads judgements and suggestions; only the states it is given differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assessment.items.referential import Rule, Subdomain, rule, say_rule
from assessment.messages import counted, joined, message
from assessment.review.words import State

Said = Callable[[int], str]  # how many parts, in words


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
    sentence: str
    to_confirm: bool  # the number of the rule is assumed: « seuil à confirmer »


@dataclass(frozen=True)
class Whole:
    """Where a domain or the certificate stands: every part of it must be acquired."""

    state: State
    sentence: str


def tally(states: Iterable[State]) -> Tally:
    found = list(states)
    return Tally(*(found.count(state) for state in State))


def outcome(part: Subdomain, states: Mapping[str, State], unseen: Said | None = None) -> Outcome:
    """The state of a sub-domain; a criterion absent from `states` is not evaluated. `unseen` says it in the sentence."""
    own = {each.code: states.get(each.code, State.NOT_EVALUATED) for each in part.criteria}
    found, many = rule(part), tally(own.values())
    sentence = joined(" ", (say_rule(found), _today(many, unseen or without_question)))
    return Outcome(part.code, part.title, _state(found, own, many), sentence, found.to_confirm)


def whole(states: Iterable[State], unseen: Said | None = None, needed: Said | None = None) -> Whole:
    """The state of what needs all its parts: a domain from its sub-domains, the certificate from its domains."""
    many = tally(states)
    sentence = joined(" ", ((needed or all_subdomains)(many.total), _today(many, unseen or not_evaluated)))
    return Whole(_whole_state(many), sentence)


def said(many: Tally, unseen: Said | None = None) -> str:
    """`4 acquis, 1 à confirmer, 2 sans question`; states nobody is in are left out."""
    parts = [
        many.acquired and counted("%(n)s acquis", "%(n)s acquis", many.acquired),
        many.not_acquired and counted("%(n)s non acquis", "%(n)s non acquis", many.not_acquired),
        many.to_confirm and counted("%(n)s à confirmer", "%(n)s à confirmer", many.to_confirm),
        many.not_evaluated and (unseen or not_evaluated)(many.not_evaluated),
    ]
    return joined(", ", (part for part in parts if part)) or message("aucun critère")


def not_evaluated(count: int) -> str:
    return counted("%(n)s non évalué", "%(n)s non évalués", count)


def without_question(count: int) -> str:
    return counted("%(n)s sans question", "%(n)s sans question", count)


def to_judge(count: int) -> str:
    return counted("%(n)s à juger", "%(n)s à juger", count)


def all_subdomains(count: int) -> str:
    return counted("Acquis si son seul sous-domaine l'est.", "Acquis si les %(n)s sous-domaines le sont.", count)


def all_domains(count: int) -> str:
    return counted("Acquis si son seul domaine l'est.", "Acquis si les %(n)s domaines le sont.", count)


def _today(many: Tally, unseen: Said) -> str:
    return message("Aujourd'hui : %(said)s.", said=said(many, unseen))


def _state(found: Rule, own: Mapping[str, State], many: Tally) -> State:
    undecided = many.to_confirm + many.not_evaluated
    if many.acquired >= found.at_least and all(own[code] == State.ACQUIRED for code in found.mandatory):
        return State.ACQUIRED
    refused = any(own[code] == State.NOT_ACQUIRED for code in found.mandatory)
    if refused or many.acquired + undecided < found.at_least:
        return State.NOT_ACQUIRED
    return State.NOT_EVALUATED if many.not_evaluated == many.total else State.TO_CONFIRM


def _whole_state(many: Tally) -> State:
    if many.not_acquired:
        return State.NOT_ACQUIRED
    if many.not_evaluated == many.total:
        return State.NOT_EVALUATED
    return State.ACQUIRED if many.acquired == many.total else State.TO_CONFIRM
