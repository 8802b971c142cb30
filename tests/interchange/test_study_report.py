"""The report of a study is one page that needs nothing else and believes nothing it is given."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from assessment.engine.findings import Findings, findings, truth_of
from assessment.engine.policies import Policy
from assessment.engine.simulation import Plan
from assessment.engine.study import part
from assessment.interchange.study_report import Told, report_page
from tests.engine.banks import measure

MEASURE = measure()
ITEMS = len(MEASURE.items)
SCORES = (np.random.default_rng(2).random((6, ITEMS)) < 0.6).astype(np.int8)
NAMES = [f"q{n}" for n in range(ITEMS)]
VOID = {"meta", "line", "rect", "circle", "path", "polyline", "polygon"}


def study(policy: Policy = Policy.JOINT, known: bool = True) -> tuple[Told, Findings]:
    plan = Plan(policy, (4, 8), 8, seed=4)
    found = part(MEASURE, SCORES, np.arange(6), plan)
    mastered = np.random.default_rng(3).random((6, 8)) < 0.5 if known else None
    return Told(MEASURE, plan, NAMES), findings(MEASURE, found, truth_of(MEASURE, found, mastered, None))


class Structure(HTMLParser):
    """Counts elements and checks that they are closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("style", "src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def structure(page: str) -> Structure:
    read = Structure()
    read.feed(page)
    assert not read.open
    return read


@pytest.mark.parametrize("policy", list(Policy))
def test_every_drawing_has_a_title_and_stands_beside_its_table(policy: Policy) -> None:
    count = structure(report_page(*study(policy))).count
    assert count["figure"] == count["details"] == 7
    assert count["title"] == count["desc"] + 1
    assert count["table"] == count["caption"] == 8
    assert "script" not in count
    assert count["h1"] == 1


def test_nothing_is_asked_of_the_outside() -> None:
    page = report_page(*study())
    assert not re.findall(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[\w.]+", page)
    assert "url(http" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_names_are_texts_never_markup() -> None:
    told, found = study()
    page = report_page(Told(told.measure, told.plan, ["<script>alert(1)</script>&\"'"] * ITEMS), found)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page


def test_without_a_truth_the_page_says_agreement() -> None:
    page = report_page(*study(known=False))
    assert "Un accord, pas une vérité." in page
    assert "Décisions justes" not in page
    assert "Un accord, pas une vérité." not in report_page(*study())


def test_numbers_are_written_as_in_french() -> None:
    page = report_page(*study())
    assert re.search(r"\d,\d\u00a0%", page)
    assert "nan" not in page.lower()
    assert not re.search(r">\d+\.\d+<", page)


def test_the_same_study_gives_the_same_page() -> None:
    assert report_page(*study()) == report_page(*study())
