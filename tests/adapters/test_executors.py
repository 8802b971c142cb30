"""The same tasks give the same results, in order, wherever they run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from distributed import LocalCluster

from assessment.adapters import dask_cluster
from assessment.adapters.dask_cluster import ClusterGone, Dask, dask
from assessment.adapters.executors import Executor, Inline, Processes, processes
from assessment.errors import InvalidInput
from tests.versions import one_version

ROOT = Path(__file__).parent.parent.parent
Chunk = tuple[int, int]


def draws(chunk: Chunk) -> list[float]:
    """What a chunk of a study looks like: a seed and a rank."""
    return np.random.default_rng(list(chunk)).normal(size=3).tolist()


def refuses_three(number: int) -> int:
    if number == 3:
        raise InvalidInput("trois")
    return number


def own_version() -> str:
    """A code version that is another one in every process."""
    return f"process {os.getpid()}"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two machines of one thread."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as found:
        yield found.scheduler_address


@pytest.fixture(autouse=True)
def same_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "code_version", one_version)


@pytest.fixture(params=["inline", "processes", "dask"])
def executor(request: pytest.FixtureRequest) -> Executor:
    if request.param == "dask":
        return dask(request.getfixturevalue("cluster"))
    return Inline() if request.param == "inline" else Processes(2)


def test_the_same_seeds_give_the_same_results_everywhere(executor: Executor) -> None:
    chunks = [(7, rank) for rank in range(12)]
    assert list(executor.map(draws, chunks)) == [draws(chunk) for chunk in chunks]


def test_what_a_task_raises_is_raised_to_who_reads(executor: Executor) -> None:
    results = executor.map(refuses_three, range(6))
    with pytest.raises(InvalidInput, match="trois"):
        list(results)


def test_tasks_are_taken_a_few_ahead_only(executor: Executor) -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for number in range(10, 10_000):
            taken.append(number)
            yield number

    results = executor.map(refuses_three, endless())
    assert next(results) == 10
    results.close()
    assert len(taken) <= 10


def test_one_process_is_this_one() -> None:
    assert processes(1) == Inline()
    assert processes(2) == Processes(2)


def test_an_address_without_scheduler_is_refused_soon() -> None:
    with pytest.raises(InvalidInput) as refused:
        list(replace(dask("tcp://127.0.0.1:9"), patience=0.5).map(draws, [(1, 1)]))
    assert "tcp://127.0.0.1:9" in str(refused.value)


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://127.0.0.1:notaport", "127.0.0.1:8786", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput, match="tcp://machine:8786"):
        list(dask(address).map(draws, [(1, 1)]))


def test_a_scheduler_without_machines_is_refused() -> None:
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(InvalidInput, match="aucune machine"),
    ):
        list(Dask(empty.scheduler_address, patience=0.3).map(draws, [(1, 1)]))


def test_a_cluster_that_goes_away_is_told() -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as leaving:
        results = dask(leaving.scheduler_address).map(draws, [(1, rank) for rank in range(200)])
        next(results)
    with pytest.raises(ClusterGone, match="pendant le calcul"):
        list(results)


def test_machines_with_other_code_are_refused(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "code_version", own_version)
    with pytest.raises(InvalidInput, match=f"attendu la version process {os.getpid()} sur chaque machine"):
        list(dask(cluster).map(draws, [(1, 1)]))


PARENT = """
import time
from assessment.adapters.executors import Processes
from tests.adapters.test_executors import own_number
if __name__ == "__main__":
    found = Processes(2).map(own_number, range(100))
    print(next(found), flush=True)
    time.sleep(60)
"""


def own_number(_: int) -> int:
    return os.getpid()


def test_processes_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.communicate(timeout=60)  # processes left behind would keep its pipe open
    assert not Path(f"/proc/{child}/exe").exists()
