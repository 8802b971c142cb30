"""A worker: takes one job after the other, holds it by a lease while it computes, and writes down how it ended."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import OperationalError

from assessment.adapters.code_version import code_version
from assessment.adapters.executors import Executor
from assessment.errors import AssessmentError
from assessment.messages import message
from assessment.services.job_context import Context, Flag, Result, Signals, Stopped, Why
from assessment.services.job_kinds import KINDS
from assessment.storage import jobs as stored
from assessment.storage.database import db, writing
from assessment.storage.jobs import JobRecord, Lease

LEASE = 60.0
"""Seconds a worker may be silent before another one takes its job."""

BEATS = 4
"""Times a lease is renewed before it would end."""

KILLS_ITS_WORKERS = message(
    "Le calcul s'est arrêté plusieurs fois au même endroit sans laisser d'explication (mémoire insuffisante ?)."
)
UNEXPECTED = message("Une erreur imprévue a arrêté ce travail ; donnez cette référence à la personne qui administre.")
UNKNOWN_KIND = message("Cette version du produit ne connaît pas ce genre de travail.")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Worker:
    """Who works, where parts are computed, and when to stop."""

    app: Flask
    executor: Executor
    stopping: Flag = field(default_factory=Flag)
    lease: float = LEASE
    name: str = field(default_factory=lambda: f"{socket.gethostname()[:40]}/{os.getpid()}/{secrets.token_hex(4)}")

    @property
    def clock(self) -> Callable[[], datetime]:
        clock: Callable[[], datetime] = self.app.config["CLOCK"]
        return clock

    def until(self) -> datetime:
        return self.clock() + timedelta(seconds=self.lease)


def work_once(worker: Worker) -> bool:
    """Take the oldest job that waits and bring it to its end, or to where it must stop; false when none waits."""
    job = _claimed(worker)
    if job is None:
        return False
    lease, signals = Lease(job.id, worker.name), Signals(stopping=worker.stopping)
    over = Event()
    heart = Thread(target=_beat, args=(worker, lease, signals, over), daemon=True)
    heart.start()
    try:
        _run(worker, Context(job, lease, worker.executor, signals))
    finally:
        over.set()
        heart.join()
        db.session.remove()
    return True


def _claimed(worker: Worker) -> JobRecord | None:
    now = worker.clock()
    looked = stored.waits(db.session(), now) or stored.abandoned(db.session(), now)
    db.session.rollback()
    if not looked:
        return None
    with writing() as session:
        stored.give_up(session, now, KILLS_ITS_WORKERS)
        job = stored.claim(session, worker.name, now, worker.until())
        if job is not None and job.code_version != code_version():  # parts of two codes are not mixed
            stored.drop_parts(session, job.id)
            stored.move(session, Lease(job.id, worker.name), code_version=code_version())
    return job


def _run(worker: Worker, context: Context) -> None:
    """Run a job, and write down how it ended. Whatever it raises ends this job, never the worker."""
    job = context.job
    log.info("job %s (%s) begins, try %s", job.id, job.kind, job.tries)
    try:
        if job.cancel_asked:
            raise Stopped(Why.CANCELLED)
        if job.kind not in KINDS:
            raise AssessmentError(UNKNOWN_KIND)
        _done(worker, context.lease, KINDS[job.kind].run(job.spec, context))
    except Stopped as stopped:
        _stopped(worker, context.lease, stopped.why)
    except AssessmentError as error:
        _failed(worker, context.lease, str(error), "")
    except OperationalError:  # the database is away: the lease ends, and the job goes on from its parts
        raise
    except Exception as error:  # the outermost edge of a job
        reference = secrets.token_hex(4).upper()
        log.error("reference %s, job %s (%s)", reference, job.id, job.kind, exc_info=error)
        _failed(worker, context.lease, UNEXPECTED, reference)


def _done(worker: Worker, lease: Lease, result: Result) -> None:
    with writing() as session:
        if stored.end(session, lease, "done", worker.clock(), result=dict(result.summary)):
            stored.keep_files(session, lease.job_id, result.files)
            stored.drop_parts(session, lease.job_id)
    log.info("job %s is done", lease.job_id)


def _stopped(worker: Worker, lease: Lease, why: Why) -> None:
    log.info("job %s stops: %s", lease.job_id, why.value)
    with writing() as session:
        if why is Why.GIVEN_BACK:
            stored.give_back(session, lease)
        elif why is Why.CANCELLED and stored.end(session, lease, "cancelled", worker.clock()):
            stored.drop_parts(session, lease.job_id)


def _failed(worker: Worker, lease: Lease, error: str, reference: str) -> None:
    with writing() as session:
        stored.end(session, lease, "failed", worker.clock(), error=error, error_reference=reference)


def _beat(worker: Worker, lease: Lease, signals: Signals, over: Event) -> None:
    """Renew the lease until the job is over; hear that it was cancelled, or that another worker has it."""
    until = worker.until()
    while not over.wait(worker.lease / BEATS):
        try:
            with worker.app.app_context(), writing() as session:
                renewed = worker.until()
                cancelled = stored.renew(session, lease, renewed)
        except OperationalError as error:  # away for a moment: the lease holds until its end
            log.warning("job %s: lease not renewed: %s", lease.job_id, error)
            if worker.clock() > until:
                signals.lost.put_up()
            continue
        until = renewed
        if cancelled is None:
            signals.lost.put_up()
        elif cancelled:
            signals.cancelled.put_up()
