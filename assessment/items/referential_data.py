"""Reads a referential from a mapping and writes it back; every fault is collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assessment.errors import Faults
from assessment.items.fields import Fields, describe, fields
from assessment.items.referential import (
    Criterion,
    Domain,
    Mandatory,
    Modality,
    Referential,
    Sourced,
    Standing,
    Status,
    Subdomain,
)
from assessment.messages import message

T = TypeVar("T", int, float)
MOST_DOMAINS, MOST_SUBDOMAINS, MOST_CRITERIA = 20, 20, 40
LABEL, SOURCE = 300, 600  # characters
CERTIFICATE = re.compile(r"[a-z][a-z0-9-]{1,39}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}")
DOMAIN = re.compile(r"[A-Z0-9]{1,3}")
BELOW = r"\.[0-9]{1,2}"
HEAD = ("certificate", "version", "title", "register", "status", "source", "sources", "mastery", "domains")
MODALITIES = {modality.value: modality for modality in Modality}


@dataclass(frozen=True)
class Reading:
    """What the reading of one file shares: its named sources, and where each code stands in it."""

    sources: Mapping[str, tuple[Status, str]]
    places: Mapping[str, str]

    def at(self, code: object, otherwise: str) -> str:
        return self.places.get(str(code), otherwise)


def referential_from_data(
    data: object, place: str, faults: Faults, places: Mapping[str, str] | None = None
) -> Referential | None:
    """The referential of a mapping, or None when it has faults. `places` says where a code stands in the file."""
    head = fields(data, place, faults)
    if head is None:
        return None
    before = len(faults.found)
    head.only(HEAD)
    reading = Reading(sources_from(head), places or {})
    found = Referential(
        certificate=matching(head, "certificate", CERTIFICATE, message("un nom court comme socle")),
        version=matching(head, "version", VERSION, message("une version comme 2026-1, entre guillemets")),
        title=head.text("title"),
        register=head.text("register", 20),
        status=Standing(head.one_of("status", [one.value for one in Standing]) or "provisional"),
        source=head.paragraphs("source", SOURCE),
        mastery=sourced_from(head, "mastery", reading, lambda one: float(one.number("value", 0.01, 1))),
        domains=tuple(domains_from(head, reading)),
    )
    fault_doubled_codes(found, place, faults)
    return found if len(faults.found) == before else None


def sources_from(head: Fields) -> dict[str, tuple[Status, str]]:
    """Sources said once and named by the numbers and criteria that rest on them."""
    named = head.within("sources") if "sources" in head.data else None
    found = {}
    for name in named.data if named else ():
        one = named.within(name) if named else None
        if one is not None:
            one.only(("status", "text"))
            found[name] = (status_of(one), one.paragraphs("text", SOURCE))
    return found


def status_of(one: Fields) -> Status:
    return Status(one.one_of("status", [status.value for status in Status]) or "assumed")


def origin(one: Fields, reading: Reading) -> tuple[Status, str]:
    """The status and the source: written here, or those of a named source."""
    if "status" in one.data:
        return status_of(one), one.paragraphs("source", SOURCE)
    name = one.data.get("source")
    if name in reading.sources:
        return reading.sources[str(name)]
    known = ", ".join(reading.sources) or message("aucun")
    expected = message("un nom de « sources » (%(known)s), ou un statut et une source", known=known)
    one.fault("source", describe(name), expected)
    return Status.ASSUMED, ""


def sourced_from(parent: Fields, key: str, reading: Reading, value: Callable[[Fields], T]) -> Sourced[T]:
    one = parent.within(key)
    if one is None:
        one = Fields({}, parent.at(key), Faults())  # the missing mapping is already a fault
    one.only(("value", "status", "source"))
    return Sourced(value(one), *origin(one, reading))


def matching(one: Fields, key: str, pattern: re.Pattern[str], expected: str) -> str:
    value = one.data.get(key)
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    one.fault(key, describe(value), expected)
    return ""


def records(parent: Fields, key: str, most: int, reading: Reading) -> list[Fields]:
    """The mappings of a list, each at its place in the file."""
    found = []
    for number, data in enumerate(parent.listing(key, 1, most), 1):
        code = data.get("code") if isinstance(data, Mapping) else None
        place = reading.at(code, f"{parent.at(key)} {code or number}")
        one = fields(data, place, parent.faults)
        if one is not None:
            found.append(one)
    return found


def domains_from(head: Fields, reading: Reading) -> list[Domain]:
    domains = []
    for one in records(head, "domains", MOST_DOMAINS, reading):
        one.only(("code", "title", "subdomains"))
        code = matching(one, "code", DOMAIN, message('un code de domaine comme "1"'))
        domains.append(Domain(code, one.text("title", LABEL), tuple(subdomains_from(one, code, reading))))
    return domains


def subdomains_from(domain: Fields, above: str, reading: Reading) -> list[Subdomain]:
    subdomains = []
    for one in records(domain, "subdomains", MOST_SUBDOMAINS, reading):
        one.only(("code", "title", "min_criteria", "criteria"))
        code = matching(
            one,
            "code",
            re.compile(re.escape(above) + BELOW),
            message('un code du domaine, comme "%(above)s.1"', above=above),
        )
        criteria = tuple(criteria_from(one, code, reading))
        minimum = sourced_from(one, "min_criteria", reading, whole)
        if minimum.value > len(criteria):
            expected = message("au plus %(most)s, le nombre de ses critères", most=len(criteria))
            one.fault("min_criteria", str(minimum.value), expected)
        subdomains.append(Subdomain(code, one.text("title", LABEL), minimum, criteria))
    return subdomains


def whole(one: Fields) -> int:
    value = one.number("value", 1, MOST_CRITERIA)
    if value.denominator != 1:
        one.fault("value", describe(value), message("un nombre entier de critères"))
    return int(value)


def criteria_from(subdomain: Fields, above: str, reading: Reading) -> list[Criterion]:
    criteria = []
    for one in records(subdomain, "criteria", MOST_CRITERIA, reading):
        one.only(("code", "label", "mandatory", "modality", "status", "source"))
        code = matching(
            one,
            "code",
            re.compile(re.escape(above) + BELOW),
            message('un code du sous-domaine, comme "%(above)s.1"', above=above),
        )
        label = one.text("label", LABEL)
        criteria.append(Criterion(code, label, mandatory_of(one), modality_of(one), *origin(one, reading)))
    return criteria


def mandatory_of(one: Fields) -> Mandatory:
    """Unknown when nothing is said; YAML reads a bare `yes` as true."""
    value = one.data.get("mandatory", Mandatory.UNKNOWN.value)
    if isinstance(value, bool):
        return Mandatory.YES if value else Mandatory.NO
    if value == Mandatory.UNKNOWN.value:
        return Mandatory.UNKNOWN
    return Mandatory(one.one_of("mandatory", [each.value for each in Mandatory]) or "unknown")


def modality_of(one: Fields) -> frozenset[Modality]:
    found = one.listing("modality", 1, len(MODALITIES))
    for name in found:
        if name not in MODALITIES:
            one.fault("modality", describe(name), message("une modalité parmi %(known)s", known=", ".join(MODALITIES)))
    return frozenset(MODALITIES[str(name)] for name in found if name in MODALITIES)


def fault_doubled_codes(found: Referential, place: str, faults: Faults) -> None:
    parts = (found.domains, found.subdomains, found.criteria)
    codes = [part.code for group in parts for part in group if part.code]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        faults.add(place, message("deux fois le code %(code)s", code=code), message("un code différent pour chacun"))


def referential_to_data(referential: Referential) -> dict[str, object]:
    """The mapping `referential_from_data` reads back into the same referential."""
    return {
        "certificate": referential.certificate,
        "version": referential.version,
        "title": referential.title,
        "register": referential.register,
        "status": referential.status.value,
        "source": referential.source,
        "mastery": sourced_to_data(referential.mastery),
        "domains": [
            {"code": each.code, "title": each.title, "subdomains": [subdomain_to_data(one) for one in each.subdomains]}
            for each in referential.domains
        ],
    }


def sourced_to_data(number: Sourced[T]) -> dict[str, object]:
    return {"value": number.value, "status": number.status.value, "source": number.source}


def subdomain_to_data(subdomain: Subdomain) -> dict[str, object]:
    return {
        "code": subdomain.code,
        "title": subdomain.title,
        "min_criteria": sourced_to_data(subdomain.min_criteria),
        "criteria": [
            {
                "code": criterion.code,
                "label": criterion.label,
                "mandatory": criterion.mandatory.value,
                "modality": modality_names(criterion),
                "status": criterion.status.value,
                "source": criterion.source,
            }
            for criterion in subdomain.criteria
        ],
    }


def modality_names(criterion: Criterion) -> list[str]:
    """In the order from the browser to the paper."""
    return [modality.value for modality in Modality if modality in criterion.modality]
