"""Keys of a known rank give known counts; chance is what tables of the chi-squared law say."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from assessment.items.checks.finding import Severity
from assessment.items.checks.key_ranks import FEWEST, Feature, Ranks, check, ranks, upper_tail
from assessment.items.item import Item
from tests.items.builders import item

TEXTS = ("Je préviens tout de suite mon chef", "Je préviens mon chef demain", "Je ne dis rien", "Je pars")


def question(number: int, key: int, texts: tuple[str, ...] = TEXTS) -> Item:
    options = [{"id": name, "text": text} for name, text in zip("abcde", texts, strict=False)]
    return item(code=f"2.1.1-{number:02d}", options=options, key="abcde"[key])


def line(items: list[Item], feature: Feature) -> Ranks:
    return next(one for one in ranks(items) if one.feature is feature)


def test_each_key_is_counted_at_its_rank_of_length() -> None:
    found = line([question(at, at % 2) for at in range(12)], Feature.LENGTH)
    assert (found.counts, found.expected, found.questions) == ((6, 6, 0, 0), 3, 12)


def test_places_are_those_of_the_file_whatever_the_lengths() -> None:
    found = line([question(at, 0, TEXTS[::-1]) for at in range(12)], Feature.PLACE)
    assert found.counts == (12, 0, 0, 0)


def test_options_of_one_length_share_their_ranks_and_level_questions_have_none() -> None:
    shared = line([question(at, 0, ("Oui !", "Non !", "Si", "À")) for at in range(12)], Feature.LENGTH)
    assert shared.counts == (6, 6, 0, 0)
    level = [question(at, 0, ("Un", "Du", "Le")) for at in range(12)]
    assert [one.feature for one in ranks(level)] == [Feature.PLACE]


def test_keys_always_longest_or_never_longest_are_an_error() -> None:
    for keys in ((0,), (1, 2, 3)):
        found = list(check([question(at, keys[at % len(keys)]) for at in range(60)]))
        assert ("longueur" in found[0].message, found[0].severity) == (True, Severity.ERROR)


def test_keys_always_first_in_the_file_deserve_a_look() -> None:
    lengths = [tuple(Random(at).sample(TEXTS, 4)) for at in range(60)]
    found = list(check([question(at, 0, texts) for at, texts in enumerate(lengths)]))
    assert [(one.severity, "place" in one.message) for one in found] == [(Severity.WARNING, True)]


def test_drawn_keys_are_left_alone_and_few_questions_say_nothing() -> None:
    rng = Random(7)
    assert list(check([question(at, rng.randrange(4)) for at in range(99)])) == []
    assert ranks([question(at, 0) for at in range(FEWEST - 1)]) == []


def test_several_keys_vary_less_than_single_ones() -> None:
    options = [{"id": name, "text": "x" * size} for name, size in zip("abcd", (40, 30, 20, 10), strict=True)]
    fields: dict[str, Any] = {"options": options, "how": "Choisissez deux réponses."}
    asked = [
        item("several_choices", code=f"2.1.1-{at:02d}", key=["a", "b"] if at < 7 else ["c", "d"], **fields)
        for at in range(10)
    ]
    found = line(asked, Feature.LENGTH)
    assert (found.counts, found.expected) == ((7, 7, 3, 3), 5)
    assert found.chance == pytest.approx(upper_tail(16 / (10 * 4 / 12), 3))


@pytest.mark.parametrize(
    ("statistic", "freedom", "expected"),
    [(3.841, 1, 0.05), (9.210, 2, 0.01), (6.251, 3, 0.10), (9.488, 4, 0.05), (15.086, 5, 0.01), (0.0, 3, 1.0)],
)
def test_the_upper_tail_is_that_of_printed_tables(statistic: float, freedom: int, expected: float) -> None:
    assert upper_tail(statistic, freedom) == pytest.approx(expected, abs=1e-4)
