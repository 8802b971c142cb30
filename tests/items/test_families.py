from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import InvalidInput
from assessment.items.families import draw, sample
from assessment.items.patterns import NoVariant
from tests.items.builders import FAMILY, family_data, faults_of, item, item_from

FOUND = item_from(family_data())


def test_an_item_without_a_family_is_its_own_variant() -> None:
    plain = item()
    assert draw(plain, 7) is plain
    assert list(sample(plain, 50)) == [plain]


@given(st.integers(0, 10**6))
def test_a_seed_always_gives_the_same_variant_with_its_own_key(seed: int) -> None:
    variant = draw(FOUND, seed)
    assert variant == draw(FOUND, seed)
    count = int(variant.question.split()[2])
    price = Fraction(variant.question.split(" à ")[1].split("\u00a0")[0].replace(",", "."))
    assert variant.content.key.value == count * price < 40


def test_seeds_give_different_variants() -> None:
    assert len({variant.question for variant in sample(FOUND, 100)}) > 20


def test_the_item_shows_an_example_and_keeps_its_pattern() -> None:
    assert "{" not in FOUND.question
    assert FOUND.family is not None
    assert FOUND.family.pattern["question"] == family_data()["question"]


def test_options_and_cells_take_fields() -> None:
    options = [{"id": name, "text": "{" + name + "}"} for name in ("total", "oubli", "n")]
    data = family_data() | {"kind": "single_choice", "options": options, "key": "total"}
    del data["unit"]
    variant = draw(item_from(data), 3)
    assert len({option.text for option in variant.content.options}) == 3


def with_family(**changes: object) -> dict[str, object]:
    return family_data() | {"family": FAMILY | changes}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_family(derived={"total": "n * inconnu"}), "inconnu"),
        (with_family(derived={"total": "n * * prix"}), "calcul"),
        (with_family(constraints=["total > 1000"]), "Aucun tirage"),
        (with_family(constraints=["total"]), "comparaison"),
        (with_family(parameters={"n": {"from": 9, "to": 3}}), "plus petite"),
        (with_family(parameters={"N": {"from": 1, "to": 3}}), "minuscules"),
        (with_family(parameters={"n": {"choices": []}}), "de 1 à 60"),
        (family_data() | {"question": "Combien pour {m} cahiers ?"}, "{m}"),
        (family_data() | {"question": "Combien pour {n:dollar} ?"}, "écriture inconnue"),
        (family_data() | {"key": {"value": "n / 0"}}, "zéro"),
    ],
)
def test_a_faulty_family_is_a_fault_that_says_why(data: dict[str, object], said: str) -> None:
    assert any(said in fault for fault in faults_of(data))


def test_constraints_that_no_draw_meets_give_a_typed_error() -> None:
    assert FOUND.family is not None
    impossible = type(FOUND.family)(FOUND.family.parameters, FOUND.family.derived, ("n > 100",), {})
    with pytest.raises(NoVariant):
        impossible.draw("1")


def test_a_variant_that_cannot_be_written_is_an_input_error() -> None:
    family = {"parameters": {"n": {"from": 0, "to": 20}}}
    data = family_data() | {"family": family, "question": "Partagez 10 en {n} ?", "explanation": "On partage."}
    data["key"] = {"value": "10 / n", "tolerance": 1}
    with pytest.raises(InvalidInput, match="zéro"):
        list(sample(item_from(data), 200))
