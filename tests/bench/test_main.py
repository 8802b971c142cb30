from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from bench import __main__ as benches


def test_every_part_is_a_module_that_can_be_run() -> None:
    for part in benches.PARTS.values():
        assert callable(importlib.import_module(part.module).main)


def test_a_part_is_run_with_what_it_takes_at_each_size(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def note(command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        called.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", note)
    assert benches.run("accuracy", full=True) == 0
    assert benches.run("bank", full=False) == 0
    assert called == [
        [sys.executable, "-m", "bench.engine_accuracy", "--persons", "100", "--seeds", "101-116"],
        [sys.executable, "-m", "bench.shipped_bank", "--persons", "60"],
    ]


def test_peers_that_are_absent_are_said_loudly_and_do_not_stop_the_part(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benches, "absent_peers", lambda: ["catsim"])
    monkeypatch.setattr(subprocess, "run", lambda command, check: subprocess.CompletedProcess(command, 0))
    assert benches.run("peers", full=False) == 0
    told = capsys.readouterr().err
    assert "not installed" in told
    assert "catsim" in told
    assert "requirements-peers.txt" in told


def test_an_unknown_part_is_refused_with_the_parts_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "nope"])
    with pytest.raises(SystemExit, match="2"):
        benches.main()
    assert "accuracy, speed, peers, bank, authors, calibration" in capsys.readouterr().err
