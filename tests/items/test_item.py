from __future__ import annotations

import pytest

from assessment.items.item import item_to_data
from assessment.items.parameters import UPPER, parameters
from tests.items.builders import family_data, faults_of, item, item_data, item_from


def test_the_criterion_comes_from_the_code() -> None:
    assert item().criterion == "2.1.1"


def test_an_unknown_field_is_a_fault_that_names_it() -> None:
    assert any("dificulty" in fault and "champ inconnu" in fault for fault in faults_of(item_data(dificulty=1)))


def test_every_fault_is_listed_at_once() -> None:
    faults = faults_of(item_data(title=None, seconds=2, trade="pêche", key="z", difficulty={"value": 9, "se": 0.5}))
    assert len(faults) == 5


def test_a_number_where_a_text_is_due_says_to_quote_it() -> None:
    data = item_data(options=[{"id": "a", "text": 12}, {"id": "b", "text": "13"}, {"id": "c", "text": "14"}])
    assert any("le nombre 12" in fault and "guillemets" in fault for fault in faults_of(data))


@pytest.mark.parametrize("text", ["<b>Combien</b> ?", "Combien\u200b ?", "<script>alert(1)</script>", "a\x07", ""])
def test_html_and_invisible_characters_are_refused(text: str) -> None:
    assert faults_of(item_data(question=text))


def test_a_sign_lower_than_is_not_html() -> None:
    assert item(question="Est-ce que 3 < 5 et 7 > 5 ?").question


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "−0,8", True, 5])
def test_a_difficulty_is_a_finite_number_in_range(value: object) -> None:
    assert faults_of(item_data(difficulty={"value": value, "se": 0.5}))


@pytest.mark.parametrize("code", ["2.1.1", "2.1.1-1", "2.1.1-001", "../x-01", 2.1, None])
def test_a_code_is_a_criterion_and_two_digits(code: object) -> None:
    assert faults_of(item_data() | {"code": code})


def test_a_field_without_a_family_is_refused() -> None:
    assert any("{n}" in fault for fault in faults_of(item_data(question="Vous achetez {n} cahiers. Combien ?")))


def test_options_that_read_the_same_are_refused() -> None:
    options = [{"id": "a", "text": "8 h 05"}, {"id": "b", "text": "8h5"}, {"id": "c", "text": "9 h"}]
    assert any("deux fois le même texte" in fault for fault in faults_of(item_data(options=options)))


def test_a_family_survives_the_round_trip() -> None:
    found = item_from(family_data())
    assert item_from(item_to_data(found)) == found
    assert item_to_data(found) == family_data()


def test_defaults_of_a_young_bank() -> None:
    found = parameters(item())
    assert (found.a, found.se_a, found.b, found.se_b) == (1.2, 0.3, -0.8, 0.5)
    assert (found.c, found.d) == (0.2, UPPER)
    assert parameters(item("number")).c == 0


def test_calibrated_values_replace_the_defaults() -> None:
    slope = {"value": 1.7, "se": 0.1, "source": "calibration"}
    found = parameters(item(slope=slope, guessing=0.11))
    assert (found.a, found.se_a, found.c) == (1.7, 0.1, 0.11)


def test_what_a_question_needs_and_its_enemies_survive_the_round_trip() -> None:
    for data in (item_data(), family_data()):
        found = item_from(data | {"needs": ["hearing"], "enemies": ["2.1.1-77", "1.2.1-02"]})
        assert (found.needs, found.enemies) == (("hearing",), ("2.1.1-77", "1.2.1-02"))
        assert item_from(item_to_data(found)) == found


@pytest.mark.parametrize("needs", [["smell"], "hearing", [], [3], ["hearing", "sight", "hearing"]])
def test_a_need_is_one_of_those_that_accommodations_know(needs: object) -> None:
    assert any("needs" in fault for fault in faults_of(item_data(needs=needs)))


@pytest.mark.parametrize("enemies", [["2.1.1"], [], "2.1.1-02", [None], ["{n}"]])
def test_an_enemy_is_the_code_of_a_question(enemies: object) -> None:
    assert any("enemies" in fault for fault in faults_of(item_data(enemies=enemies)))


def test_a_question_is_not_its_own_enemy() -> None:
    data = item_data()
    assert faults_of(data | {"enemies": [data["code"]]})


def test_limits_are_written_for_people() -> None:
    (said,) = faults_of(item_data("number", key={"value": "quatre", "tolerance": 0}))
    assert "entre -1\u202f000\u202f000\u202f000 et 1\u202f000\u202f000\u202f000" in said


def test_a_sentence_quoted_in_a_fault_brings_no_second_full_stop() -> None:
    (said,) = faults_of(family_data() | {"question": "Vous achetez {m} cahiers. Combien payez-vous ?"})
    assert "{m}" in said
    assert ".," not in said
