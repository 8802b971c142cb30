"""From releases to the engine's numbers, and back."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from assessment.engine import Answer, published, suggest
from assessment.items.parameters import SPACING
from assessment.sittings.replay import evidence_of
from tests.sittings.builders import CRITERIA, graded_item, item, played, pool, release, sitting


def test_a_pool_holds_every_question_of_its_release_with_its_parameters() -> None:
    bank, found = pool(), release()
    assert [one.code for one in bank.items] == [one.code for one in found.items]
    assert bank.measure.codes == CRITERIA
    numbers = bank.measure.items
    for at, row in enumerate(found.parameters):
        assert (numbers.a[at], numbers.c[at], numbers.d[at], numbers.seconds[at]) == (row[0], row[2], row[3], row[6])
        assert bank.measure.codes[numbers.criterion[at]] == found.items[at].criterion
    assert np.corrcoef(numbers.b, [row[1] for row in found.parameters])[0, 1] > 0.99


def test_the_rule_of_each_subdomain_is_the_referentials() -> None:
    rules = {rule.code: (rule.minimum, len(rule.members)) for rule in pool().measure.rules}
    assert rules == {"1.1": (2, 2), "1.2": (1, 1), "2.1": (1, 1)}


def test_a_place_and_an_index_are_each_others_way_back() -> None:
    bank = pool(release("r2"), release("r1"))
    for name in ("r1", "r2"):
        assert [bank.place(name, bank.index(name, at)) for at in range(16)] == list(range(16))


def test_a_later_release_asks_only_its_own_questions_and_keeps_what_earlier_answers_weighed() -> None:
    easier = tuple(item(one.criterion, int(one.code[-2:])) for one in release().items[:8])
    old, both = pool(release("r1")), pool(release("r2", easier), release("r1"))
    given = evidence_of(old, played(old, sitting(), 8, Random(2)))
    moved = tuple(Answer(both.index("r1", row.item), row.score) for row in given)
    assert int((~both.outside).sum()) == 8
    alone = suggest(old.measure, published(old.measure, given))
    together = suggest(both.measure, published(both.measure, moved))
    assert np.allclose(alone.spread, together.spread, atol=1e-12)
    assert np.allclose(alone.mean, together.mean, atol=1e-12)


def test_graded_questions_keep_their_thresholds_beside_ordinary_ones_and_across_releases() -> None:
    graded = release("r2", (graded_item("1.1.1", 5), *release().items))
    bank = pool(graded, release("r1"))
    numbers = bank.measure.items
    assert numbers.highest.tolist() == [2] + [1] * 32
    assert np.diff(numbers.thresholds[0]) == pytest.approx(SPACING)
    assert numbers.thresholds[0].mean() == pytest.approx(numbers.b[0])
    assert len(graded.reference["1.1.1"][0]) == 8
    only_ordinary = pool(release("r1"))
    assert bank.measure.cuts.theta[1:] == pytest.approx(only_ordinary.measure.cuts.theta[1:], abs=0.05)


def test_mastery_is_defined_by_the_frozen_reference_and_not_by_the_questions_asked() -> None:
    hard = item("1.1.1", 9)
    frozen = release()
    more = release("r1", (*frozen.items, hard))
    same = pool(type(more)(**{**vars(more), "reference": frozen.reference}))
    assert same.measure.cuts.theta == pytest.approx(pool().measure.cuts.theta)
    assert pool(more).measure.cuts.theta[0] != pytest.approx(pool().measure.cuts.theta[0])
