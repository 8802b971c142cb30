from __future__ import annotations

import pytest

from assessment.engine import Answer, Observation, Settings, Status, aged, begin, rebuild, suggest
from assessment.engine.explain import Ground, explanation, ground
from assessment.engine.state import Evidence
from tests.engine.banks import measure

MEASURE = measure()
SETTINGS = Settings()


@pytest.mark.parametrize(
    ("history", "criterion", "expected"),
    [
        ([], 0, Ground.NOTHING_KNOWN),
        ([Answer(0, 1), Answer(1, 1)], 1, Ground.NEIGHBOURS_ONLY),
        ([Answer(0, 1)], 0, Ground.NOT_ENOUGH),
        ([Observation(0, True, 0.98)] * 3, 0, Ground.DECIDED),
        ([Answer(n, 0) for n in range(4, 12)] + [Answer(n, 1) for n in range(4)], 0, Ground.DIRECT_AGAINST_NEIGHBOURS),
    ],
)
def test_each_state_has_its_ground_and_its_sentence(history: list[Evidence], criterion: int, expected: Ground) -> None:
    said = suggest(MEASURE, rebuild(MEASURE, history))
    assert ground(said, criterion, SETTINGS) is expected
    assert explanation(said, criterion, SETTINGS).endswith(".")


def test_the_sentence_counts_what_was_seen() -> None:
    said = suggest(MEASURE, rebuild(MEASURE, [Answer(0, 1), Answer(1, 0), Observation(0, False, 0.6)]))
    assert "2 réponses directes (1 sur 2) et 1 observation." in explanation(said, 0, SETTINGS)


def test_nothing_known_says_so() -> None:
    assert "Rien n’a encore été demandé" in explanation(suggest(MEASURE, begin(MEASURE)), 3, SETTINGS)


def test_what_an_earlier_evaluation_left_is_where_the_grounds_start_from() -> None:
    before = rebuild(MEASURE, [Observation(0, False, 0.9)])
    prior = aged(MEASURE, before, 1.0)
    nothing = suggest(MEASURE, begin(MEASURE, prior), prior)
    assert nothing.status[0] is Status.NOT_ASSESSED
    assert nothing.population[0] < suggest(MEASURE, begin(MEASURE)).population[0]
    assert nothing.without_neighbours[0] == pytest.approx(nothing.population[0])
