"""Where the parts of a study are computed: here, or on several processes of this machine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def inline(work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """One after the other, in this process."""
    return map(work, tasks)


def processes(work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    """On `jobs` fresh processes; results come in the order of the tasks."""
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, tasks)


def spread(work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    """Processes when more than one is asked for and worth it, otherwise here."""
    if jobs > 1 and len(tasks) > 1:
        return processes(work, tasks, min(jobs, len(tasks)))
    return inline(work, tasks)
