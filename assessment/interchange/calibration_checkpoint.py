"""A checkpoint of a calibration: where a fit is, in one small file, good only for the same answers and the same code.

Written now and then, and when asked (`flush`); never more than a twentieth of the time goes into it.
"""

from __future__ import annotations

import hashlib
import io
import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assessment.engine.calibration.memory import Kept, flattened
from assessment.interchange.calibration_files import CalibrationStudy

PAUSE = 5.0
"""Seconds between two writes."""

SHARE = 20.0
"""The computation goes on at least this many times as long as a write took."""

KEY, STEPS, SECONDS = "key", "steps", "seconds"


@dataclass
class Checkpoint:
    """The memory of one fit (`engine/calibration/memory.py`), written as bytes by `write`."""

    key: str
    write: Callable[[bytes], None]
    pause: float = PAUSE
    steps: int = 0
    """Steps made so far, those before an interruption included."""
    seconds: float = 0.0
    """Seconds spent before this run."""
    _known: dict[str, Kept] = field(default_factory=dict)
    _now: dict[str, Callable[[], Kept]] = field(default_factory=dict)
    _began: float = field(default_factory=time.perf_counter)
    _next: float = 0.0

    def recall(self, stage: str) -> Kept | None:
        return self._known.get(stage)

    def keep(self, stage: str, state: Callable[[], Kept]) -> None:
        self.steps += 1
        self._now[stage] = state
        if time.perf_counter() >= self._next:
            self.flush()

    def flush(self) -> None:
        """Write where the fit is."""
        if not self._now:
            return
        began = time.perf_counter()
        self._known |= {stage: dict(state()) for stage, state in self._now.items()}
        self._now.clear()
        entries: dict[str, Any] = {
            f"{stage}/{name}": value for stage, kept in self._known.items() for name, value in kept.items()
        }
        entries |= {KEY: np.array(self.key), STEPS: np.array(self.steps)}
        entries[SECONDS] = np.array(self.seconds + began - self._began)
        out = io.BytesIO()
        np.savez(out, **entries)
        self.write(out.getvalue())
        ended = time.perf_counter()
        self._next = ended + max(self.pause, SHARE * (ended - began))

    def go_on_from(self, content: bytes | None) -> bool:
        """Take up what an interrupted run left; false, and nothing taken, when it is of other answers, cut, or absent."""
        if content is None:
            return False
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as archive:
                values = {name: archive[name] for name in archive.files}
            key, steps, seconds = (values.pop(name).item() for name in (KEY, STEPS, SECONDS))
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
            return False
        if key != self.key:
            return False
        for path, value in values.items():
            stage, _, name = path.partition("/")
            self._known.setdefault(stage, {})[name] = value  # type: ignore[index]
        self.steps, self.seconds = steps, seconds
        return True


def key_of(study: CalibrationStudy, method: str, seed: int, code: str) -> str:
    """What a checkpoint is good for: these answers to these items, this method and seed, this code."""
    digest = hashlib.sha256("\0".join([method, str(seed), code, *study.items.names, *study.items.codes]).encode())
    for name, column in flattened((study.items.criterion, study.items.given, study.answers)).items():
        digest.update(f"{name} {column.dtype} {column.shape}".encode())
        digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


def beside(target: Path) -> Path:
    """Where the checkpoint of a calibration towards `target` stands."""
    return target.with_name(f"{target.name}.checkpoint.npz")


def read_beside(target: Path) -> bytes | None:
    with suppress(OSError):
        return beside(target).read_bytes()
    return None


def write_beside(target: Path, content: bytes) -> None:
    """Whole or not at all: a cut write leaves the one before."""
    path = beside(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


def forget(target: Path) -> None:
    """The calibration is over."""
    beside(target).unlink(missing_ok=True)
