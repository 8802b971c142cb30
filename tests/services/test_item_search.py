"""Questions are found by criterion, state, kind, words and difficulty; the map counts each of them once."""

from __future__ import annotations

from datetime import datetime

from assessment.services import authoring
from assessment.services.acting import Acting
from assessment.services.item_search import PAGE, Wanted, coverage, find
from tests.services.writing import first_line

People = dict[str, Acting]


def test_pages_hold_every_question_once_in_the_order_of_codes(people: People) -> None:
    first = find(people["author"], Wanted("socle"))
    pages = [find(people["author"], Wanted("socle"), number) for number in range(1, first.pages + 1)]
    codes = [line.code for page in pages for line in page.lines]
    assert len(codes) == len(set(codes)) == first.total > PAGE
    assert codes == sorted(codes)


def test_a_page_beyond_the_last_is_the_last(people: People) -> None:
    found = find(people["author"], Wanted("socle"), 9999)
    assert found.page == found.pages
    assert found.lines


def test_filters_narrow_together(people: People) -> None:
    wanted = Wanted("socle", criterion="2.1", kind="number", state="in_use", hardest=-0.5)
    lines = find(people["author"], wanted).lines
    assert lines
    assert all(line.criterion.startswith("2.1.") and line.kind == "number" for line in lines)
    assert all(line.difficulty is not None and line.difficulty <= -0.5 for line in lines)


def test_a_domain_does_not_take_in_its_neighbour(people: People) -> None:
    lines = find(people["author"], Wanted("socle", criterion="2.1.1")).lines
    assert {line.criterion for line in lines} == {"2.1.1"}


def test_words_are_found_without_case_or_accents_and_signs_mean_themselves(people: People) -> None:
    line = first_line(people["author"])
    shouted = line.title.upper().replace("É", "E")
    assert line.code in [one.code for one in find(people["author"], Wanted("socle", text=shouted)).lines]
    assert find(people["author"], Wanted("socle", text="%")).total < find(people["author"], Wanted("socle")).total


def test_a_question_with_a_draft_is_listed_once_with_the_version_in_use(people: People, now: datetime) -> None:
    line = first_line(people["author"])
    authoring.edit(people["author"], line.item_id, now)
    found = [one for one in find(people["author"], Wanted("socle", text=line.code)).lines if one.code == line.code]
    assert [(one.state, one.number, one.in_use) for one in found] == [("draft", 2, 1)]


def test_the_map_counts_each_question_once(people: People, now: datetime) -> None:
    authoring.edit(people["author"], first_line(people["author"]).item_id, now)
    found = coverage(people["author"], "socle")
    assert (
        sum(sum(one.states.values()) for domain in found for one in domain.criteria)
        == find(people["author"], Wanted("socle")).total
    )
