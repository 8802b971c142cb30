from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from assessment.errors import Faults
from assessment.interchange.referential_files import read_referential
from assessment.items.referential import Mandatory, Referential, Status, nominal_minimum, rule, say_rule
from assessment.items.referential_data import referential_from_data, referential_to_data

SHIPPED = Path(__file__).parents[2] / "itembank" / "referentials"


def shipped(certificate: str) -> Referential:
    return read_referential(SHIPPED / f"clea-{certificate}.yaml")


SOCLE = shipped("socle")


@pytest.mark.parametrize(
    ("certificate", "register", "counts"),
    [
        ("socle", "RS7003", (7, 28, 108)),
        ("numerique", "RS5616", (4, 12, 34)),
        ("management", "RS6269", (4, 13, 17)),
    ],
)
def test_the_counts_of_the_certificates(certificate: str, register: str, counts: tuple[int, int, int]) -> None:
    found = shipped(certificate)
    assert (len(found.domains), len(found.subdomains), len(found.criteria)) == counts
    assert found.register == register
    assert found.provisional is (certificate != "socle")


def test_the_numbers_known_for_domain_2() -> None:
    rules = {each.code: (each.min_criteria.value, len(each.criteria)) for each in SOCLE.domains[1].subdomains}
    assert rules == {"2.1": (6, 7), "2.2": (1, 2), "2.3": (6, 7), "2.4": (1, 1), "2.5": (2, 3)}
    assert {each.min_criteria.status for each in SOCLE.domains[1].subdomains} == {Status.SECONDARY}


def test_elsewhere_the_numbers_are_nominal_and_said_to_be_assumed() -> None:
    others = [each for each in SOCLE.subdomains if not each.code.startswith("2.")]
    assert all(each.min_criteria.status is Status.ASSUMED for each in others)
    assert all(each.min_criteria.value == nominal_minimum(len(each.criteria)) for each in others)


def test_only_one_criterion_is_known_to_be_mandatory_and_the_others_are_unknown() -> None:
    known = {each.code: each.mandatory for each in SOCLE.criteria if each.mandatory is not Mandatory.UNKNOWN}
    assert known == {"2.4.1": Mandatory.YES}


def test_the_hundred_and_eighth_criterion_is_said_to_be_assumed() -> None:
    added = next(each for each in SOCLE.criteria if each.code == "7.4.5")
    assert added.status is Status.ASSUMED
    assert "108" in added.source


@pytest.mark.parametrize(
    ("total", "minimum"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 6), (12, 9)]
)
def test_the_nominal_minimum(total: int, minimum: int) -> None:
    assert nominal_minimum(total) == minimum


def test_a_rule_is_data_and_a_sentence() -> None:
    found = rule(SOCLE.domains[1].subdomains[3])
    assert (found.at_least, found.total, found.mandatory, found.to_confirm) == (1, 1, ("2.4.1",), False)
    assert say_rule(found) == "Acquis si 1 critère sur 1, dont 2.4.1."


@pytest.mark.parametrize("certificate", ["socle", "numerique", "management"])
def test_a_referential_survives_the_round_trip(certificate: str) -> None:
    found = shipped(certificate)
    assert referential_from_data(referential_to_data(found), "ici", Faults()) == found


def faulty(change: dict[str, Any]) -> list[str]:
    """The faults of the shipped Socle with a field of its first criterion, or of itself, replaced."""
    data = copy.deepcopy(referential_to_data(SOCLE))
    first: Any = data["domains"]
    target = first[0]["subdomains"][0]["criteria"][0] if "criterion" in change else data
    target.update(change.get("criterion", change))
    faults = Faults()
    assert referential_from_data(data, "ici", faults) is None
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    "change",
    [
        {"criterion": {"code": "1.2.9"}},
        {"criterion": {"code": "1.1.2"}},
        {"criterion": {"label": ""}},
        {"criterion": {"mandatory": "peut-être"}},
        {"criterion": {"modality": ["oral"]}},
        {"criterion": {"modality": []}},
        {"criterion": {"status": "sûr"}},
        {"criterion": {"couleur": "bleu"}},
        {"certificate": "Le Socle"},
        {"version": 2026},
        {"status": "final"},
        {"mastery": {"value": 75, "status": "verified", "source": "x"}},
        {"mastery": {"value": 0.75}},
        {"mastery": None},
        {"domains": []},
        {"domains": "tous"},
    ],
)
def test_a_faulty_referential_is_refused_with_its_place(change: dict[str, Any]) -> None:
    assert faulty(change)


def test_a_number_of_criteria_above_their_count_is_a_fault() -> None:
    data: Any = copy.deepcopy(referential_to_data(SOCLE))
    data["domains"][0]["subdomains"][0]["min_criteria"]["value"] = 3
    faults = Faults()
    assert referential_from_data(data, "ici", faults) is None
    assert any("au plus 2" in str(fault) for fault in faults)
