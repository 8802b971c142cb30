"""`assessment serve` keeps one background worker beside the pages, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask_migrate import stamp

from assessment.app import MIGRATIONS, create_app
from assessment.storage.database import db
from tests.conftest import config_for
from tests.faults.torture import children, wait_for

ROOT = Path(__file__).parent.parent.parent
LONGEST = 90.0  # seconds, on the busiest machine


@pytest.fixture
def ready(database: str) -> str:
    app = create_app(config_for(database))
    with app.app_context():
        stamp(directory=str(MIGRATIONS))
        db.session.remove()
        db.engine.dispose()
    return database


@contextmanager
def served(database: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """The product as `assessment serve` serves it, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "k" * 48}
    command = [sys.executable, "-m", "assessment.cli", "serve", "--port", str(port), "--workers", "1", *options]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=silent, stderr=silent)
    try:
        wait_for(f"http://127.0.0.1:{port}/sante")
        yield process
    finally:
        process.kill()  # its worker ends by itself
        process.wait()


def running(server: int) -> list[int]:
    """The background workers of a server."""
    found = []
    for number in children(server):
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        if b"--parent" in words:
            found.append(number)
    return found


def becomes(true: Callable[[], object]) -> bool:
    """Whether something comes true within the time the busiest machine needs."""
    end = time.monotonic() + LONGEST
    while not true():
        if time.monotonic() >= end:
            return False
        time.sleep(0.1)
    return True


def test_a_worker_that_dies_comes_back_and_ends_with_the_server(ready: str) -> None:
    with served(ready) as server:
        assert becomes(lambda: running(server.pid))
        first = running(server.pid)
        os.kill(first[0], signal.SIGKILL)
        assert becomes(lambda: running(server.pid) and running(server.pid) != first)
        (second,) = running(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(LONGEST) == 0
        assert not Path(f"/proc/{second}").exists()


def test_a_worker_ends_by_itself_when_the_server_was_killed(ready: str) -> None:
    with served(ready) as server:
        assert becomes(lambda: running(server.pid))
        (worker,) = running(server.pid)
        server.kill()
        server.wait()
        assert becomes(lambda: not Path(f"/proc/{worker}").exists())


def test_the_worker_can_be_left_out(ready: str) -> None:
    with served(ready, "--no-worker") as server:
        time.sleep(2)
        assert running(server.pid) == []
