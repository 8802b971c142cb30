"""`assessment bank health` on partial credit: scores up to the highest, thresholds given or measured, wrong files refused."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assessment.commands.bank import bank
from assessment.engine.health.examine import Gathered, examine
from assessment.engine.models import Floats, partial_credit
from assessment.errors import Faults, InvalidInput
from assessment.interchange.health_files import read_health
from assessment.interchange.health_items import read_items
from assessment.interchange.health_words import concerns

PEOPLE, QUESTIONS, HIGHEST = 400, 12, 2
REVERSED = 5
CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1")
STEPS = np.random.default_rng(1).normal(-0.2, 0.5, QUESTIONS)[:, None] + np.array([-0.6, 0.6])


def scores() -> np.ndarray:
    """(people, questions) from 0 to 2; the higher the ability, the lower the score on one question."""
    rng = np.random.default_rng(2)
    theta = rng.normal(size=(PEOPLE, 1)).repeat(QUESTIONS, axis=1)
    theta[:, REVERSED] *= -1.0
    chances = partial_credit(theta, np.full(QUESTIONS, 1.2), STEPS)
    return (rng.random((PEOPLE, QUESTIONS, 1)) > np.cumsum(chances[..., :-1], axis=-1)).sum(axis=-1)


def write(folder: Path, known: bool) -> tuple[Path, Path]:
    """`known`: the file gives slope and thresholds; otherwise only that scores go up to 2."""
    items, long = folder / "items.csv", folder / "long.csv"
    with items.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("item", "criterion", "a", "b", "highest", "thresholds"))
        for at, steps in enumerate(STEPS):
            numbers = ("1.2", f"{steps.mean():.3f}", HIGHEST, " ".join(f"{step:.3f}" for step in steps))
            out.writerow((f"q{at:02d}", CODES[at % len(CODES)], *(numbers if known else ("", "", HIGHEST, ""))))
    with long.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("person", "item", "score"))
        out.writerows(
            (f"p{who}", f"q{at:02d}", score) for who, row in enumerate(scores()) for at, score in enumerate(row)
        )
    return long, items


def run(folder: Path, long: Path, items: Path) -> Result:
    given = ["--responses", str(long), "--items", str(items), "--report", str(folder / "r.html")]
    return CliRunner().invoke(bank, ["health", *given])


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """Files that give no slope and no threshold: the fit is long, so it is made once."""
    return read_health(*write(tmp_path_factory.mktemp("measured"), known=False))


def test_a_question_earned_backwards_is_found_among_those_with_partial_credit(tmp_path: Path) -> None:
    result = run(tmp_path, *write(tmp_path, known=True))
    assert result.exit_code == 0, result.output
    rows = re.findall(r'<th scope="row">(q\d+)</th><td>([^<]*)</td><td>([^<]*)</td>', (tmp_path / "r.html").read_text())
    backwards = [name for name, _, said in rows if said.startswith("Les personnes qui en savent plus")]
    assert backwards == [f"q{REVERSED:02d}"]


def test_it_is_found_when_everything_is_measured_on_the_same_answers(measured: Gathered) -> None:
    found = concerns(examine(measured, seed=0))
    assert {one.item for one in found if one.sentence.startswith("Les personnes qui en savent plus")} == {REVERSED}


def test_thresholds_left_empty_are_measured(measured: Gathered) -> None:
    found = measured.bank.items
    sound = np.arange(QUESTIONS) != REVERSED
    assert (found.highest == HIGHEST).all()
    error: Floats = found.thresholds[sound] - STEPS[sound]
    assert np.sqrt((error**2).mean()) < 0.35


def test_what_a_calibration_wrote_is_read_without_a_highest_score(tmp_path: Path) -> None:
    _, items = write(tmp_path, known=True)
    items.write_text(items.read_text().replace(",2,", ",,"))
    faults = Faults()
    assert set(read_items(items, faults).highest) == {HIGHEST}
    assert not faults


@pytest.mark.parametrize(
    ("name", "found", "instead", "place"),
    [
        ("long.csv", "q03,", "q03,3", "score"),
        ("items.csv", ",2,", ",12,", "highest"),
        ("items.csv", ",2,", ",3,", "thresholds"),
        ("items.csv", ",2,-", ",2,x-", "thresholds"),
    ],
)
def test_scores_and_thresholds_that_make_no_sense_are_refused_with_their_place(
    tmp_path: Path, name: str, found: str, instead: str, place: str
) -> None:
    long, items = write(tmp_path, known=True)
    path = tmp_path / name
    path.write_text(path.read_text().replace(found, instead, 1))
    result = run(tmp_path, long, items)
    assert isinstance(result.exception, InvalidInput)
    assert re.search(rf"{name.replace('.', '[.]')}, ligne \d+, {place}", str(result.exception.faults))
