"""What the product logs is still heard after a migration and in the server: nothing in it silences loggers."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.commands.database import database
from assessment.commands.serving import Background, Server

log = logging.getLogger("assessment.services.working")


def heard(caplog: pytest.LogCaptureFixture) -> bool:
    caplog.clear()
    log.error("reference %s", "4F2A")
    return "reference 4F2A" in caplog.text


def test_logs_are_heard_after_a_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    monkeypatch.setenv("SECRET_KEY", "k" * 48)
    done = CliRunner().invoke(database, ["upgrade"])
    assert done.exit_code == 0, done.output
    assert heard(caplog)


def test_logs_are_heard_in_the_server(caplog: pytest.LogCaptureFixture) -> None:
    server = Server(("127.0.0.1", 0), 1, Background(wanted=False))
    server.cfg.logger_class(server.cfg)
    assert heard(caplog)
