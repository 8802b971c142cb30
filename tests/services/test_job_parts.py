"""A part of a job comes back as it was, and holds no code."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.services.job_parts import packed, unpacked


def test_arrays_and_plain_values_come_back_exactly() -> None:
    given = {
        "draws": np.random.default_rng(1).normal(size=(3, 2)),
        "counts": np.arange(4, dtype=np.int8),
        "true": np.array([True, False]),
        "name": "été",
        "rest": [0.1, None, {"n": 3}],
    }
    found = unpacked(packed(given))
    assert set(found) == set(given)
    for name in ("draws", "counts", "true"):
        assert found[name].dtype == given[name].dtype  # type: ignore[attr-defined]
        assert np.array_equal(found[name], given[name])
    assert (found["name"], found["rest"]) == (given["name"], given["rest"])


def test_objects_are_refused() -> None:
    with pytest.raises(TypeError, match="odd"):
        packed({"odd": np.array([object()])})
    with pytest.raises(TypeError):
        packed({"odd": object()})
