"""The answers a bank is calibrated from: those people share, to the wordings now in the bank, pilots included.

*Je ne sais pas* is an answer that earned nothing, counted apart; what was shown and left is not an answer. Answers to
questions on trial (`scored = false`) are taken like the others: that they do not count for the person is no reason not to
learn from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.given import Anchors, Given
from assessment.engine.calibration.priors import Told
from assessment.errors import RuleBroken
from assessment.interchange.calibration_files import CalibrationStudy
from assessment.interchange.calibration_items import CalibrationItems
from assessment.items.parameters import highest
from assessment.messages import message
from assessment.services.measured import authored
from assessment.services.releases import Release, current_release
from assessment.storage import proposals
from assessment.storage import shared_answers as stored
from assessment.storage.database import db
from assessment.storage.shared_answers import SharedAnswer


@dataclass(frozen=True)
class BankStudy:
    """A study of the current release; `positions` are those of its questions, in the order of the study's items."""

    release: Release
    positions: tuple[int, ...]
    study: CalibrationStudy
    facts: Mapping[str, Any]
    """Where the answers come from, in numbers and dates."""


class NothingShared(RuleBroken):
    """Nobody shared an answer to a question of the bank."""

    code = "nothing_shared"


def gathered(body_id: str, certificate: str, anchored: bool) -> BankStudy:
    """The study of a body's own bank; `anchored`: measured questions hold the scale where it is."""
    release = current_release(body_id, certificate)
    codes = tuple(criterion.code for criterion in release.referential.criteria)
    place = {
        version: at
        for at, (version, item) in enumerate(zip(release.item_version_ids, release.items, strict=True))
        if item.criterion in codes
    }
    rows = stored.shared_answers(db.session(), body_id, certificate)
    kept = _first_of_each([row for row in rows if row.item_version_id in place])
    if not kept:
        raise NothingShared(
            message("Personne n'a encore partagé de réponse à une question de cette banque : il n'y a rien à calibrer.")
        )
    positions = tuple(sorted({place[row.item_version_id] for row in kept}))
    rank = {at: number for number, at in enumerate(positions)}
    people = {file_id: number for number, file_id in enumerate(dict.fromkeys(row.file_id for row in kept))}
    tops = np.array([highest(release.items[at]) for at in positions], dtype=np.intp)
    answers = Answers.of(
        [people[row.file_id] for row in kept],
        [rank[place[row.item_version_id]] for row in kept],
        [row.score for row in kept],
        (len(people), len(positions)),
        tops,
    )
    facts = _facts(kept) | {
        "skipped": proposals.skipped(db.session(), body_id, certificate),
        "other_wordings": len({(row.file_id, row.item_version_id) for row in rows}) - len(kept),
    }
    items = _items(release, positions, codes, anchored)
    return BankStudy(release, positions, CalibrationStudy(items, answers), facts)


def _first_of_each(rows: Sequence[SharedAnswer]) -> list[SharedAnswer]:
    """A person's first answer to a question: a second one is not as new to them."""
    first: dict[tuple[str, str], SharedAnswer] = {}
    for row in rows:
        first.setdefault((row.file_id, row.item_version_id), row)
    return list(first.values())


def _facts(rows: Sequence[SharedAnswer]) -> dict[str, Any]:
    moments = [row.answered_at for row in rows]
    return {
        "persons": len({row.file_id for row in rows}),
        "answers": len(rows),
        "dont_know": sum(row.response is None for row in rows),
        "on_trial": sum(not row.scored for row in rows),
        "first": min(moments).date().isoformat(),
        "last": max(moments).date().isoformat(),
    }


def _items(release: Release, positions: Sequence[int], codes: Sequence[str], anchored: bool) -> CalibrationItems:
    """Authors' difficulties are measures with an error; measured questions are anchors when they hold the scale."""
    items = [release.items[at] for at in positions]
    said = [authored(item) for item in items]
    rows = np.array([release.parameters[at] for at in positions], dtype=float)
    graded = np.array([highest(item) > 1 for item in items], dtype=bool)
    told = Told(np.array([one.b for one in said]), np.array([one.se_b for one in said]))
    held = np.array([release.measured[at] for at in positions], dtype=bool) & anchored
    anchors = _anchors(rows, [release.steps[at] for at in positions], held) if held.any() else None
    given = Given(np.where(graded, 0.0, rows[:, 2]), np.where(graded, 1.0, rows[:, 3]), told, anchors)
    names = tuple(
        item.code + (" (essai)" if release.pilots[at] else "") for item, at in zip(items, positions, strict=True)
    )
    own = np.array([codes.index(item.criterion) for item in items], dtype=np.intp)
    return CalibrationItems(names, (), tuple(codes), own, given)


def _anchors(rows: np.ndarray[Any, Any], steps: Sequence[Sequence[float]], held: np.ndarray[Any, Any]) -> Anchors:
    kept = np.where(held, 1.0, np.nan)
    table = np.full((len(rows), max((len(each) for each in steps), default=0)), np.nan)
    for row, each in enumerate(steps):
        if held[row]:
            table[row, : len(each)] = each
    return Anchors(rows[:, 0] * kept, rows[:, 1] * kept, rows[:, 4] * kept, rows[:, 5] * kept, table)
