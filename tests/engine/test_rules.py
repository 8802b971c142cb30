from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import Measure, MeasureOptions, Rule, begin, nominal_minimum, nominal_rules, rule_probabilities
from assessment.engine.rules import probabilities, satisfied
from assessment.errors import InvalidInput
from tests.engine.banks import CODES, bank, measure, sharing


def test_nominal_minimum_is_three_quarters_and_lenient_for_the_small() -> None:
    assert [nominal_minimum(n) for n in range(1, 9)] == [1, 1, 2, 3, 4, 5, 6, 6]


def test_one_rule_per_subdomain() -> None:
    assert [(r.code, r.members) for r in nominal_rules(CODES)] == [
        ("1.1", (0, 1, 2)),
        ("1.2", (3, 4)),
        ("2.1", (5, 6, 7)),
    ]


def test_a_mandatory_criterion_is_needed_whatever_the_count() -> None:
    drawn = np.array([[True, True, False], [True, False, True], [False, True, True]])
    assert satisfied(drawn, [Rule("x", (0, 1, 2), 2, (0,))])[:, 0].tolist() == [True, True, False]


def test_a_domain_needs_all_its_subdomains_and_the_certificate_all_domains() -> None:
    drawn = np.array([[True, True, True], [True, False, True], [True, True, False]])
    rules = [Rule("1.1", (0,), 1), Rule("1.2", (1,), 1), Rule("2.1", (2,), 1)]
    found = probabilities(drawn, rules)
    assert found.domains == pytest.approx([2 / 3, 2 / 3])
    assert found.certificate == pytest.approx(1 / 3)


def test_abilities_that_go_together_make_a_joint_rule_more_likely_than_the_product() -> None:
    alone = measure(options=MeasureOptions(mixture=sharing(0.0, 8)))
    joint = measure(options=MeasureOptions(mixture=sharing(0.9, 8)))
    everything = [
        rule_probabilities(m, begin(m), np.random.default_rng(0), draws=4000).certificate for m in (alone, joint)
    ]
    assert everything[1] > everything[0] + 0.05


@pytest.mark.parametrize("rule", [Rule("x", (0, 99), 1), Rule("x", (0, 1), 3), Rule("x", (0, 1), 1, (2,))])
def test_a_rule_that_cannot_be_is_refused(rule: Rule) -> None:
    with pytest.raises(InvalidInput):
        Measure.of(CODES, bank(), MeasureOptions(rules=(rule,)))
