from __future__ import annotations

from assessment.items.bank import coverage
from tests.items.builders import family_data, item, item_from


def test_each_criterion_is_counted_once_in_the_order_of_codes() -> None:
    items = [item(code="2.1.10-01"), item(code="2.1.9-01"), item("number", code="2.1.9-02"), item_from(family_data())]
    lines = coverage(items)
    assert [line.criterion for line in lines] == ["2.1.1", "2.1.9", "2.1.10"]
    assert lines[1].kinds == (("number", 1), ("single_choice", 1))
    assert [line.families for line in lines] == [1, 0, 0]


def test_an_empty_bank_has_no_line() -> None:
    assert coverage([]) == []
