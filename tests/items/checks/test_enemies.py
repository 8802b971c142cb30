from __future__ import annotations

from assessment.items.checks import enemies
from tests.items.builders import item


def test_an_enemy_that_is_nowhere_is_told() -> None:
    lonely = item(enemies=["2.1.1-77"])
    assert [found.item for found in enemies.check([lonely])] == [lonely.code]


def test_enemies_that_exist_are_fine() -> None:
    first = item(enemies=["2.1.1-77"])
    assert list(enemies.check([first, item(code="2.1.1-77")])) == []
