"""Serves the next question: the engine works outside any transaction, then one short write says what is shown.

A serve is on disk before it is shown. The engine's state is a small cache beside the rows: any worker can rebuild it.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.engine import State, answer
from assessment.services.scenes import Scene, scene_of
from assessment.sittings.next_item import Next, next_item
from assessment.sittings.replay import evidence_of, state_of
from assessment.sittings.sitting import Status
from assessment.storage import journal, sittings
from assessment.storage.database import db, writing
from assessment.storage.tables.sittings import Serve, SittingRow

LIVE_STATES = 48
"""Sittings whose engine state a process keeps at hand (about 0.4 MB each)."""

_states: OrderedDict[tuple[str, int], State] = OrderedDict()
_guard = threading.Lock()


def serve_next(sitting_id: str, now: datetime) -> None:
    """Show the next question of a running sitting, or end it with the engine's reason; nothing if one is shown."""
    scene = scene_of(sitting_id)
    if scene.sitting.status is not Status.RUNNING or scene.sitting.current is not None:
        return
    found = decide(scene)
    with writing() as session:
        row = _unchanged(session, scene)
        if row is None:
            return
        if found.item is None:
            end(session, row, found.stop or "", now)
        else:
            session.add(_serve(scene, found, now))


def end_if_over(sitting_id: str, now: datetime) -> None:
    """End a running sitting that has nothing more to ask, without showing what comes next."""
    scene = scene_of(sitting_id)
    if scene.sitting.status is not Status.RUNNING or scene.sitting.current is not None:
        return
    found = decide(scene)
    if found.item is None:
        with writing() as session:
            row = _unchanged(session, scene)
            if row is not None:
                end(session, row, found.stop or "", now)


def decide(scene: Scene) -> Next:
    """The next question of a scene, by the engine; holds no transaction while it computes."""
    db.session.rollback()
    return next_item(scene.pool, live_state(scene), scene.sitting, scene.before.seen_codes)


def live_state(scene: Scene) -> State:
    """The engine's state after the last answer: at hand, one answer further, or rebuilt from the rows."""
    sitting = scene.sitting
    state = _kept(sitting.id, sitting.position)
    if state is None:
        previous = _kept(sitting.id, sitting.position - 1)
        state = state_of(scene.pool, scene.before, sitting) if previous is None else _one_further(scene, previous)
    _keep(sitting.id, sitting.position, state)
    return state


def _one_further(scene: Scene, previous: State) -> State:
    """After the last answer; a question on trial teaches nothing."""
    if not scene.sitting.serves[scene.sitting.position - 1].scored:
        return previous
    last = evidence_of(scene.pool, scene.sitting)[-1]
    return answer(scene.pool.measure, previous, last.item, last.score)


def end(session: Session, row: SittingRow, reason: str, now: datetime) -> None:
    """Close a locked sitting and say so in its chain."""
    row.status, row.ended_at, row.end_reason = Status.ENDED.value, now, reason
    note(session, row, "end_sitting", now, reason=reason)


def note(session: Session, row: SittingRow, verb: str, at: datetime, **data: object) -> None:
    """One entry in the sitting's own chain; the caller holds the sitting's lock."""
    entry = {"who": f"candidate:{row.file_id}", "verb": verb, "subject": row.id, "data": data}
    journal.note(session, row.id, entry, at)


def _unchanged(session: Session, scene: Scene) -> SittingRow | None:
    """The locked row, unless another request has moved the sitting since the scene was read."""
    sitting = scene.sitting
    row = sittings.locked(session, sitting.id)
    same = sittings.counts(session, sitting.id) == (len(sitting.serves), len(sitting.answers))
    return row if row is not None and same and row.status == Status.RUNNING.value else None


def _serve(scene: Scene, found: Next, now: datetime) -> Serve:
    item = found.item or 0
    return Serve(
        sitting_id=scene.sitting.id,
        position=scene.sitting.position,
        release_position=scene.pool.place(scene.sitting.release_id, item),
        item_version_id=scene.pool.version_ids[item],
        seed=found.seed,
        token=secrets.token_hex(16),
        reason=dict(found.reason),
        scored=found.scored,
        served_at=now,
    )


def _kept(sitting_id: str, position: int) -> State | None:
    with _guard:
        return _states.get((sitting_id, position))


def _keep(sitting_id: str, position: int, state: State) -> None:
    with _guard:
        _states.pop((sitting_id, position - 1), None)
        _states[sitting_id, position] = state
        _states.move_to_end((sitting_id, position))
        while len(_states) > LIVE_STATES:
            _states.popitem(last=False)
