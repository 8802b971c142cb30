"""The engine's numbers for releases, built once per process: releases are frozen, so they never go stale."""

from __future__ import annotations

import threading
from functools import lru_cache

from assessment.services.releases import load_release
from assessment.sittings.pool import Pool, pool_of
from assessment.storage.database import db

KEPT = 8
"""Pools kept per process: a body uses one or two releases at a time; about 3 MB each."""

_one_at_a_time = threading.Lock()


def pool_for(release_id: str, *others: str) -> Pool:
    """The pool of a release; `others` are the releases of earlier sittings whose answers count too."""
    known = tuple(dict.fromkeys((release_id, *sorted(set(others)))))
    with _one_at_a_time:  # a new worker builds once, not once per thread
        return _pool(str(db.engine.url), known)


@lru_cache(maxsize=KEPT)
def _pool(database: str, release_ids: tuple[str, ...]) -> Pool:
    return pool_of([load_release(release_id) for release_id in release_ids])
