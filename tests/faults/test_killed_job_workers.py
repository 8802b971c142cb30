"""kill -9 of a worker in the middle of a job: another one goes on from the parts kept, and the result is the same."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from flask_migrate import stamp

from assessment.app import MIGRATIONS, create_app
from assessment.services import bodies, jobs
from assessment.storage import jobs as stored
from assessment.storage.database import db
from assessment.storage.jobs import JobRecord
from tests.conftest import config_for
from tests.faults.job_worker import job_worker
from tests.versions import one_version

PARTS = 40
SHORT = "1.5"  # seconds of a lease in these tests
LONGEST = 120.0  # seconds, on the busiest machine
NEVER = "1000000"  # a lease that never ends: what a queue without leases would do


@pytest.fixture(autouse=True)
def one_code(example_kinds: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "code_version", one_version)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    return tmp_path / "parts"


def asked(database: str, folder: Path | str = "") -> str:
    app = create_app(config_for(database))
    with app.app_context():
        stamp(directory=str(MIGRATIONS))  # the tests' databases are made without migrations
        author = bodies.acting_by_email("author@exemple.fr")
        spec = {"parts": PARTS, "folder": str(folder)}
        job_id = jobs.enqueue(author, jobs.Asked("draws", spec, seed=4), app.config["CLOCK"]())
        close()
    return job_id


def read(database: str, job_id: str) -> JobRecord:
    with create_app(config_for(database)).app_context():
        found = stored.find(db.session(), job_id)
        close()
    return found


def close() -> None:
    db.session.remove()
    db.engine.dispose()


def computed(folder: Path) -> list[str]:
    """The number of each part computed, and by which process."""
    log = folder / "computed.txt"
    return log.read_text().splitlines() if log.exists() else []


def wait_for_parts(folder: Path, number: int, worker: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + LONGEST
    while len(computed(folder)) < number:
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "no part was computed"
        time.sleep(0.02)


def killed_in_the_middle(database: str, folder: Path, lease: str) -> str:
    """The job of a worker that was killed after some parts."""
    job_id = asked(database, folder)
    with job_worker(database, "--executor", "inline", "--lease", lease) as worker:
        wait_for_parts(folder, 5, worker)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    return job_id


@pytest.mark.both
def test_a_worker_killed_in_the_middle_loses_nothing(database: str, folder: Path) -> None:
    reference, job_id = asked(database), killed_in_the_middle(database, folder, SHORT)
    before = len(computed(folder))
    assert read(database, job_id).state == "running"
    time.sleep(float(SHORT))
    with job_worker(database, "--once", "--executor", "inline", "--lease", SHORT) as worker:
        assert worker.wait(LONGEST) == 0
    found = read(database, job_id)
    assert (found.state, found.result) == ("done", read(database, reference).result)
    # The part that was being computed is the only one that may have been computed twice.
    assert PARTS <= len(computed(folder)) <= PARTS + 1
    assert before < PARTS


def test_a_queue_without_leases_would_lose_the_job(database: str, folder: Path) -> None:
    job_id = killed_in_the_middle(database, folder, NEVER)
    with job_worker(database, "--once", "--executor", "inline") as worker:
        assert worker.wait(LONGEST) == 0
    assert read(database, job_id).state == "running"
    assert len(computed(folder)) < PARTS


def test_sigterm_ends_after_the_part_and_gives_the_job_back(database: str, folder: Path) -> None:
    job_id = asked(database, folder)
    with job_worker(database, "--executor", "processes", "--jobs", "2") as worker:
        wait_for_parts(folder, 5, worker)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(LONGEST) == 0
    left = read(database, job_id)
    assert (left.state, left.tries) == ("waiting", 0)
    assert 0 < left.done < PARTS
