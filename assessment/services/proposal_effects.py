"""Which suggestions would change with other parameters: files not yet signed, scored again; nothing stored moves.

People are numbers here: an author reads what a new set of parameters does, not whose file it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assessment.engine import published
from assessment.services import measured, suggestions
from assessment.services.measured import Curves
from assessment.services.measures import ordered, prior_in
from assessment.services.releases import Release, load_release
from assessment.services.scenes import Known
from assessment.sittings.pool import Pool, pool_of
from assessment.sittings.suggestion import Suggestion, from_state
from assessment.storage import proposals
from assessment.storage.database import db

MOST_FILES = 60
"""Files scored again, those answered last: a tenth of a second each."""

MOST_LINES = 200


def effects_of(release: Release, body_id: str, curves: Curves, told: Callable[[int, int], None]) -> dict[str, Any]:
    """Files looked at, suggestions that would change state, and how far probabilities move."""
    session = db.session()
    files = proposals.unsigned_files(session, body_id, release.certificate, MOST_FILES)
    versions = measured.reference_versions(session, body_id, release.certificate)
    pools: dict[tuple[str, ...], Pool] = {}
    lines: list[dict[str, Any]] = []
    turns: Counter[tuple[str, str]] = Counter()
    moves: list[float] = []
    touched = 0
    for number, file_id in enumerate(files, 1):
        known = suggestions.known_of(file_id)
        names = ordered(known.releases)
        if names not in pools:
            pools[names] = pool_of([altered(load_release(one), curves, versions) for one in names])
        pairs = _both(known, pools[names])
        moves += [
            abs((after.probability or 0.0) - (before.probability or 0.0))
            for before, after in pairs
            if before.probability
        ]
        changed = [_line(number, before, after) for before, after in pairs if before.state != after.state]
        touched += bool(changed)
        lines += changed
        turns.update((line["before"], line["after"]) for line in changed)
        told(number, len(files))
    largest = max(moves, default=0.0)
    moved = [[*pair, count] for pair, count in turns.most_common()]
    found = {"files": len(files), "touched": touched, "all": len(lines), "largest": largest}
    return found | {"turns": moved, "lines": lines[:MOST_LINES]}


def altered(release: Release, curves: Curves, versions: dict[str, list[str]]) -> Release:
    """A release as it would be with these curves; places and questions stay the same."""
    rows, steps = list(release.parameters), list(release.steps)
    for at, version in enumerate(release.item_version_ids):
        if version in curves:
            one = curves[version]
            rows[at] = (one.a, one.b, one.c, one.d, one.se_a, one.se_b, rows[at][6])
            steps[at] = one.steps
    reference, flags = measured.remeasured(release.reference, release.measured_reference, versions, curves)
    known = tuple(
        old or version in curves for old, version in zip(release.measured, release.item_version_ids, strict=True)
    )
    return replace(
        release,
        parameters=tuple(rows),
        steps=tuple(steps),
        reference=reference,
        measured=known,
        measured_reference=flags,
    )


def _both(known: Known, pool: Pool) -> Sequence[tuple[Suggestion, Suggestion]]:
    told = suggestions.told_by(known)
    before = from_state(known.pool, known.state(), told)
    prior = prior_in(pool, known.inherited)
    after = from_state(pool, published(pool.measure, known.evidence, prior), replace(told, earlier=prior))
    return [(before[code], after[code]) for code in before]


def _line(number: int, before: Suggestion, after: Suggestion) -> dict[str, Any]:
    return {
        "person": number,
        "criterion": before.criterion,
        "before": before.state,
        "before_p": before.probability,
        "after": after.state,
        "after_p": after.probability,
    }
