"""The executor of an existing Dask cluster, for what outgrows a machine.

Needs the cluster extra, loaded when a cluster is asked for. Every machine of the cluster must have this same version of the
product: another one is refused before any task leaves, since its results could differ.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from assessment.adapters.code_version import code_version
from assessment.adapters.executors import AHEAD, in_order
from assessment.errors import Fault, InvalidInput, RuleBroken
from assessment.messages import message

Task = TypeVar("Task")
Result = TypeVar("Result")

ADDRESS = re.compile(r"(tcp|tls)://[^/:]+:\d{1,5}")
PATIENCE = 5.0
"""Seconds to reach the scheduler, and then its machines."""

QUIET = {"distributed.admin.large-graph-warning-threshold": "1TB"}
"""A task carries its data on purpose."""


class DaskMissing(RuleBroken):
    """The cluster extra is not installed in this environment."""

    code = "dask_missing"

    def __init__(self) -> None:
        super().__init__(message("Dask n'est pas installé ici : « pip install assessment[cluster] » l'ajoute."))


class ClusterGone(RuleBroken):
    """The scheduler went away while it was computing."""

    code = "cluster_gone"

    def __init__(self, address: str) -> None:
        super().__init__(message("La grappe Dask %(address)s s'est arrêtée pendant le calcul.", address=address))


@dataclass(frozen=True)
class Dask:
    """On the machines of the scheduler at `address` (tcp://host:8786)."""

    address: str
    patience: float = PATIENCE

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Generator[Result, None, None]:
        with closing(self._client()) as client, _load("dask").config.set(QUIET):
            threads = sum(client.nthreads().values())
            try:
                yield from in_order(lambda task: client.submit(work, task, pure=False), tasks, AHEAD * threads)
            except CancelledError as gone:  # what a future says when its scheduler is no longer there
                raise ClusterGone(self.address) from gone

    def _client(self) -> Any:
        """A connection to a cluster that is there, has machines, and runs this code."""
        distributed = _load("distributed")
        if not ADDRESS.fullmatch(self.address):  # an empty one would start a cluster here
            raise self._refused(self.address or message("rien"), message("une adresse telle que tcp://machine:8786"))
        try:
            client = distributed.Client(self.address, timeout=self.patience, set_as_default=False)
        except OSError as problem:
            raise self._refused(str(problem), message("un ordonnanceur Dask qui répond")) from problem
        try:
            client.wait_for_workers(1, timeout=self.patience)
            found = set(client.run(code_version).values())
        except TimeoutError as problem:
            client.close()
            raise self._refused(
                message("aucune machine"), message("au moins une machine reliée à l'ordonnanceur")
            ) from problem
        except ModuleNotFoundError as problem:
            client.close()
            raise self._refused(str(problem), message("cette version du produit sur chaque machine")) from problem
        if found != {code_version()}:
            client.close()
            raise self._refused(
                ", ".join(sorted(found)), message("la version %(code)s sur chaque machine", code=code_version())
            )
        return client

    def _refused(self, found: object, expected: str) -> InvalidInput:
        return InvalidInput(message("La grappe Dask ne peut pas servir."), (Fault(self.address, str(found), expected),))


def dask(address: str) -> Dask:
    """The cluster behind a scheduler; nothing is asked of it before the first `map`."""
    return Dask(address)


def _load(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as absent:
        raise DaskMissing from absent
