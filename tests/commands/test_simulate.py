from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assessment.commands.simulate import simulate
from assessment.errors import InvalidInput

HEADER = "item,criterion,a,b,c,d,seconds"
ROWS = [f"q{n},{1 + n // 6}.1.{1 + n % 6 // 2},1.2,{-1 + n / 12:.2f},0,1,40" for n in range(12)]


def study(folder: Path, rows: list[str], scores: np.ndarray, *options: str) -> Result:
    (folder / "items.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    np.savez(folder / "answers.npz", scores=scores)
    files = ["--bank", str(folder / "items.csv"), "--responses", str(folder / "answers.npz")]
    return CliRunner().invoke(simulate, [*files, "--out", str(folder / "out"), "--checkpoints", "3,6", *options])


def answers() -> np.ndarray:
    return (np.random.default_rng(1).random((4, 12)) < 0.6).astype(np.int8)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_study_writes_its_four_files(tmp_path: Path) -> None:
    assert study(tmp_path, ROWS, answers()).exit_code == 0
    decisions = table(tmp_path / "out/decisions.csv")
    assert len(decisions) == 4 * 2 * 6
    assert set(decisions[0]) == {"person", "after_items", "criterion", "probability", "state", "direct_items"}
    assert len(table(tmp_path / "out/path.csv")) == 4 * 6
    assert len(table(tmp_path / "out/subdomains.csv")) == 4 * 2 * 2
    assert json.loads((tmp_path / "out/summary.json").read_text())["persons"] == 4


def test_processes_change_nothing(tmp_path: Path) -> None:
    many = np.tile(answers(), (10, 1))
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, jobs in ((one, "1"), (two, "2")):
        folder.mkdir()
        assert study(folder, ROWS, many, "--jobs", jobs).exit_code == 0
    for name in ("decisions.csv", "path.csv", "subdomains.csv"):
        assert (one / "out" / name).read_text() == (two / "out" / name).read_text()


@pytest.mark.parametrize(
    ("rows", "place", "expected"),
    [
        ([], "items.csv", "au moins une question"),
        ([*ROWS, ROWS[0]], "ligne 14, item", "une seule fois"),
        ([*ROWS[:-1], "q11,2.1.3,x,0,0,1,40"], "ligne 13, a", "un nombre"),
        ([*ROWS[:-1], "q11,2.1.3,-1,0,0,1,40"], "ligne 13, a", "une pente"),
        ([*ROWS[:-1], "q11,,1,0,0,1,40"], "ligne 13, criterion", "critère"),
        ([*ROWS[:-1], "q11,2.1.3,1,0,0,1,40,9,9"], "ligne 13", "7 cases"),
    ],
)
def test_a_faulty_bank_is_refused_by_line_and_nothing_is_written(
    tmp_path: Path, rows: list[str], place: str, expected: str
) -> None:
    refused = study(tmp_path, rows, answers()).exception
    assert isinstance(refused, InvalidInput)
    assert place in str(refused)
    assert expected in str(refused)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "scores", [np.zeros((4, 11), np.int8), np.full((4, 12), 7), np.zeros((4, 12)), np.zeros((0, 12), np.int8)]
)
def test_faulty_answers_are_refused(tmp_path: Path, scores: np.ndarray) -> None:
    assert isinstance(study(tmp_path, ROWS, scores).exception, InvalidInput)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("option", "value"), [("--checkpoints", "3,x"), ("--checkpoints", ""), ("--structure", "no")])
def test_faulty_options_are_refused(tmp_path: Path, option: str, value: str) -> None:
    assert isinstance(study(tmp_path, ROWS, answers(), option, value).exception, InvalidInput)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    study(tmp_path, ROWS, answers())
    (tmp_path / "answers.npz").write_text("scores")
    files = ["--bank", str(tmp_path / "items.csv"), "--responses", str(tmp_path / "answers.npz")]
    refused = CliRunner().invoke(simulate, [*files, "--out", str(tmp_path / "other")])
    assert isinstance(refused.exception, InvalidInput)
