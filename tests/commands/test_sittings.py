"""`assessment sittings check` says that rows agree, or where they do not."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from assessment.commands.sittings import sittings
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.tables.sittings import Answer
from tests.sittings.playing import answer_all, begun


@pytest.fixture
def played(candidate: Acting, now: datetime, database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("SECRET_KEY", "k" * 48)
    found = begun(candidate, now, Settings(questions=4))
    answer_all(candidate, now, Random(8))
    return found


def test_rows_that_agree_end_well(played: str) -> None:
    result = CliRunner().invoke(sittings, ["check"])
    assert (result.exit_code, result.output) == (0, "Tout concorde.\n")


def test_rows_that_contradict_each_other_are_listed(played: str) -> None:
    with writing() as session:
        session.execute(update(Answer).where(Answer.position == 1).values(seconds=999))
    result = CliRunner().invoke(sittings, ["check"])
    assert result.exit_code == 1
    assert f"{played} limits : réponse 1 : 999.0 secondes" in result.output
