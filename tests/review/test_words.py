"""The words of a probability agree with the whole percent shown beside them."""

from __future__ import annotations

import pytest

from assessment.review.words import likelihood


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.6951, "probable"), (0.7049, "probable"), (0.6949, "incertain"), (0.2951, "incertain"), (0.02, "presque exclu")],
)
def test_one_percentage_has_one_word(probability: float, words: str) -> None:
    assert likelihood(probability) == words
