"""The file a jury reads, frozen when it is signed: what was suggested, seen, judged, planned, under which versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1  # of the content; a later one must still read this one


@dataclass(frozen=True)
class Identity:
    """Who is evaluated, by whom, for what. Days are ISO dates, empty when unknown."""

    first_name: str
    last_name: str
    birth_date: str
    body: str
    certificate: str
    phase: str
    evaluator: str
    trainer: str
    opened_on: str
    interview_on: str


@dataclass(frozen=True)
class Versions:
    """Under which criteria, thresholds and questions everything was said."""

    referential: str
    provisional: bool
    releases: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """One observation or document, with who saw it and when."""

    source: str
    mastered: bool
    reliability: float
    note: str
    observer: str
    at: str


@dataclass(frozen=True)
class CriterionLine:
    """One criterion: suggestion, evidence, judgement, reason, who, when."""

    code: str
    label: str
    suggestion: str
    sentence: str
    probability: float | None
    asked: int
    right: int
    evidence: tuple[Evidence, ...]
    decision: str
    reason: str
    judge: str
    at: str
    carried_over: bool = False  # acquired at the initial evaluation, less than five years ago


@dataclass(frozen=True)
class SubdomainLine:
    """One sub-domain with its rule as a sentence and what the judgements make of it."""

    code: str
    label: str
    rule: str
    threshold_status: str
    state: str
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True)
class DomainLine:
    """One domain: all its sub-domains are needed."""

    code: str
    label: str
    state: str
    subdomains: tuple[SubdomainLine, ...]


@dataclass(frozen=True)
class PlanLine:
    """One objective of the recommended training; days are ISO dates, empty when open."""

    subdomain: str
    objective: str
    hours: float
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class JuryFile:
    """Everything a jury may read, and nothing that changes afterwards."""

    identity: Identity
    versions: Versions
    domains: tuple[DomainLine, ...]
    state: str
    synthesis: str
    plan: tuple[PlanLine, ...]

    @property
    def criteria(self) -> tuple[CriterionLine, ...]:
        return tuple(line for domain in self.domains for part in domain.subdomains for line in part.criteria)

    @property
    def assumed_thresholds(self) -> int:
        """How many sub-domains rest on a number that no source confirms."""
        return sum(part.threshold_status == "assumed" for domain in self.domains for part in domain.subdomains)


def to_data(file: JuryFile) -> dict[str, Any]:
    """The mapping that is signed; JSON all through."""
    data: dict[str, Any] = json.loads(json.dumps({"format": FORMAT, **asdict(file)}))
    return data


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one writing of a content that its hash is taken of."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the content in its canonical writing: the same content always gives the same hash."""
    return hashlib.sha256(canonical(data)).hexdigest()


def from_data(data: Mapping[str, Any]) -> JuryFile:
    """The file in a signed mapping."""
    return JuryFile(
        identity=Identity(**data["identity"]),
        versions=Versions(**{**data["versions"], "releases": tuple(data["versions"]["releases"])}),
        domains=tuple(_domain(domain) for domain in data["domains"]),
        state=data["state"],
        synthesis=data["synthesis"],
        plan=tuple(PlanLine(**line) for line in data["plan"]),
    )


def _domain(data: Mapping[str, Any]) -> DomainLine:
    return DomainLine(**{**data, "subdomains": tuple(_subdomain(part) for part in data["subdomains"])})


def _subdomain(data: Mapping[str, Any]) -> SubdomainLine:
    return SubdomainLine(**{**data, "criteria": tuple(_criterion(line) for line in data["criteria"])})


def _criterion(data: Mapping[str, Any]) -> CriterionLine:
    return CriterionLine(**{**data, "evidence": tuple(Evidence(**one) for one in data["evidence"])})
