"""What a job has while it runs: its seed and files, where its parts are computed, what it already knows, and when to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from assessment.adapters.executors import Executor
from assessment.services.job_parts import packed, unpacked
from assessment.storage import jobs as stored
from assessment.storage.database import db, writing
from assessment.storage.jobs import Content, JobRecord, Lease

Task = TypeVar("Task")

BETWEEN = 1.0
"""Seconds between two writes of a job's progress."""


class Why(Enum):
    """Why a job stops before its end."""

    CANCELLED = "cancelled"  # somebody asked
    GIVEN_BACK = "given_back"  # the worker must stop; another one goes on
    LOST = "lost"  # another worker holds it


class Stopped(Exception):
    """Raised inside a job that must stop; a kind lets it pass."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass
class Flag:
    """Up or down. A signal handler may raise it, where `threading.Event` could wait for itself."""

    up: bool = False

    def put_up(self) -> None:
        self.up = True


@dataclass(frozen=True)
class Signals:
    """What the outside says to a running job."""

    cancelled: Flag = field(default_factory=Flag)
    lost: Flag = field(default_factory=Flag)
    stopping: Flag = field(default_factory=Flag)

    def look(self) -> None:
        """Stopped when the job must not go on."""
        for flag, why in ((self.lost, Why.LOST), (self.cancelled, Why.CANCELLED), (self.stopping, Why.GIVEN_BACK)):
            if flag.up:
                raise Stopped(why)


@dataclass(frozen=True)
class Result:
    """What a job leaves: a few plain values for the page, and files."""

    summary: Mapping[str, Any]
    files: tuple[Content, ...] = ()


@dataclass
class Context:
    """One running job, as its kind sees it."""

    job: JobRecord
    lease: Lease
    executor: Executor
    signals: Signals
    _written: float = 0.0

    def map(
        self, name: str, work: Callable[[Task], Mapping[str, Any]], tasks: Sequence[Task], says: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Results of `work` on each task, in order, each kept as soon as it is there: a restart computes the others only.

        `work` is a function of a module that gives arrays and JSON values by name (`job_parts`); a task carries its seed.
        """
        kept = self._parts(name)
        missing = [number for number in range(len(tasks)) if number not in kept]
        self.progress(len(tasks) - len(missing), len(tasks), says)
        self.signals.look()
        with closing(self.executor.map(work, (tasks[number] for number in missing))) as fresh:
            for number in range(len(tasks)):
                if number not in kept:
                    content = packed(next(fresh))
                    self._keep(name, number, content)
                    self.progress(number + 1, len(tasks), says)
                    self.signals.look()
                else:
                    content = kept[number]
                yield unpacked(content)

    def progress(self, done: int, total: int, says: str = "") -> None:
        """Say how far the job is; at most once a second is written."""
        if done < total and time.monotonic() - self._written < BETWEEN:
            return
        with writing() as session:
            held = stored.move(session, self.lease, done=min(done, total), total=total, says=says)
        self._written = time.monotonic()
        self._still(held)

    def save(self, name: str, content: bytes) -> None:
        """Keep a checkpoint, in place of the one before."""
        self._keep(name, 0, content)

    def saved(self, name: str) -> bytes | None:
        """The last checkpoint kept, by this worker or an earlier one."""
        return self._parts(name).get(0)

    def go_on(self) -> None:
        """Called now and then by a job without parts: Stopped when it must not go on."""
        self.signals.look()

    def file(self, name: str) -> bytes:
        """A file that was given with the job."""
        content = stored.read_file(db.session(), self.job.id, name).content
        db.session.rollback()
        return content

    def _parts(self, name: str) -> dict[int, bytes]:
        found = stored.parts(db.session(), self.job.id, name)
        db.session.rollback()  # a computation lasts: no transaction stays open behind it
        return found

    def _keep(self, name: str, number: int, content: bytes) -> None:
        with writing() as session:
            held = stored.keep_part(session, self.lease, name, number, content)
        self._still(held)

    def _still(self, held: bool) -> None:
        if not held:
            self.signals.lost.put_up()
            self.signals.look()
