"""Authors' difficulties are pulled in; those that answers measured are not."""

from __future__ import annotations

import numpy as np

from assessment.engine import ItemParameters
from assessment.engine.shrinkage import shrunk

B = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, -2.0])


def items(measured: object) -> ItemParameters:
    return ItemParameters.of({"criterion": [0] * 6, "a": 1.2, "b": B, "se_b": 0.5, "measured": measured})


def test_a_measured_item_keeps_its_difficulty_and_its_error() -> None:
    found = shrunk(items([False] * 5 + [True]))
    assert (found.b[5], found.se_b[5]) == (-2.0, 0.5)
    assert -2.0 < found.b[0] < -1.0
    assert found.se_b[0] < 0.5


def test_a_measured_bank_is_left_alone() -> None:
    bank = items(True)
    assert shrunk(bank) is bank
