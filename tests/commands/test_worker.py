"""`assessment worker`: where it computes, and what it refuses."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from assessment.adapters.executors import Inline, Processes
from assessment.commands.worker import executor_for, worker
from assessment.errors import InvalidInput


def test_parts_are_computed_where_the_options_say() -> None:
    assert executor_for("inline", None, None) == Inline()
    assert executor_for("processes", 1, None) == Inline()
    assert executor_for("processes", 3, None) == Processes(3)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--executor", "dask"], "--dask : trouvé rien"),
        (["--dask", "tcp://machine:8786"], "attendu --executor dask"),
        (["--executor", "dask", "--dask", "machine"], "machine : trouvé machine"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: list[str], words: str) -> None:
    assert words in str(CliRunner().invoke(worker, options).exception)


def test_a_cluster_that_does_not_answer_is_refused_at_once() -> None:
    with pytest.raises(InvalidInput, match="grappe"):
        executor_for("dask", None, "tcp://127.0.0.1:9")
