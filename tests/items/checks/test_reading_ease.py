"""Words few people read, and the passive, are listed; plain words and names are not."""

from __future__ import annotations

import pytest

from assessment.items.checks import reading_ease
from assessment.items.checks.finding import Severity
from assessment.items.common_words import is_common, rare_words
from tests.items.builders import item


@pytest.mark.parametrize("text", ["Les chevaux mangeaient.", "La vendeuse range les étagères.", "Rangez-les vite."])
def test_common_words_are_known_in_their_other_forms(text: str) -> None:
    assert rare_words(text) == []


def test_rare_words_are_told_once_in_the_order_of_the_text() -> None:
    assert rare_words("Le surfactant, puis le dolomitique, puis le surfactant.") == ["surfactant", "dolomitique"]


@pytest.mark.parametrize("text", ["Madame Zylbersztejn arrive.", "Écrivez à zylb@exemple.fr.", "Ouvrez zylbert.pdf"])
def test_names_addresses_and_files_are_not_words(text: str) -> None:
    assert rare_words(text) == []


def test_a_word_nobody_writes_is_not_common() -> None:
    assert is_common("maison")
    assert not is_common("tribologie")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Le colis est livré par un chauffeur. Que dit-il ?", "est livré par"),
        ("Le plan doit être signé. Quand ?", "être signé"),
        ("La réunion a été avancée. À quelle heure ?", "été avancée"),
    ],
)
def test_the_passive_is_listed(question: str, words: str) -> None:
    found = [one for one in reading_ease.check([item(question=question)]) if words in one.message]
    assert [one.severity for one in found] == [Severity.HINT]


@pytest.mark.parametrize(
    "question", ["Elle est partie par le train. Quand ?", "Il a été malade. Quand ?", "Il est né."]
)
def test_other_uses_of_the_same_verb_are_left_alone(question: str) -> None:
    assert [one.message for one in reading_ease.check([item(question=question)])] == []
