"""`assessment worker`: computes, outside any request, the jobs that people asked for."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from threading import Thread

import click
from sqlalchemy.exc import OperationalError

from assessment.adapters.dask_cluster import dask as cluster
from assessment.adapters.executors import Executor, Inline, processes
from assessment.app import check_ready, create_app
from assessment.errors import Faults
from assessment.messages import message
from assessment.services.job_context import Flag
from assessment.services.job_tidying import tidy
from assessment.services.working import LEASE, Worker, work_once

IDLE = 1.0
"""Seconds between two looks for a job."""

TIDY_EVERY = 3600.0
"""Seconds between two looks for jobs too old to keep."""

POLITE = 10
"""How much the worker steps back behind those who answer candidates (nice)."""

log = logging.getLogger("assessment.worker")


@click.command("worker")
@click.option("--once", is_flag=True, help="End when no job waits, instead of waiting for the next one.")
@click.option("--executor", type=click.Choice(["inline", "processes", "dask"]), default="processes", show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes of this machine; its processors by default.")
@click.option("--dask", metavar="ADDRESS", help="Scheduler of a Dask cluster, tcp://host:8786.")
@click.option("--lease", type=float, default=LEASE, hidden=True)
@click.option("--parent", type=int, hidden=True, help="Process whose end ends this one.")
def worker(once: bool, executor: str, jobs: int | None, dask: str | None, lease: float, parent: int | None) -> None:
    """Take jobs one after the other. SIGTERM (or Ctrl-C) ends after the part being computed; nothing is lost either way."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)
    where = executor_for(executor, jobs, dask)
    app = create_app()
    with app.app_context():
        check_ready(app)
    os.nice(POLITE)
    found = Worker(app, where, stopping=ended_by_signals(), lease=lease)
    if parent is not None:
        Thread(target=_end_with, args=(parent, found.stopping), daemon=True).start()
    log.info("worker %s begins", found.name)
    work(found, once)
    log.info("worker %s ends", found.name)


def executor_for(name: str, jobs: int | None, dask: str | None) -> Executor:
    """Where parts are computed; a cluster that does not answer is refused now."""
    faults = Faults()
    if name == "dask" and not dask:
        faults.add("--dask", message("rien"), message("l'adresse d'un ordonnanceur, telle que tcp://machine:8786"))
    if name != "dask" and dask:
        faults.add("--dask", dask, message("--executor dask"))
    faults.raise_if_any(message("On ne sait pas où calculer."))
    if name == "dask":
        found = cluster(str(dask))
        list(found.map(abs, [1]))
        return found
    return Inline() if name == "inline" else processes(jobs or os.cpu_count() or 1)


def work(worker: Worker, once: bool) -> None:
    """One job after the other until told to stop, or until none waits. A database that is away is waited for."""
    tidied = float("-inf")
    while not worker.stopping.up:
        try:
            with worker.app.app_context():
                took = work_once(worker)
                if not took and time.monotonic() - tidied >= TIDY_EVERY:
                    tidy(worker.clock(), worker.app.config["JOBS_KEPT"])
                    tidied = time.monotonic()
        except OperationalError as error:
            log.warning("the database does not answer: %s", error)
            took = False
        if not took:
            if once:
                return
            time.sleep(IDLE)


def ended_by_signals() -> Flag:
    """Goes up at the first SIGTERM or Ctrl-C; a second one ends the process at once."""
    stopping = Flag()

    def stop(number: int, frame: object) -> None:
        stopping.put_up()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping


def _end_with(parent: int, stopping: Flag) -> None:
    while os.getppid() == parent:
        time.sleep(IDLE)
    stopping.put_up()
