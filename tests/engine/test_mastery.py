from __future__ import annotations

import numpy as np
import pytest

from assessment.engine import ItemParameters, Settings, Status
from assessment.engine.mastery import CUT_RANGE, GENERIC_CUT_SE, cuts, domain_score, status

SETTINGS = Settings()


def test_the_domain_score_is_three_quarters_at_the_cut() -> None:
    items = ItemParameters.of({"criterion": [0, 0, 1], "a": 1.3, "b": [-1.0, 0.2, 0.5], "c": [0.0, 0.2, 0.0]})
    found = cuts(items, 2)
    assert domain_score(items, found.theta) == pytest.approx([0.75, 0.75])


def test_one_rasch_item_has_its_cut_at_log_three_above_its_difficulty() -> None:
    found = cuts(ItemParameters.of({"criterion": [0], "a": 1.0, "b": [0.2], "se_b": 0.3}), 1)
    assert found.theta[0] == pytest.approx(0.2 + np.log(3))
    assert found.se[0] == pytest.approx(0.3, abs=1e-4)


def test_a_criterion_without_items_gets_the_generic_cut() -> None:
    found = cuts(ItemParameters.of({"criterion": [0], "a": 1.0, "b": 0.0}), 2)
    assert found.theta[1] == pytest.approx(-0.8 + np.log(3) / 1.2)
    assert found.se[1] == GENERIC_CUT_SE


def test_items_that_nobody_can_pass_put_the_cut_at_the_end_of_the_scale() -> None:
    found = cuts(ItemParameters.of({"criterion": [0], "a": 1.0, "b": 0.0, "d": 0.7}), 1)
    assert found.theta[0] == pytest.approx(CUT_RANGE)


@pytest.mark.parametrize(
    ("probability", "direct", "assessed", "expected"),
    [
        (0.90, 1, True, Status.ACQUIRED),
        (0.99, 0, True, Status.TO_CONFIRM),
        (0.10, 1, True, Status.NOT_ACQUIRED),
        (0.01, 0, True, Status.TO_CONFIRM),
        (0.50, 9, True, Status.TO_CONFIRM),
        (0.95, 0, False, Status.NOT_ASSESSED),
    ],
)
def test_states_follow_the_thresholds_and_the_direct_minimum(
    probability: float, direct: int, assessed: bool, expected: Status
) -> None:
    assert status(probability, direct, assessed, SETTINGS) is expected
