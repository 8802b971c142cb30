"""The checker finds nothing in a true sitting, and each contradiction in a spoilt one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest

from assessment.engine import Answer, Observation, answer, begin
from assessment.sittings.replay import Before, check_sitting, evidence_of, state_of
from assessment.sittings.sitting import AnswerRecord, PauseRecord, ServeRecord, Sitting, Status
from tests.sittings.builders import NOW, played, pool, sitting

POOL = pool()
TRUE = played(POOL, sitting(), 10, Random(3))
NOTHING = Before()


def answered(at: int, **changed: object) -> Sitting:
    rows = list(TRUE.answers)
    rows[at] = replace(rows[at], **changed)  # type: ignore[arg-type]
    return replace(TRUE, answers=tuple(rows))


def shown(at: int, **changed: object) -> Sitting:
    rows = list(TRUE.serves)
    rows[at] = replace(rows[at], **changed)  # type: ignore[arg-type]
    return replace(TRUE, serves=tuple(rows))


def right_at(found: Sitting) -> int:
    return next(row.position for row in found.answers if row.score)


SPOILT: dict[str, tuple[Callable[[], Sitting], str]] = {
    "an answer lost": (lambda: replace(TRUE, answers=TRUE.answers[:3] + TRUE.answers[4:]), "positions"),
    "an answer doubled": (lambda: replace(TRUE, answers=(*TRUE.answers, TRUE.answers[-1])), "positions"),
    "a key used twice": (lambda: answered(4, key=TRUE.answers[3].key), "positions"),
    "a token used twice": (lambda: shown(4, token=TRUE.serves[3].token), "positions"),
    "a question shown too many": (lambda: replace(TRUE, answers=TRUE.answers[:-1]), "positions"),
    "a result changed": (lambda: answered(right_at(TRUE), score=0), "replay"),
    "another question": (lambda: shown(5, release_position=(TRUE.serves[5].release_position + 1) % 16), "replay"),
    "another variant": (lambda: shown(5, seed=TRUE.serves[5].seed + 1), "replay"),
    "another version": (lambda: shown(5, item_version_id="r0-1.1.1-01"), "replay"),
    "another reason": (lambda: shown(5, reason={**TRUE.serves[5].reason, "gain": 0.5}), "replay"),
    "another seed": (lambda: replace(TRUE, seed=8), "replay"),
    "an answer after the end": (lambda: replace(TRUE, status=Status.ENDED, ended_at=NOW), "limits"),
    "an end without its moment": (lambda: replace(TRUE, status=Status.ENDED), "limits"),
    "answers before the start": (lambda: replace(TRUE, started_at=None), "limits"),
    "a time that is not the rows'": (lambda: answered(2, seconds=3.0), "limits"),
    "an answer during a pause": (
        lambda: replace(TRUE, pauses=(PauseRecord(0, 20, NOW, NOW + timedelta(hours=1)),)),
        "limits",
    ),
    "a value that is not the one stamped": (lambda: answered(2, response={"choice": "z"}), "answers"),
    "a don't know with a value": (lambda: answered(right_at(TRUE), dont_know=True), "answers"),
}


def test_a_true_sitting_has_nothing_wrong() -> None:
    kept = {row.key: row.response for row in TRUE.answers}
    assert len(kept) == 10
    assert check_sitting(POOL, NOTHING, TRUE, kept) == []


@pytest.mark.parametrize("name", SPOILT)
def test_each_contradiction_is_found(name: str) -> None:
    spoil, invariant = SPOILT[name]
    assert invariant in {found.invariant for found in check_sitting(POOL, NOTHING, spoil())}


def test_an_acknowledged_answer_that_is_missing_or_changed_is_found() -> None:
    kept = {row.key: row.response for row in TRUE.answers}
    missing = check_sitting(POOL, NOTHING, TRUE, {**kept, "key-of-a-lost-answer": None})
    changed = check_sitting(POOL, NOTHING, TRUE, {**kept, TRUE.answers[0].key: {"choice": "z"}})
    assert [found.invariant for found in (*missing, *changed)] == ["answers", "answers"]


def test_the_replayed_state_is_the_live_one_to_the_last_bit() -> None:
    live = begin(POOL.measure)
    for row in evidence_of(POOL, TRUE):
        live = answer(POOL.measure, live, row.item, row.score)
    again = state_of(POOL, NOTHING, TRUE)
    assert np.array_equal(live.belief.means, again.belief.means)
    assert np.array_equal(live.belief.covariances, again.belief.covariances)


def test_what_was_known_before_takes_part_in_the_replay() -> None:
    before = Before((Answer(0, 1), Observation(3, True, 0.9)), frozenset({POOL.items[0].code}))
    found = played(POOL, sitting(), 8, Random(5), before)
    assert check_sitting(POOL, before, found) == []
    assert check_sitting(POOL, NOTHING, found) != []


def test_records_of_a_sitting_are_frozen() -> None:
    for record in (TRUE.serves[0], TRUE.answers[0]):
        assert isinstance(record, ServeRecord | AnswerRecord)
        with pytest.raises(AttributeError):
            record.position = 3  # type: ignore[misc]
