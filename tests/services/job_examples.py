"""Kinds of work for tests: small, with parts that can be counted, made to wait, or made to fail."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from assessment.errors import InvalidInput
from assessment.services.acting import Acting
from assessment.services.job_context import Context, Result
from assessment.services.job_kinds import KINDS, Kind, Spec
from assessment.storage.jobs import Content

Task = tuple[int, int, str]


def part(task: Task) -> Mapping[str, Any]:
    """One draw of a seed and a rank; its line in the folder's log says that it was computed."""
    seed, number, folder = task
    if folder:
        with (Path(folder) / "computed.txt").open("a", encoding="utf-8") as log:
            log.write(f"{number} {os.getpid()}\n")
        time.sleep(0.05)
    return {"draw": np.random.default_rng([seed, number]).normal(size=2), "rank": number}


def checked(acting: Acting, spec: Spec, files: Collection[str]) -> dict[str, Any]:
    if spec.get("parts", 1) < 1:
        raise InvalidInput("parts")
    return dict(spec)


def draws(spec: Spec, context: Context) -> Result:
    """As many draws as asked, their sum, and a file."""
    tasks = [(context.job.seed, number, spec.get("folder", "")) for number in range(spec["parts"])]
    found = list(context.map("draws", part, tasks, "Tirages"))
    assert [each["rank"] for each in found] == list(range(spec["parts"]))
    total = sum(each["draw"].sum() for each in found)
    return Result({"total": float(total)}, (Content("draws.txt", "text/plain", str(total).encode()),))


def refuses(spec: Spec, context: Context) -> Result:
    raise InvalidInput("La banque est vide.")


def breaks(spec: Spec, context: Context) -> Result:
    raise ZeroDivisionError("a bug")


EXAMPLES = {
    "draws": Kind(checked, draws),
    "refuses": Kind(checked, refuses),
    "breaks": Kind(checked, breaks),
}


def known() -> None:
    """Teach this process the kinds of the tests."""
    KINDS.update(EXAMPLES)
