"""`assessment bank health` from files: what is written, and what bad files get."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assessment.commands.bank import bank
from assessment.errors import InvalidInput
from tests.engine.health.played import CODES, Played, play

WRONG_KEY = 7


def turned(person: np.ndarray, item: np.ndarray, theta: np.ndarray, p: np.ndarray) -> np.ndarray:
    return np.where(item == WRONG_KEY, 1.0 - p, p)


def write(folder: Path, played: Played) -> tuple[Path, Path]:
    items, long = folder / "items.csv", folder / "long.csv"
    bank_items, given = played.layout.items, played.responses
    with items.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("item", "criterion", "a", "b", "c", "key", "needs"))
        for at in range(len(bank_items)):
            numbers = (f"{bank_items.a[at]:.4f}", f"{bank_items.b[at]:.4f}", f"{bank_items.c[at]:.2f}")
            needs = "picture keyboard" if at % 5 == 0 else ""
            out.writerow((f"q{at:02d}", CODES[bank_items.criterion[at]], *numbers, "ok", needs))
    with long.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("person", "item", "score", "option", "period", "age"))
        for person, item, score in zip(given.person, given.item, given.score, strict=True):
            option = "ok" if score else ("non" if item % 2 else "autre")
            period, age = ("2025" if person % 2 else "2026"), ("jeunes" if person % 3 else "aînés")
            out.writerow((f"p{person}", f"q{item:02d}", score, option, period, age))
    return long, items


def run(folder: Path, long: Path, items: Path) -> Result:
    given = ["--responses", str(long), "--items", str(items), "--report", str(folder / "out" / "r.html")]
    return CliRunner().invoke(bank, ["health", *given])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("health")
    result = run(folder, *write(folder, play(450, 3, turned)))
    assert result.exit_code == 0, result.output
    return (folder / "out" / "r.html").read_text(encoding="utf-8")


def test_the_page_says_which_question_to_read_again_and_why(page: str) -> None:
    rows = re.findall(r'<th scope="row">q07</th><td>([^<]*)</td><td>([^<]*)</td>', page)
    assert ("à\u00a0regarder", "Les personnes qui en savent plus la réussissent moins que les autres.") in rows
    assert any("plus à l&#39;aise que celles qui prennent la bonne" in sentence for _, sentence in rows)


def test_the_page_holds_everything_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert page.count("<svg") >= 4
    assert "Jusqu&#39;où la banque peut conclure" in page
    assert "sans les images" in page
    assert "âge aînés" in page


def test_the_same_files_give_the_same_page(page: str, tmp_path: Path) -> None:
    run(tmp_path, *write(tmp_path, play(450, 3, turned)))
    assert (tmp_path / "out" / "r.html").read_text(encoding="utf-8") == page


def test_parameters_left_empty_are_measured_on_the_answers(tmp_path: Path) -> None:
    long, items = write(tmp_path, play(300, 4))
    rows = [line.split(",") for line in items.read_text().splitlines()]
    items.write_text(
        "\n".join(",".join([*row[:2], *(row[2:] if row[0] == "item" else ["", "", *row[4:]])]) for row in rows)
    )
    assert run(tmp_path, long, items).exit_code == 0


@pytest.mark.parametrize(
    ("found", "instead", "place"),
    [
        ("p3,q", "p3,inconnue-q", "item"),
        ("p3,q", ",q", "person"),
        (",1,", ",2,", "score"),
        ("2025,jeunes", "2025,âgés", "age"),
    ],
)
def test_bad_files_are_refused_with_line_and_place(tmp_path: Path, found: str, instead: str, place: str) -> None:
    long, items = write(tmp_path, play(40, 5))
    text = long.read_text()
    long.write_text(text.replace(found, instead, 1))
    result = run(tmp_path, long, items)
    assert isinstance(result.exception, InvalidInput)
    assert re.search(rf"long\.csv, ligne \d+, {place}", str(result.exception.faults))
    assert not (tmp_path / "out").exists()


def test_a_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    long, items = write(tmp_path, play(40, 5))
    long.write_text(long.read_text()[:-12])
    assert isinstance(run(tmp_path, long, items).exception, InvalidInput)


def test_few_answers_give_a_page_that_says_so(tmp_path: Path) -> None:
    assert run(tmp_path, *write(tmp_path, play(12, 6))).exit_code == 0
    assert "trop peu de réponses" in (tmp_path / "out" / "r.html").read_text(encoding="utf-8")


def test_files_go_together(tmp_path: Path) -> None:
    result = CliRunner().invoke(bank, ["health", "--report", str(tmp_path / "r.html")])
    assert isinstance(result.exception, InvalidInput)
