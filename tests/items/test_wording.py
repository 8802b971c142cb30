from __future__ import annotations

import pytest

from assessment.items.wording import exact, loose

SAME = [
    ("Le rayon frais.", "le  RAYON frais"),
    ("8h5", "8 h 05"),
    ("8 h 05", "08:05"),
    ("16h", "16 h 00"),
    ("8 heures 30", "8h30"),
    ("l’été", "L'ETE"),
    ("cœur", "coeur"),
    ("quatre-vingt", "quatre vingt"),
    ("« Dupont »", "dupont"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_case_accents_spaces_and_hours_do_not_count(one: str, other: str) -> None:
    assert loose(one) == loose(other)


@pytest.mark.parametrize(("one", "other"), [("8 h 05", "8 h 50"), ("12", "1,2"), ("-5", "5"), ("8 hommes", "8 h")])
def test_different_answers_stay_different(one: str, other: str) -> None:
    assert loose(one) != loose(other)


def test_typing_itself_keeps_case_and_accents() -> None:
    assert exact("Été") != exact("été")
    assert exact("l’été ") == exact("l'été")
    assert exact("a  b") != exact("a b")
