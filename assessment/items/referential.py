"""The standard of a certificate: domains, sub-domains, criteria, and the numbers of the mastery rule with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from assessment.messages import counted, joined, message

T = TypeVar("T")
NOMINAL_SHARE = (3, 4)  # of its criteria, for a sub-domain: 75 %, as a fraction so that the ceiling is exact


class Status(StrEnum):
    """How sure we are of a number or of a criterion."""

    VERIFIED = "verified"  # read in the official text
    SECONDARY = "secondary"  # read in another public tool or list
    ASSUMED = "assumed"  # nobody said so: to be confirmed


class Standing(StrEnum):
    """What a whole referential is."""

    OFFICIAL = "official"  # the grid of the certificate's owner
    REWORDED = "reworded"  # the public structure, in our own words
    PROVISIONAL = "provisional"  # our breakdown, until the official grid is imported


class Mandatory(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # not sourced: not the same as no


class Modality(StrEnum):
    """A way to evaluate a criterion."""

    AUTO = "auto"
    SITUATIONAL = "situational"
    OBSERVED = "observed"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Sourced(Generic[T]):
    """A number of the rule, how sure it is, and who says so."""

    value: T
    status: Status
    source: str


@dataclass(frozen=True)
class Criterion:
    code: str
    label: str
    mandatory: Mandatory
    modality: frozenset[Modality]
    status: Status
    source: str


@dataclass(frozen=True)
class Subdomain:
    code: str
    title: str
    min_criteria: Sourced[int]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Domain:
    """Acquired when all its sub-domains are."""

    code: str
    title: str
    subdomains: tuple[Subdomain, ...]


@dataclass(frozen=True)
class Referential:
    """One version of a certificate's standard. The certificate asks for all its domains."""

    certificate: str
    version: str
    title: str
    register: str
    status: Standing
    source: str
    mastery: Sourced[float]
    domains: tuple[Domain, ...]

    @property
    def subdomains(self) -> tuple[Subdomain, ...]:
        return tuple(subdomain for domain in self.domains for subdomain in domain.subdomains)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for subdomain in self.subdomains for criterion in subdomain.criteria)

    @property
    def provisional(self) -> bool:
        """To be said on every screen and in every document."""
        return self.status is Standing.PROVISIONAL


@dataclass(frozen=True)
class Rule:
    """A sub-domain is acquired when `at_least` of its `total` criteria are, every mandatory one among them."""

    subdomain: str
    at_least: int
    total: int
    mandatory: tuple[str, ...]
    undecided: tuple[str, ...]  # criteria of which nobody knows whether they are mandatory
    to_confirm: bool  # the number itself is assumed


def rule(subdomain: Subdomain) -> Rule:
    """The rule of a sub-domain, as data."""
    marked = {
        mark: tuple(criterion.code for criterion in subdomain.criteria if criterion.mandatory is mark)
        for mark in Mandatory
    }
    return Rule(
        subdomain=subdomain.code,
        at_least=subdomain.min_criteria.value,
        total=len(subdomain.criteria),
        mandatory=marked[Mandatory.YES],
        undecided=marked[Mandatory.UNKNOWN],
        to_confirm=subdomain.min_criteria.status is Status.ASSUMED,
    )


def say_rule(found: Rule) -> str:
    """The rule as a sentence: « Acquis si 5 critères sur 7, dont 2.1.1. »."""
    if not found.mandatory:
        return counted(
            "Acquis si %(n)s critère sur %(total)s.",
            "Acquis si %(n)s critères sur %(total)s.",
            found.at_least,
            total=found.total,
        )
    mandatory = joined(message(" et "), found.mandatory)
    return counted(
        "Acquis si %(n)s critère sur %(total)s, dont %(mandatory)s.",
        "Acquis si %(n)s critères sur %(total)s, dont %(mandatory)s.",
        found.at_least,
        total=found.total,
        mandatory=mandatory,
    )


def nominal_minimum(total: int) -> int:
    """1 of 1, 1 of 2, 2 of 3, otherwise 75 % rounded up: what is assumed where no source gives a number."""
    if total <= 3:
        return max(1, total - 1)
    share, of = NOMINAL_SHARE
    return -(-total * share // of)


def numbers_to_confirm(referential: Referential) -> Iterator[str]:
    """The places whose number is assumed: the screens say « seuil à confirmer » there."""
    if referential.mastery.status is Status.ASSUMED:
        yield referential.certificate
    yield from (each.code for each in referential.subdomains if each.min_criteria.status is Status.ASSUMED)
