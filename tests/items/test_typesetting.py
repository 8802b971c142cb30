from __future__ import annotations

import pytest

from assessment.items.typesetting import typeset


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Combien ?", "Combien\u00a0?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("à 8 h 30 min", "à 8\u00a0h\u00a030\u00a0min"),
        ("12,50 € et 5 kg", "12,50\u00a0€ et 5\u00a0kg"),
        ("1 250 personnes", "1\u202f250 personnes"),
        ("3 mois, 5 gants", "3 mois, 5 gants"),
    ],
)
def test_french_spaces_do_not_break(written: str, shown: str) -> None:
    assert typeset(written) == shown
    assert typeset(shown) == shown
