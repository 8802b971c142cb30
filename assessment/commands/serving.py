"""The production server: gunicorn for the pages, and beside it one process for the work outside requests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from assessment.app import serve_safely

THREADS = 4
GRACE = 20
"""Seconds that requests, and the part being computed, have to end."""

RESTED = 5.0
"""Seconds between two starts of a background worker that keeps dying."""


@dataclass
class Background:
    """One `assessment worker`: started, started again when it dies, stopped with the server."""

    wanted: bool = True
    jobs: int = max(1, (os.cpu_count() or 2) - 1)
    """Candidates come first: a processor is left to them."""
    _process: subprocess.Popen[bytes] | None = None
    _started: float = field(default=float("-inf"))

    def keep(self) -> None:
        """Called every second or so by the server."""
        alive = self._process is not None and self._process.poll() is None
        if not self.wanted or alive or time.monotonic() - self._started < RESTED:
            return
        self._started = time.monotonic()
        command = [sys.executable, "-m", "assessment.cli", "worker", "--parent", str(os.getpid())]
        # A session of its own: Ctrl-C is for the server, which then ends its worker.
        self._process = subprocess.Popen([*command, "--jobs", str(self.jobs)], start_new_session=True)

    def ask_to_end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def end(self, patience: float) -> None:
        """Wait for the part being computed, then no longer: what is cut off is computed again from the parts kept."""
        self.wanted = False
        self.ask_to_end()
        if self._process is None:
            return
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, configured here rather than in a file."""

    def __init__(self, address: tuple[str, int], workers: int, background: Background) -> None:
        self.bind, self.workers, self.background = "{}:{}".format(*address), workers, background
        super().__init__()

    def load_config(self) -> None:
        values = {
            "bind": self.bind,
            "workers": self.workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "control_socket_disable": True,  # it would write into the home folder
            "graceful_timeout": GRACE,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return serve_safely()

    def run(self) -> None:
        WithBackground(self).run()


class WithBackground(Arbiter):  # type: ignore[misc]
    """gunicorn's master, which also looks after the background worker."""

    def manage_workers(self) -> None:
        super().manage_workers()
        self.app.background.keep()

    def reload(self) -> None:
        super().reload()
        self.app.background.ask_to_end()  # it comes back with the new code

    def stop(self, graceful: bool = True) -> None:
        limit = time.monotonic() + (GRACE if graceful else 0)
        self.app.background.ask_to_end()
        super().stop(graceful)
        self.app.background.end(max(0.0, limit - time.monotonic()))
