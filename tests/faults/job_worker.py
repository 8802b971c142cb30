"""`assessment worker` that also knows the kinds of the tests: `python -m tests.faults.job_worker worker ...`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessment.cli import main
from assessment.services import working
from tests.services.job_examples import known
from tests.versions import one_version

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def job_worker(database: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker on a database; killed at the end when it is still there."""
    settings = {"DATABASE_URL": database, "SECRET_KEY": "k" * 48, "PYTHONPATH": str(ROOT), "UNSAFE_DURABILITY": "1"}
    command = [sys.executable, "-m", "tests.faults.job_worker", "worker", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    known()
    working.code_version = one_version
    main()
