"""The questions the product ships: enough of them, and none with an error."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from assessment.interchange.referential_files import read_referential
from assessment.interchange.yaml_items import load_items
from assessment.items.checks import THOROUGH_DRAWS, run_checks
from assessment.items.checks.finding import Severity
from assessment.items.checks.key_ranks import ranks
from assessment.items.item import Item
from assessment.items.kinds import KINDS
from assessment.items.parameters import highest
from assessment.items.presentation import read, score, serve
from assessment.items.referential import Modality

ITEMBANK = Path(__file__).parents[2] / "itembank"
FEWEST = [("socle", 900, 8), ("numerique", 150, 4), ("management", 100, 8)]  # questions in all, and for each criterion
BY_CHANCE = 0.1  # what the shipped bank is held to; `bank check` refuses below 0.01
ASKED = {Modality.AUTO, Modality.SITUATIONAL}


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return load_items(ITEMBANK / "items")


def test_no_question_has_an_error(items: list[Item]) -> None:
    found = run_checks(items, ITEMBANK / "media", THOROUGH_DRAWS)
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("certificate", "fewest", "fewest_each"), FEWEST)
def test_every_criterion_that_questions_can_judge_has_enough_of_them(
    items: list[Item], certificate: str, fewest: int, fewest_each: int
) -> None:
    referential = read_referential(ITEMBANK / "referentials" / f"clea-{certificate}.yaml")
    counts = Counter(item.criterion for item in items if item.certificate == certificate)
    asked = [one.code for one in referential.criteria if one.modality & ASKED]
    assert {code: counts[code] for code in asked if counts[code] < fewest_each} == {}
    assert counts.total() >= fewest
    assert counts.keys() <= {one.code for one in referential.criteria}


def test_neither_the_length_nor_the_place_of_keys_can_be_learnt(items: list[Item]) -> None:
    lines = ranks(items)
    assert {line.certificate for line in lines} == {certificate for certificate, *_ in FEWEST}
    assert [str(line) for line in lines if line.chance < BY_CHANCE] == []


def test_every_kind_and_some_families_are_used(items: list[Item]) -> None:
    assert {item.kind for item in items} == set(KINDS)
    assert sum(item.family is not None for item in items) >= 10


def test_every_question_scores_a_right_and_a_wrong_answer(items: list[Item]) -> None:
    for item in items:
        served = serve(item, 1)
        for earned in (0, highest(item)):
            form = item.behaviour.form_for(served.item.content, served.order, earned, Random(1))
            assert score(served, read(served, form)) == earned, (item.code, form)
