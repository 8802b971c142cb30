"""The engine's numbers, built once per process: pools of frozen releases, and posteriors of rows that only grow."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache

from assessment.engine import Belief, Evidence, State, aged, published
from assessment.services.releases import load_release
from assessment.sittings.pool import Pool, pool_of
from assessment.storage.database import db

KEPT = 8
"""Pools kept per process: a body uses one or two releases at a time; about 3 MB each."""

KEPT_STATES = 32
"""Published states kept per process, about 0.4 MB each: an evaluator reads many pages of one file in a row."""

_one_at_a_time = threading.Lock()

Releases = tuple[str, ...]
"""A release, then those of earlier sittings whose answers count too: what a pool is made from."""


@dataclass(frozen=True)
class Inherited:
    """What an initial evaluation leaves to a final one: its evidence in the pool's terms, its age, what was taught since."""

    evidence: tuple[Evidence, ...]
    years: float
    taught: tuple[str, ...]


def pool_for(release_id: str, *others: str) -> Pool:
    """The pool of a release; `others` are the releases of earlier sittings whose answers count too."""
    known = ordered((release_id, *others))
    with _one_at_a_time:  # a new worker builds once, not once per thread
        return _pool(str(db.engine.url), known)


def ordered(releases: Releases) -> Releases:
    """Each release once, the first first: the order a pool is made in, whatever the order of the sittings."""
    return tuple(dict.fromkeys((releases[0], *sorted(set(releases[1:])))))


@lru_cache(maxsize=KEPT)
def _pool(database: str, release_ids: tuple[str, ...]) -> Pool:
    return pool_of([load_release(release_id) for release_id in release_ids])


def state_for(releases: Releases, evidence: tuple[Evidence, ...], inherited: Inherited | None = None) -> State:
    """The published posterior of some evidence, from the population or from an earlier evaluation."""
    return _state(str(db.engine.url), releases, evidence, inherited)


def prior_for(releases: Releases, inherited: Inherited | None) -> Belief | None:
    """What an earlier evaluation still says; None, the population, when there is none."""
    if inherited is None:
        return None
    pool, state = pool_for(*releases), state_for(releases, inherited.evidence)
    return aged(pool.measure, state, inherited.years, pool.among(inherited.taught))


def prior_in(pool: Pool, inherited: Inherited | None) -> Belief | None:
    """The same in a pool that is not a stored one: other parameters, another threshold."""
    if inherited is None:
        return None
    state = published(pool.measure, inherited.evidence)
    return aged(pool.measure, state, inherited.years, pool.among(inherited.taught))


@lru_cache(maxsize=KEPT_STATES)
def _state(database: str, releases: Releases, evidence: tuple[Evidence, ...], inherited: Inherited | None) -> State:
    return published(pool_for(*releases).measure, evidence, prior_for(releases, inherited))
