"""Questions on trial: as many as the body says, evenly spread, and without any effect on what is concluded."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from assessment.sittings.next_item import next_item
from assessment.sittings.pilots import PILOT, is_due
from assessment.sittings.replay import Before, check_sitting, evidence_of, state_of
from assessment.sittings.sitting import Settings, Sitting
from tests.sittings.builders import CRITERIA, item, played, pool, release, sitting

NOTHING = Before()
TRIALS = frozenset(f"{criterion}-0{number}" for criterion in CRITERIA for number in (8, 9))
ITEMS = (*release().items, *(item(code.split("-")[0], int(code[-2:])) for code in sorted(TRIALS)))
BANK = pool(release(items=ITEMS, on_trial=TRIALS))
WITHOUT = pool()
SHARED = Settings(pilot_share=0.2)


def on_trial(found: Sitting) -> list[int]:
    return [row.position for row in found.serves if not row.scored]


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.2])
def test_the_share_is_kept_to_the_question(share: float) -> None:
    for seed in range(50):
        due = [position for position in range(60) if is_due(seed, position, share)]
        assert len(due) == round(60 * share)
    assert not share or len({min(p for p in range(60) if is_due(seed, p, share)) for seed in range(50)}) > 1


def test_pilots_are_served_unscored_and_everything_else_is_scored() -> None:
    found = played(BANK, sitting(SHARED), 12, Random(5))
    assert 2 <= len(on_trial(found)) <= 3
    for row in found.serves:
        code = BANK.items[BANK.index("r1", row.release_position)].code
        assert (code in TRIALS) is (not row.scored) is (row.reason["why"] == PILOT)


def test_without_a_share_no_pilot_is_ever_asked() -> None:
    found = played(BANK, sitting(), 99, Random(5))
    assert on_trial(found) == []
    assert found.answers


def test_an_answer_on_trial_changes_nothing_that_is_known() -> None:
    found = played(BANK, sitting(SHARED), 12, Random(5))
    flipped = tuple(
        row if shown.scored else replace(row, score=1 - row.score)
        for row, shown in zip(found.answers, found.serves, strict=False)
    )
    assert evidence_of(BANK, replace(found, answers=flipped)) == evidence_of(BANK, found)
    assert len(evidence_of(BANK, found)) == sum(row.scored for row in found.serves[: len(found.answers)])
    assert len(evidence_of(BANK, found)) < len(found.answers)


def test_a_bank_with_pilots_measures_as_the_same_bank_without_them() -> None:
    scored = len(WITHOUT.items)
    assert [one.code for one in BANK.items[:scored]] == [one.code for one in WITHOUT.items]
    assert (BANK.measure.items.b[:scored] == WITHOUT.measure.items.b).all()
    assert (BANK.measure.cuts.theta == WITHOUT.measure.cuts.theta).all()
    begun, same = sitting(), state_of(WITHOUT, NOTHING, sitting())
    assert next_item(BANK, same, begun, frozenset()) == next_item(WITHOUT, same, begun, frozenset())


def test_a_sitting_with_pilots_replays_and_a_forged_one_does_not() -> None:
    found = played(BANK, sitting(SHARED), 12, Random(5))
    assert check_sitting(BANK, NOTHING, found) == []
    at = on_trial(found)[0]
    counted = replace(found.serves[at], scored=True)
    forged = replace(found, serves=(*found.serves[:at], counted, *found.serves[at + 1 :]))
    assert {one.invariant for one in check_sitting(BANK, NOTHING, forged)} == {"replay"}


def test_a_pilot_suits_the_person_like_any_question() -> None:
    limited = Settings(pilot_share=0.2, criteria=("2.1.1",))
    found = played(BANK, sitting(limited), 99, Random(5))
    asked = {BANK.items[BANK.index("r1", row.release_position)].criterion for row in found.serves}
    assert asked == {"2.1.1"}
    short = played(BANK, sitting(Settings(pilot_share=0.2, seconds=10)), 99, Random(5))
    assert short.serves == ()


def test_an_earlier_release_keeps_its_pilots_out_of_what_is_known() -> None:
    found = played(BANK, sitting(SHARED), 12, Random(5))
    later = pool(release("r2"), release(items=ITEMS, on_trial=TRIALS))
    assert len(evidence_of(later, found)) == len(evidence_of(BANK, found))
    assert not later.pilots.any()
