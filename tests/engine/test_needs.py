from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from assessment.engine import Rule
from assessment.engine.needs import Layout, pivots

RULES = [Rule("a", (0, 1, 2, 3), 3), Rule("b", (4,), 1), Rule("c", (5, 6, 7), 2, (6,)), Rule("d", (1, 5), 2, (1, 5))]
P = np.array([0.2, 0.5, 0.5, 0.9, 0.5, 0.5, 0.6, 0.5])


def by_enumeration(rule: Rule, p: np.ndarray) -> float:
    total = 0.0
    for mastered in product((0, 1), repeat=len(rule.members)):
        who = dict(zip(rule.members, mastered, strict=True))
        if sum(mastered) >= rule.minimum and all(who[m] for m in rule.mandatory):
            total += np.prod([p[c] if got else 1 - p[c] for c, got in who.items()])
    return total


def test_the_probability_of_a_rule_is_that_of_all_its_cases() -> None:
    chance, _ = pivots(Layout.of(RULES), P)
    assert chance == pytest.approx([by_enumeration(rule, P) for rule in RULES])


def test_a_pivot_is_what_mastering_the_criterion_changes() -> None:
    _, pivot = pivots(Layout.of(RULES), P)
    for r, rule in enumerate(RULES):
        for m, criterion in enumerate(rule.members):
            sure, never = P.copy(), P.copy()
            sure[criterion], never[criterion] = 1.0, 0.0
            assert pivot[r, m] == pytest.approx(by_enumeration(rule, sure) - by_enumeration(rule, never))
