from __future__ import annotations

import json

import numpy as np
import pytest

from assessment.engine import VarianceComponents, default_mixture, from_json, mixture
from assessment.errors import InvalidInput
from tests.engine.banks import CODES


def test_criteria_share_what_their_codes_share() -> None:
    covariance = VarianceComponents(0.3, 0.2, 0.1, 0.4).covariance(("1.1.1", "1.1.2", "1.2.1", "2.1.1"))
    assert covariance[0] == pytest.approx([1.0, 0.6, 0.5, 0.3])


def test_the_default_mixture_goes_from_strong_sharing_to_none() -> None:
    found = default_mixture(CODES)
    assert found.names == ("strong", "medium", "weak", "none")
    assert found.covariances[3] == pytest.approx(np.eye(len(CODES)))
    assert found.weights.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    "matrix",
    [
        np.array([[1.0, 1.2], [1.2, 1.0]]),
        np.array([[1.0, 0.3], [0.2, 1.0]]),
        np.array([[1.0, np.nan], [np.nan, 1.0]]),
        np.ones((2, 3)),
    ],
)
def test_a_matrix_that_is_no_covariance_is_refused(matrix: np.ndarray) -> None:
    with pytest.raises(InvalidInput) as refused:
        mixture({"x": matrix})
    assert refused.value.faults[0].place == "x"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        json.dumps({"general": 0.5, "domain": 0.2, "subdomain": 0.2, "criterion": 0.3}),
        json.dumps({"general": 0.5, "domain": 0.2, "subdomain": 0.3, "criterion": 0.0}),
        json.dumps({"general": 0.3, "domain": 0.2, "subdomain": 0.2, "criterion": 0.3, "other": 0}),
        json.dumps({"general": "much"}),
        json.dumps({"criteria": [*CODES[:-1], "9.9.9"], "covariance": np.eye(8).tolist()}),
        json.dumps({"criteria": list(CODES), "covariance": [[1, "x"]]}),
    ],
)
def test_a_faulty_structure_file_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        from_json(text, CODES)


def test_a_structure_file_may_name_its_criteria_in_any_order() -> None:
    matrix = np.eye(8)
    matrix[0, 1] = matrix[1, 0] = 0.5
    named = [CODES[1], CODES[0], *CODES[2:]]
    found = from_json(json.dumps({"criteria": named, "covariance": matrix.tolist()}), CODES)
    assert found.covariances[0] == pytest.approx(matrix)
