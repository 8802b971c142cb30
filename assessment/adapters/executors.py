"""Where the parts of a computation run: here, on processes of this machine, or on a Dask cluster.

One port: `map(work, tasks)` yields the results in the order of the tasks. `work` is a function of a module, a task is plain
data that carries its own seed, so that the same tasks give the same results wherever they run. Only a few tasks are sent
ahead, so neither tasks nor results pile up; closing the iterator abandons what was not read.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks sent ahead per process: it always finds one waiting."""

PARENT_GONE = 1  # exit code of a process whose parent died


class Executor(Protocol):
    """Where the parts of a computation run."""

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Generator[Result, None, None]:
        """The result of each task, in their order. What `work` raises is raised here."""


class Pending(Protocol):
    """A result to come."""

    def result(self) -> object: ...


@dataclass(frozen=True)
class Inline:
    """One after the other, in this process."""

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Generator[Result, None, None]:
        yield from map(work, tasks)


@dataclass(frozen=True)
class Processes:
    """On `jobs` fresh processes of this machine, which end with this one whatever kills it."""

    jobs: int

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Generator[Result, None, None]:
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.jobs, mp_context=spawn, initializer=live_with_parent)
        try:
            yield from in_order(lambda task: pool.submit(work, task), tasks, AHEAD * self.jobs)
        finally:
            pool.shutdown(cancel_futures=True)


def processes(jobs: int) -> Executor:
    """Processes when there is more than one to use, otherwise here."""
    return Processes(jobs) if jobs > 1 else Inline()


def in_order(send: Callable[[Task], Pending], tasks: Iterable[Task], ahead: int) -> Iterator[Result]:
    """Results in the order of the tasks, at most `ahead` of them under way."""
    left, waiting = iter(tasks), deque[Pending]()
    waiting.extend(send(task) for task in islice(left, ahead))
    while waiting:
        yield waiting.popleft().result()  # type: ignore[misc]
        waiting.extend(send(task) for task in islice(left, 1))


def live_with_parent() -> None:
    """Start of a process: Ctrl-C and a polite end are its parent's business; when the parent is gone, so is it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(PARENT_GONE)
