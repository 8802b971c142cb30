"""`assessment calibrate`: the contract of its files, and what bad ones get."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assessment.commands.calibrate import calibrate
from assessment.engine import from_json
from assessment.errors import InvalidInput
from tests.engine.calibration.simulated import Simulated, one_scale

HEADER = ["item", "criterion", "a", "b", "c", "d", "seconds"]
CODES = ("1.1.1", "1.1.2", "2.1.1", "2.2.1")


@pytest.fixture(scope="module")
def known() -> Simulated:
    return one_scale(300, 16, seed=11, each=12)


def write(folder: Path, name: str, rows: Sequence[Sequence[object]]) -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder / name


def item_rows() -> list[list[object]]:
    return [HEADER, *([f"q{i}", CODES[i % 4], "", "", "", "", 40] for i in range(16))]


def answer_rows(known: Simulated) -> list[list[object]]:
    kept = known.answers
    rows = zip(kept.person, kept.item, kept.right, strict=True)
    return [["person", "item", "score"], *([f"p{p}", f"q{i}", int(x)] for p, i, x in rows)]


def run(folder: Path, items: Sequence[Sequence[object]], answers: Sequence[Sequence[object]], method: str) -> Result:
    paths = ["--items", write(folder, "ITEMS.csv", items), "--responses", write(folder, "LONG.csv", answers)]
    words = [*map(str, paths), "--out", str(folder / "out"), "--method", method]
    return CliRunner().invoke(calibrate, words)


def refusal(folder: Path, items: Sequence[Sequence[object]], answers: Sequence[Sequence[object]]) -> str:
    result = run(folder, items, answers, "unidimensional")
    assert isinstance(result.exception, InvalidInput), result.output
    assert not (folder / "out").exists()
    return str(result.exception)


@pytest.mark.parametrize("method", ["unidimensional", "joint"])
def test_three_files_are_written_and_simulate_can_read_the_structure(
    tmp_path: Path, known: Simulated, method: str
) -> None:
    result = run(tmp_path, item_rows(), answer_rows(known), method)
    assert result.exception is None, result.output
    with (tmp_path / "out" / "parameters.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["item", "criterion", "a", "b", "c", "d", "se_a", "se_b", "answers", "flag"]
    assert np.corrcoef([float(row["b"]) for row in rows], known.b)[0, 1] > 0.9
    assert [int(row["answers"]) for row in rows] == known.answers.asked.tolist()
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["converged"]
    assert {"logLik", "iterations", "seconds"} <= set(report)
    assert len(from_json((tmp_path / "out" / "structure.json").read_text(encoding="utf-8"), CODES)) == 1


def test_items_that_need_a_person_are_flagged(tmp_path: Path, known: Simulated) -> None:
    answers = [[p, i, 1 if i == "q3" else x] for p, i, x in answer_rows(known)]
    run(tmp_path, item_rows(), answers, "unidimensional")
    with (tmp_path / "out" / "parameters.csv").open(encoding="utf-8") as file:
        flags = {row["item"]: row["flag"] for row in csv.DictReader(file)}
    assert "toutes justes" in flags["q3"]
    assert flags["q4"] == ""


def test_every_fault_of_the_answers_is_told_with_its_line(tmp_path: Path, known: Simulated) -> None:
    rows = answer_rows(known)
    rows[1:1] = [["p0", "inconnue", 1], ["p0", "q1", 2], ["", "q1", 1], ["p0", "q1"]]
    message = refusal(tmp_path, item_rows(), rows)
    for words in (
        "LONG.csv, ligne 2, item : trouvé inconnue",
        "LONG.csv, ligne 3, score : trouvé 2, attendu 0 ou 1",
        "LONG.csv, ligne 4, person : trouvé rien",
        "LONG.csv, ligne 5 : trouvé 2 cases, attendu 3 cases",
    ):
        assert words in message


def test_a_row_given_twice_is_refused_with_both_lines(tmp_path: Path, known: Simulated) -> None:
    rows = answer_rows(known)
    message = refusal(tmp_path, item_rows(), [*rows, rows[4]])
    assert f"LONG.csv, ligne {len(rows) + 1}" in message
    assert "déjà ligne 5" in message


def test_an_item_nobody_answered_is_named_with_its_line(tmp_path: Path, known: Simulated) -> None:
    message = refusal(tmp_path, [*item_rows(), ["q99", "1.1.1", "", "", "", "", 40]], answer_rows(known))
    assert "ITEMS.csv, ligne 18 : trouvé q99 sans réponse" in message


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([["item", "code"]], "ITEMS.csv, ligne 1 : trouvé item, code, attendu les colonnes item,criterion"),
        ([HEADER], "ITEMS.csv : trouvé aucune ligne"),
        ([HEADER, ["q1", "1.1.1", "", "9", "", "", ""]], "ITEMS.csv, ligne 2, b : trouvé 9"),
        ([HEADER, ["q1", "", "", "", "", "", ""]], "ITEMS.csv, ligne 2, criterion : trouvé rien"),
        ([HEADER, *[["q1", "1.1.1", "", "", "", "", ""]] * 2], "ITEMS.csv, ligne 3, item : trouvé q1"),
    ],
)
def test_faulty_item_files_are_refused(
    tmp_path: Path, known: Simulated, items: Sequence[Sequence[object]], words: str
) -> None:
    assert words in refusal(tmp_path, items, answer_rows(known))


def test_an_empty_file_of_answers_is_refused(tmp_path: Path) -> None:
    assert "LONG.csv : trouvé aucune réponse" in refusal(tmp_path, item_rows(), [["person", "item", "score"]])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    words = ["--items", str(tmp_path / "a.csv"), "--responses", str(tmp_path / "b.csv"), "--out", str(tmp_path / "out")]
    assert isinstance(CliRunner().invoke(calibrate, words).exception, InvalidInput)


def test_py_irt_without_its_environment_says_what_to_do(tmp_path: Path, known: Simulated) -> None:
    result = run(tmp_path, item_rows(), answer_rows(known), "py-irt")
    assert "make test-calibration" in str(result.exception)
    assert not (tmp_path / "out").exists()


def anchored_rows(known: Simulated, flags: Sequence[object]) -> list[list[object]]:
    rows: list[list[object]] = [[*HEADER, "anchor"]]
    for i, flag in enumerate(flags):
        rows.append([f"q{i}", CODES[i % 4], round(known.a[i], 4), round(known.b[i], 4), "", "", 40, flag])
    return rows


def anchored(folder: Path, items: Sequence[Sequence[object]], known: Simulated, *more: str) -> Result:
    paths = ["--items", write(folder, "ITEMS.csv", items), "--responses", write(folder, "LONG.csv", answer_rows(known))]
    words = [*map(str, paths), "--out", str(folder / "out"), "--method", "unidimensional", "--anchors", *more]
    return CliRunner().invoke(calibrate, words)


def test_anchors_stay_where_they_are_and_the_others_come_onto_their_scale(tmp_path: Path, known: Simulated) -> None:
    flags = [1] * 12 + [0] * 4
    assert anchored(tmp_path, anchored_rows(known, flags), known).exit_code == 0
    with (tmp_path / "out" / "parameters.csv").open(encoding="utf-8") as file:
        found = [float(row["b"]) for row in csv.DictReader(file)]
    np.testing.assert_allclose(found[:12], np.round(known.b[:12], 4), atol=1e-5)
    assert (np.abs(found[12:] - known.b[12:]) > 1e-3).all()
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["anchors"] == 12
    assert report["population"]["mean"] == pytest.approx(known.theta.mean(), abs=0.15)


def test_an_anchor_without_parameters_is_told_with_its_line(tmp_path: Path, known: Simulated) -> None:
    rows = anchored_rows(known, [1] * 16)
    rows[3][2] = ""
    refused = anchored(tmp_path, rows, known).exception
    assert isinstance(refused, InvalidInput)
    assert "ITEMS.csv, ligne 4, anchor" in str(refused)
    assert not (tmp_path / "out").exists()


def test_partial_credit_has_its_thresholds_and_what_answers_cannot_place_is_listed(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 2, (60, 6))
    scores[:, 4], scores[:, 5] = rng.integers(0, 3, 60), 1
    items = [[*HEADER, "highest"], *([f"q{i}", "1.1.1", "", "", "", "", 40, 2 if i == 4 else ""] for i in range(6))]
    answers = [["person", "item", "score"], *([p, f"q{i}", scores[p, i]] for p in range(60) for i in range(6))]
    assert run(tmp_path, items, answers, "unidimensional").exit_code == 0
    with (tmp_path / "out" / "parameters.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [len(row["thresholds"].split()) for row in rows] == [0, 0, 0, 0, 2, 0]
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["not_calibrated"] == {"toutes justes": ["q5"]}


def test_a_score_over_the_highest_is_told(tmp_path: Path, known: Simulated) -> None:
    rows = answer_rows(known)
    rows[5][2] = 2
    assert "0 ou 1" in refusal(tmp_path, item_rows(), rows)
