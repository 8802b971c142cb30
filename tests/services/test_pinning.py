"""What a sitting is opened with stays its own, whatever is decided or happens afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import update

from assessment.services import body_settings, checking, files, sitting
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.pinning import FEWEST_SITTINGS, over_cap
from assessment.services.releases import current_release
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.exposure import Exposure, recent
from assessment.storage.tables.sittings import SittingRow
from tests.sittings.playing import answer_all, begun

People = dict[str, Acting]
SHORT = Settings(questions=3)


def person(people: People, now: datetime) -> Acting:
    """Somebody new, with a file of their own."""
    details = files.NewFile(certificate="socle", first_name="Amina", last_name="Diallo")
    file_id = files.open_file(people["evaluator"], details, now)
    return Acting(people["evaluator"].body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)


def sat(people: People, now: datetime, seed: int = 0) -> Acting:
    """Somebody who answered a whole sitting."""
    someone = person(people, now)
    begun(someone, now, SHORT)
    answer_all(someone, now, Random(seed))
    return someone


def codes(someone: Acting) -> set[str]:
    own = sitting.own_sitting(someone)
    items = current_release(someone.body_id, "socle").items
    return {items[row.release_position].code for row in own.serves}


def test_a_question_is_overexposed_above_the_cap_and_not_by_the_first_people() -> None:
    assert over_cap(Exposure(100, {1: 30, 2: 31, 3: 99}), 0.3) == (2, 3)
    assert over_cap(Exposure(5, {1: 5}), 0.3) == ()
    assert over_cap(Exposure(5, {1: int(0.3 * FEWEST_SITTINGS) + 1}), 0.3) == (1,)


def test_exposure_counts_each_sitting_once_and_only_the_last_ones(people: People, now: datetime) -> None:
    first = sat(people, now)
    second = sat(people, now + timedelta(days=1), 1)
    release_id = sitting.own_sitting(first).release_id
    with writing() as session:
        everyone, last = recent(session, release_id, 10), recent(session, release_id, 1)
    assert (everyone.sittings, last.sittings) == (2, 1)
    assert set(last.shown) == {row.release_position for row in sitting.own_sitting(second).serves}
    assert set(last.shown.values()) == {1}
    assert sum(everyone.shown.values()) == 6


@pytest.fixture
def crowded(people: People, now: datetime, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The questions that everybody was shown, in a body small enough for two people to be a crowd."""
    monkeypatch.setattr("assessment.services.pinning.FEWEST_SITTINGS", 1)
    return codes(sat(people, now)) | codes(sat(people, now, 1))


def test_what_too_many_people_saw_is_avoided_and_the_sitting_replays(
    people: People, now: datetime, crowded: set[str]
) -> None:
    third = sat(people, now + timedelta(days=1))
    avoided = set(sitting.own_sitting(third).settings.overexposed)
    assert avoided == crowded
    assert not codes(third) & crowded
    assert checking.check_all() == []


def test_the_cap_belongs_to_the_body_and_a_hundred_per_cent_limits_nothing(
    people: People, now: datetime, crowded: set[str]
) -> None:
    body_settings.change_budget(people["administrator"], {"exposure": "100"}, now)
    assert sitting.own_sitting(sat(people, now)).settings.overexposed == ()


def test_what_is_avoided_does_not_change_once_the_sitting_is_open(people: People, now: datetime) -> None:
    someone = person(people, now)
    opened = begun(someone, now, SHORT)
    answer_all(someone, now, Random(3))
    for seed in range(3):
        sat(people, now + timedelta(hours=1), seed)
    assert checking.check_one(opened) == []
    with writing() as session:
        forged = Settings(questions=3, overexposed=tuple(codes(someone))).to_data()
        session.execute(update(SittingRow).where(SittingRow.id == opened).values(settings=forged))
    assert {found.invariant for found in checking.check_one(opened)} == {"replay"}
