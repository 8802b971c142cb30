"""What the machine suggests, and the sentence that says what it rests on."""

from __future__ import annotations

from random import Random

import pytest

from assessment.engine import Answer, Observation
from assessment.sittings.suggestion import Counts, neighbour_share, sentence, suggestions
from tests.sittings.builders import CRITERIA, graded_item, pool, release

POOL = pool()
NBSP = "\u00a0"
FIRST = tuple(range(4))  # the questions of 1.1.1


def said(*cases: object) -> str:
    state, asked, right, unknown, seen, good, probability, share = cases
    return sentence(state, Counts(asked, right, unknown, seen, good), probability, share).replace(NBSP, " ")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (("to_confirm", 4, 2, 0, 0, 0, 0.5, 0.0), "À confirmer : 2 questions sur 4 réussies, trop peu pour conclure."),
        (("acquired", 3, 3, 0, 0, 0, 0.95, 0.0), "Acquis : 3 questions sur 3 réussies."),
        (("not_acquired", 3, 0, 1, 0, 0, 0.05, 0.0), "Non acquis : aucune question sur 3 réussie (dont 1 « je ne sais pas »)."),
        (("to_confirm", 1, 1, 0, 0, 0, 0.6, 0.2), "À confirmer : la seule question posée est réussie, trop peu pour conclure. Les critères voisins comptent un peu dans cet avis."),
        (("to_confirm", 1, 0, 1, 0, 0, 0.3, 0.5), "À confirmer : la seule question posée a reçu « je ne sais pas », trop peu pour conclure. Cet avis vient pour moitié environ des critères voisins."),
        (("acquired", 2, 2, 0, 1, 1, 0.95, 0.8), "Acquis : 2 questions sur 2 réussies, une observation favorable. Cet avis vient surtout des critères voisins."),
        (("to_confirm", 0, 0, 0, 0, 0, 0.2, 1.0), "À confirmer : aucune question posée sur ce critère. Les critères voisins font plutôt penser à « non acquis » ; une question ou une observation doit le confirmer."),
        (("to_confirm", 0, 0, 0, 3, 2, 0.7, 0.0), "À confirmer : aucune question posée sur ce critère, 3 observations dont 2 favorables, trop peu pour conclure."),
        (("not_evaluated", 0, 0, 0, 0, 0, 0.3, 0.0), "Non évalué : rien n'a encore été demandé ni observé sur ce critère."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_suggestion_rests_on(case: tuple[object, ...], expected: str) -> None:
    assert said(*case) == expected


def test_there_is_one_suggestion_per_criterion_and_nothing_known_is_not_evaluated() -> None:
    found = suggestions(POOL, (), {})
    assert tuple(found) == CRITERIA
    assert {(one.state, one.probability) for one in found.values()} == {("not_evaluated", None)}


def test_what_is_partly_right_is_told_apart_and_weighs_between_right_and_wrong() -> None:
    graded = pool(release(items=tuple(graded_item(code, at) for code in CRITERIA for at in range(1, 4))))
    low, half, full = (suggestions(graded, (Answer(0, score), Answer(1, score)), {})["1.1.1"] for score in (0, 1, 2))
    assert (half.asked, half.right, half.partly, half.wrong) == (2, 0, 2, 0)
    assert "aucune question sur 2 réussie et 2 en partie" in half.sentence
    assert (low.probability or 1) < (half.probability or 0) < (full.probability or 0)
    mixed = suggestions(graded, (Answer(0, 2), Answer(1, 1), Answer(2, 0)), {"1.1.1": 1})["1.1.1"]
    assert (mixed.right, mixed.partly, mixed.wrong, mixed.dont_know) == (1, 1, 0, 1)
    only = suggestions(graded, (Answer(0, 1),), {})["1.1.1"]
    assert "la seule question posée est réussie en partie" in only.sentence


def test_right_answers_raise_and_wrong_ones_lower_the_probability() -> None:
    right = suggestions(POOL, tuple(Answer(at, 1) for at in FIRST), {})["1.1.1"]
    wrong = suggestions(POOL, tuple(Answer(at, 0) for at in FIRST), {"1.1.1": 1})["1.1.1"]
    assert (right.asked, right.right, right.wrong, right.dont_know) == (4, 4, 0, 0)
    assert (wrong.asked, wrong.right, wrong.wrong, wrong.dont_know) == (4, 0, 3, 1)
    assert (right.probability or 0) > 0.5
    assert (wrong.probability or 1) < 0.1


def test_an_observation_moves_its_criterion_and_its_neighbour() -> None:
    before = suggestions(POOL, (Answer(0, 1),), {})
    after = suggestions(POOL, (Answer(0, 1), Observation(0, True, 0.9)), {})
    assert after["1.1.1"].observations == 1
    assert (after["1.1.1"].probability or 0) > (before["1.1.1"].probability or 0) + 0.05
    assert (after["1.1.2"].probability or 0) > (before["1.1.2"].probability or 0)


def test_the_order_of_the_evidence_does_not_count() -> None:
    rng = Random(4)
    evidence = [Answer(at, rng.randrange(2)) for at in range(16)] + [Observation(3, False, 0.8)]
    shuffled = evidence.copy()
    rng.shuffle(shuffled)
    one, other = suggestions(POOL, tuple(evidence), {}), suggestions(POOL, tuple(shuffled), {})
    for code in CRITERIA:
        assert one[code].probability == pytest.approx(other[code].probability, abs=1e-9)
        assert one[code].sentence == other[code].sentence


def test_a_criterion_is_never_acquired_by_its_neighbours_alone() -> None:
    found = suggestions(POOL, tuple(Answer(at, 1) for at in range(4, 16)), {})["1.1.1"]
    assert found.state == "to_confirm"
    assert found.neighbour_share == pytest.approx(1.0)


def test_the_neighbours_share_is_between_nothing_and_all() -> None:
    assert neighbour_share(0.3, 0.3, 0.9) == pytest.approx(0.0)
    assert neighbour_share(0.3, 0.9, 0.9) == pytest.approx(1.0)
    assert neighbour_share(0.3, 0.3, 0.3) == 0.0
    assert 0.4 < neighbour_share(0.2, 0.5, 0.8) < 0.6
