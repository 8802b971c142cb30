"""`assessment bank answers` and `propose`: shared answers out, parameters back in as a proposal."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from assessment.commands.bank import bank
from assessment.commands.calibrate import calibrate
from assessment.errors import InvalidInput
from assessment.services import proposals
from assessment.services.acting import Acting
from tests.services.sharing_builders import share_answers

BODY = ("--body", "Organisme des tests")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, database: str, app: Flask) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("SECRET_KEY", "k" * 48)


def test_answers_go_out_are_fitted_and_come_back_as_a_proposal(
    people: dict[str, Acting], now: datetime, tmp_path: Path
) -> None:
    share_answers(people["evaluator"], 60, now, list(range(8)))
    said = CliRunner().invoke(bank, ["answers", *BODY, "--out", str(tmp_path)])
    assert "480 réponses de 60 personnes à 8 questions" in said.output
    files = ["--responses", str(tmp_path / "LONG.csv"), "--items", str(tmp_path / "ITEMS.csv")]
    fit = ["--out", str(tmp_path / "out"), "--method", "unidimensional"]
    assert CliRunner().invoke(calibrate, [*files, *fit]).exit_code == 0
    done = CliRunner().invoke(bank, ["propose", str(tmp_path / "out" / "parameters.csv"), *BODY])
    assert "Proposé : 8 questions" in done.output
    found = proposals.listed(people["author"], "socle")
    assert [(one.asker, one.items, one.state) for one in found] == [("", 8, "waiting")]


def test_a_bank_is_calibrated_and_what_answers_cannot_place_is_said(people: dict[str, Acting], now: datetime) -> None:
    share_answers(people["evaluator"], 20, now, [0, 1])
    refused = CliRunner().invoke(bank, ["calibrate", *BODY, "--method", "unidimensional"])
    assert "non calibrées, peu de réponses : 2" in refused.output
    assert refused.exception is not None
    assert proposals.listed(people["author"], "socle") == []


def test_parameters_of_unknown_questions_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "parameters.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [["item", "criterion", "a", "b", "c", "d", "se_a", "se_b", "answers", "flag"]]
        rows += [
            ["9.9.9-01", "9.9.9", "1", "0", "0", "1", "0.1", "0.1", "50", ""],
            ["x", "1", "q", "0", "0", "1", "1", "1", "5", ""],
        ]
        csv.writer(file).writerows(rows)
    wrong = CliRunner().invoke(bank, ["propose", str(path), *BODY]).exception
    assert isinstance(wrong, InvalidInput)
    assert "ligne 3, a" in str(wrong)
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    unknown = CliRunner().invoke(bank, ["propose", str(path), *BODY]).exception
    assert "parameters.csv, ligne 2" in str(unknown)
