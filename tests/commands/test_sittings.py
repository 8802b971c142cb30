"""`assessment sittings` says that rows agree or where they do not, plays one again, scores one otherwise."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from assessment.commands.sittings import sittings
from assessment.errors import InvalidInput
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.tables.sittings import Answer, Serve
from tests.sittings.playing import answer_all, begun


@pytest.fixture
def played(candidate: Acting, now: datetime, database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("SECRET_KEY", "k" * 48)
    found = begun(candidate, now, Settings(questions=4))
    answer_all(candidate, now, Random(8))
    return found


def test_sittings_are_listed_by_what_the_other_commands_call_them(played: str) -> None:
    result = CliRunner().invoke(sittings, ["list"])
    assert result.exit_code == 0, result.output
    words = f"{played}  2026-11-22  socle  initial  n° 1  ended  4 réponses  Organisme des tests"
    assert result.output.splitlines() == [words, "1 positionnement."]
    assert "Amina" not in result.output


def test_sittings_of_another_body_are_left_out(played: str) -> None:
    assert CliRunner().invoke(sittings, ["list", "--body", "Autre organisme"]).output == "0 positionnement.\n"


def test_rows_that_agree_end_well(played: str) -> None:
    result = CliRunner().invoke(sittings, ["check"])
    assert (result.exit_code, result.output) == (0, "Tout concorde.\n")


def test_rows_that_contradict_each_other_are_listed(played: str) -> None:
    with writing() as session:
        session.execute(update(Answer).where(Answer.position == 1).values(seconds=999))
    result = CliRunner().invoke(sittings, ["check"])
    assert result.exit_code == 1
    assert f"{played} limits : réponse 1 : 999.0 secondes" in result.output


def test_a_sitting_is_played_again_question_by_question(played: str) -> None:
    result = CliRunner().invoke(sittings, ["replay", played])
    assert result.exit_code == 0, result.output
    assert result.output.count(" = ") == 4
    assert "Fin : items_spent, le calcul donne items_spent" in result.output
    assert result.output.endswith("Tout concorde.\n")


def test_a_replay_shows_where_the_rows_say_otherwise(played: str) -> None:
    with writing() as session:
        session.execute(update(Serve).where(Serve.position == 2).values(seed=1))
    result = CliRunner().invoke(sittings, ["replay", played])
    assert result.exit_code == 1
    assert "graine 1, le calcul donne" in result.output
    assert "  3 ≠ " in result.output


def test_a_new_calculation_is_printed_and_written(played: str, tmp_path: Path) -> None:
    out = tmp_path / "apres.csv"
    result = CliRunner().invoke(sittings, ["rescore", played, "--threshold", "0.55", "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "Rien n'est modifié dans la base." in result.output
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 108
    assert rows[0]["criterion"] == "1.1.1"


def test_a_calculation_that_cannot_be_made_is_refused_with_its_faults(played: str, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "x.csv")
    for wrong in (["--threshold", "2"], ["--without", "9.9.9-99"], ["--out", nowhere], ["--parameters", nowhere]):
        result = CliRunner().invoke(sittings, ["rescore", played, *wrong])
        assert isinstance(result.exception, InvalidInput), result.output
    assert not list(tmp_path.glob("*.csv"))
