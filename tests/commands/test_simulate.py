from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from distributed import LocalCluster

from assessment.commands.simulate import simulate
from assessment.engine.policies import Policy
from assessment.errors import InvalidInput
from assessment.interchange.study_bank import read_bank

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
    for name in ("decisions.csv", "path.csv", "subdomains.csv", "report.html"):
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


GRADED = [HEADER + ",highest,thresholds", *(f"{row},2,-1 {0.5 + n / 12:.2f}" for n, row in enumerate(ROWS))]


def test_questions_with_partial_credit_are_simulated(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("\n".join(GRADED) + "\n")
    np.savez(tmp_path / "answers.npz", scores=np.random.default_rng(2).integers(0, 3, (4, 12)).astype(np.int8))
    files = ["--bank", str(tmp_path / "items.csv"), "--responses", str(tmp_path / "answers.npz")]
    done = CliRunner().invoke(simulate, [*files, "--out", str(tmp_path / "out"), "--checkpoints", "3,6"])
    assert done.exit_code == 0, done.exception
    assert {row["score"] for row in table(tmp_path / "out/path.csv")} == {"0", "1", "2"}


def test_a_question_with_partial_credit_needs_its_thresholds(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("\n".join([GRADED[0], *(f"{row},2," for row in ROWS)]) + "\n")
    with pytest.raises(InvalidInput, match="ligne 2, thresholds"):
        read_bank(tmp_path / "items.csv")


@pytest.mark.parametrize(("option", "value"), [("--checkpoints", "3,x"), ("--checkpoints", ""), ("--structure", "no")])
def test_faulty_options_are_refused(tmp_path: Path, option: str, value: str) -> None:
    assert isinstance(study(tmp_path, ROWS, answers(), option, value).exception, InvalidInput)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    study(tmp_path, ROWS, answers())
    (tmp_path / "answers.npz").write_text("scores")
    files = ["--bank", str(tmp_path / "items.csv"), "--responses", str(tmp_path / "answers.npz")]
    refused = CliRunner().invoke(simulate, [*files, "--out", str(tmp_path / "other")])
    assert isinstance(refused.exception, InvalidInput)


def test_the_report_stands_with_the_results_and_where_one_wants_it(tmp_path: Path) -> None:
    elsewhere = tmp_path / "reports" / "bank.html"
    assert study(tmp_path, ROWS, answers(), "--report", str(elsewhere)).exit_code == 0
    assert elsewhere.read_text() == (tmp_path / "out/report.html").read_text()
    assert "Un accord, pas une vérité." in elsewhere.read_text()
    assert sorted(path.name for path in elsewhere.parent.iterdir()) == ["bank.html"]


@pytest.mark.parametrize("policy", [policy.value for policy in Policy])
def test_every_policy_writes_its_decisions(tmp_path: Path, policy: str) -> None:
    assert study(tmp_path, ROWS, answers(), "--policy", policy).exit_code == 0
    decisions = table(tmp_path / "out/decisions.csv")
    assert {row["state"] for row in decisions} <= {"acquis", "non acquis", "à confirmer"}
    assert all(0 <= float(row["probability"]) <= 1 for row in decisions)
    assert json.loads((tmp_path / "out/summary.json").read_text())["policy"] == policy


def with_truth(folder: Path, **truth: object) -> Result:
    study(folder, ROWS, answers())
    np.savez(folder / "answers.npz", scores=answers(), **truth)  # type: ignore[arg-type]
    files = ["--bank", str(folder / "items.csv"), "--responses", str(folder / "answers.npz")]
    return CliRunner().invoke(simulate, [*files, "--out", str(folder / "known"), "--checkpoints", "3,6"])


@pytest.mark.parametrize("truth", [{"mastered": np.ones((4, 6), bool)}, {"theta": np.full((4, 6), 3.0)}])
def test_a_known_truth_is_what_decisions_are_compared_with(tmp_path: Path, truth: dict[str, np.ndarray]) -> None:
    assert with_truth(tmp_path, **truth).exit_code == 0
    told = json.loads((tmp_path / "known/summary.json").read_text())
    assert told["compared_with"] in truth
    rows = [row for row in table(tmp_path / "known/decisions.csv") if row["after_items"] == "6"]
    assert told["checkpoints"][1]["right"] == pytest.approx(
        np.mean([float(row["probability"]) >= 0.5 for row in rows]), abs=1e-4
    )


@pytest.mark.parametrize(
    ("truth", "expected"),
    [
        ({"mastered": np.ones((4, 5), bool)}, "(4, 6)"),
        ({"mastered": np.full((4, 6), 2)}, "vrai ou faux"),
        ({"theta": np.full((4, 6), np.nan)}, "nombres finis"),
        ({"theta": np.full((3, 6), 1.0)}, "(4, 6)"),
    ],
)
def test_a_truth_that_does_not_fit_is_refused(tmp_path: Path, truth: dict[str, np.ndarray], expected: str) -> None:
    refused = with_truth(tmp_path, **truth).exception
    assert isinstance(refused, InvalidInput)
    assert f"answers.npz, {next(iter(truth))}" in str(refused)
    assert expected in str(refused)
    assert not (tmp_path / "known").exists()


@pytest.mark.parametrize(
    ("options", "place"),
    [
        (("--report", "report.txt"), "--report"),
        (("--report", "."), "--report"),
        (("--out", __file__), "--out"),
        (("--jobs", "2", "--dask", "tcp://127.0.0.1:1"), "--jobs"),
        (("--dask", " "), "--dask"),
        (("--policy", "sprt", "--structure", "shares.json"), "--structure"),
    ],
)
def test_options_that_cannot_be_followed_are_refused_by_name(
    tmp_path: Path, options: tuple[str, ...], place: str
) -> None:
    refused = study(tmp_path, ROWS, answers(), *options).exception
    assert isinstance(refused, InvalidInput)
    assert place in str(refused)
    assert not (tmp_path / "out").exists()


def test_a_cluster_that_does_not_answer_is_told_before_anything_is_written(tmp_path: Path) -> None:
    refused = study(tmp_path, ROWS, answers(), "--dask", "nowhere")
    assert isinstance(refused.exception, InvalidInput)
    assert "nowhere" in str(refused.exception)
    assert not (tmp_path / "out").exists()


def test_a_cluster_changes_nothing(tmp_path: Path) -> None:
    many = np.tile(answers(), (10, 1))
    here, there = tmp_path / "here", tmp_path / "there"
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None
    ) as workers:
        for folder, options in ((here, ()), (there, ("--dask", workers.scheduler_address))):
            folder.mkdir()
            assert study(folder, ROWS, many, *options).exit_code == 0
    for name in ("decisions.csv", "path.csv", "subdomains.csv", "report.html"):
        assert (here / "out" / name).read_text() == (there / "out" / name).read_text()
