"""A real server, candidates who never give up, and someone who kills its workers."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from threading import Event

ROOT = Path(__file__).parent.parent.parent
REFUSED = 422
WORKERS = 2
PATIENCE = 0.05  # seconds between two tries
POLLS = 40  # looks at the question page before an acknowledged answer is taken to be forgotten
FIELD = re.compile(r'name="(choice|value|rank-\d+|cell-\w+)"')


@dataclass
class Candidate:
    """One browser: answers on and on, sends again with the same key until it is told that the answer is kept."""

    site: str
    seed: int
    acknowledged: dict[str, dict[str, str]] = field(default_factory=dict)
    tries: int = 0
    replies: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def come_in(self, code: str) -> None:
        page = self.ask("/")
        self.ask("/entrer", {"code": code, "csrf_token": hidden(page, "csrf_token")})

    def answer_until(self, over: Event) -> None:
        page = self.ask("/parcours/question")
        while not over.is_set() and "data-sitting-ended" not in page:
            page = self.answer(page) if hidden(page, "token") else self.go_on(page)

    def go_on(self, page: str) -> str:
        token = hidden(page, "csrf_token")
        return self.ask("/parcours/continuer", {"csrf_token": token}) if token else self.ask("/parcours/question")

    def answer(self, page: str) -> str:
        """The page that follows an answer that was acknowledged."""
        base = {name: hidden(page, name) for name in ("csrf_token", "token")} | {"key": secrets.token_hex(16)}
        sent = base | filled(page) | {"action": "answer" if self.rng.random() < 0.7 else "dont_know"}
        try:
            reply = self.ask("/parcours/question", sent)
        except Unreadable:
            sent["action"] = "dont_know"
            reply = self.ask("/parcours/question", sent)
        if "stale" not in reply:
            self.acknowledged[sent["key"]] = sent
        return reply if "<h1" in reply else self.moved_from(sent["token"])

    def moved_from(self, token: str) -> str:
        """The next page of a server that acknowledges without showing it."""
        page = ""
        for _ in range(POLLS):
            page = self.ask("/parcours/question")
            if hidden(page, "token") != token:
                break
            time.sleep(PATIENCE)
        return page

    def ask(self, path: str, form: dict[str, str] | None = None) -> str:
        """The reply, whatever it takes: connections cut and servers away are tried again, the same form each time."""
        data = urllib.parse.urlencode(form).encode() if form else None
        headers = {"HX-Request": "true", "HX-Target": "content"} if form and "token" in form else {}
        while True:
            self.tries += 1
            begun = time.monotonic()
            try:
                request = urllib.request.Request(self.site + path, data, headers)
                with self.opener.open(request, timeout=20) as reply:
                    return str(reply.read().decode())
            except urllib.error.HTTPError as error:
                if error.code == REFUSED:
                    raise Unreadable from error
                if error.code == 409:
                    return "stale" + error.read().decode()
            except (OSError, HTTPException):
                pass
            finally:
                self.replies.append(time.monotonic() - begun)
            time.sleep(PATIENCE)


class Unreadable(Exception):
    """The server could not read the answer; nothing was stored."""


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def filled(page: str) -> dict[str, str]:
    """Something in every field of a question."""
    form = page.rsplit('id="answer"', maxsplit=1)[-1]
    names = sorted(set(FIELD.findall(form)))
    return {name: name.split("-")[1] if name.startswith("rank-") else "1" for name in names}


@contextmanager
def gunicorn(database: str, application: str = "tests.faults.warm:application()") -> Iterator[tuple[str, int]]:
    """The address of a server with 2 workers of 4 threads, and the process id of their master."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "k" * 48, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--preload"]
    command += ["--workers", str(WORKERS), "--threads", "4", "--worker-class", "gthread", "--log-level", "critical"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/sante")
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def kill_workers(master: int, answers: Callable[[], int], end: float, goal: tuple[int, int]) -> int:
    """Kill a worker at random moments, until so many answers and kills; how many were killed.

    Moments are counted in answers, not in seconds: a busy machine is given the time to go on between two kills.
    """
    rng, killed, next_kill = Random(5), 0, 0
    while (answers() < goal[0] or killed < goal[1]) and time.monotonic() < end:
        time.sleep(rng.uniform(0, PATIENCE))
        workers = children(master)
        if answers() >= next_kill and len(workers) == WORKERS:
            os.kill(rng.choice(workers), signal.SIGKILL)
            killed += 1
            next_kill = answers() + rng.randint(10, 50)
    return killed


def children(master: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
