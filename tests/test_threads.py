"""The product computes on one thread unless it is told otherwise: small matrices wait on several."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PRINT = "import os, assessment; print(os.environ['OMP_NUM_THREADS'])"


@pytest.mark.parametrize(("outside", "used"), [(None, "1"), ("4", "4")])
def test_linear_algebra_runs_on_one_thread_unless_said_otherwise(outside: str | None, used: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    if outside is not None:
        environment["OMP_NUM_THREADS"] = outside
    said = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == used
