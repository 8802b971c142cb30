"""Drawings say in words what they show, and put each mark where its number is."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from assessment.web import plots
from assessment.web.plots import Counts, Reading, Spread

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS: list[Callable[[], Markup]] = [
    lambda: plots.bar_counts(Counts(3, 1, 2, 4)),
    lambda: plots.bar_counts(Counts(0, 0, 0, 0)),
    lambda: plots.ability_interval(Reading(0.5, -0.5, 1.5, 0.2)),
    lambda: plots.suggestion_path([0.5, 0.7, 0.95], (0.1, 0.9)),
    lambda: plots.suggestion_path([], (0.1, 0.9)),
    lambda: plots.time_used([60, 45], 420),
    lambda: plots.time_used([], 420),
    lambda: plots.difficulty_map([Spread("2.1.1", [-1.0, 0.5]), Spread("2.1.2", [])]),
    lambda: plots.difficulty_map([]),
]


def tree(drawing: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(drawing))


def described(drawing: Markup) -> str:
    return tree(drawing).findtext(f"{SVG}desc") or ""


def centres(drawing: Markup) -> list[tuple[float, float]]:
    circles = tree(drawing).findall(f"{SVG}circle")
    return [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in circles]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_drawing_is_named_described_and_free_of_styles(draw: Callable[[], Markup]) -> None:
    root = tree(draw())
    named = " ".join(root.find(f"{SVG}{part}").attrib["id"] for part in ("title", "desc"))  # type: ignore[union-attr]
    assert root.attrib["aria-labelledby"] == named
    assert root.findtext(f"{SVG}title")
    assert not [e for e in root.iter() if "style" in e.attrib or e.tag == f"{SVG}style"]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_the_same_numbers_give_the_same_drawing(draw: Callable[[], Markup]) -> None:
    assert draw() == draw()


def test_two_drawings_on_one_page_do_not_share_names() -> None:
    first, second = (tree(plots.bar_counts(Counts(n, 1, 1, 1))) for n in (1, 2))
    names = [{e.attrib["id"] for e in root.iter() if "id" in e.attrib} for root in (first, second)]
    assert names[0].isdisjoint(names[1])


def test_the_bar_gives_each_answer_its_share_of_the_width() -> None:
    rectangles = tree(plots.bar_counts(Counts(5, 0, 0, 5))).findall(f"{SVG}rect")
    bars = [float(r.attrib["width"]) for r in rectangles if r.attrib["height"] == "34" and "rx" not in r.attrib]
    assert bars == [160, 160]


def test_the_bar_says_every_count_in_words() -> None:
    told = described(plots.bar_counts(Counts(3, 1, 2, 4)))
    assert told == "3 réussies, 1 non réussie, 2 je ne sais pas, 4 non posées"


@pytest.mark.parametrize(
    ("reading", "word"),
    [
        (Reading(2.0, 1.0, 3.0, 0.0), "au-dessus"),
        (Reading(-2.0, -3.0, -1.0, 0.0), "au-dessous"),
        (Reading(0.1, -0.5, 0.7, 0.0), "pas encore conclure"),
    ],
)
def test_the_interval_is_read_against_the_level_expected(reading: Reading, word: str) -> None:
    assert word in described(plots.ability_interval(reading))


def test_a_person_far_beyond_the_scale_stays_in_the_drawing() -> None:
    assert centres(plots.ability_interval(Reading(40, 38, 42, 0))) == [(330, 62)]


@pytest.mark.parametrize(("last", "words"), [(0.95, " acquis."), (0.5, "à confirmer"), (0.05, "non acquis")])
def test_the_path_ends_on_what_is_suggested(last: float, words: str) -> None:
    assert words in described(plots.suggestion_path([0.5, last], (0.1, 0.9)))


def test_a_rising_probability_is_drawn_rising() -> None:
    heights = [y for _, y in centres(plots.suggestion_path([0.2, 0.5, 0.9], (0.1, 0.9)))]
    assert heights == sorted(heights, reverse=True)


def test_more_time_than_allowed_still_fits_in_the_bar() -> None:
    rectangles = tree(plots.time_used([300, 300], 420)).findall(f"{SVG}rect")
    assert max(float(r.attrib["x"]) + float(r.attrib["width"]) for r in rectangles) <= 330


def test_one_dot_is_drawn_per_question_and_harder_is_further_right() -> None:
    places = [x for x, _ in centres(plots.difficulty_map([Spread("2.1.1", [1.5, -1.5, 0.0])]))]
    assert len(places) == 3
    assert places == sorted(places)


def test_questions_of_one_difficulty_share_a_dot_that_is_opaque() -> None:
    drawn = tree(plots.difficulty_map([Spread("2.1.1", [0.5, -1.0, 0.51, 0.5])]))
    dots = sorted(drawn.findall(f"{SVG}circle"), key=lambda dot: float(dot.attrib["cx"]))
    assert ["fill-opacity" in dot.attrib for dot in dots] == [True, False]


def test_a_label_cannot_break_out_of_the_drawing() -> None:
    assert "<script>" not in plots.difficulty_map([Spread("<script>", [0.0])])
