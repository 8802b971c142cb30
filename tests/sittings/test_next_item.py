"""The next question: what may be asked, chance that can be played again, and why it stops."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from assessment.sittings import next_item as chooser
from assessment.sittings.next_item import constraints, next_item, serve_seed
from assessment.sittings.pool import NO_GROUP, Pool
from assessment.sittings.replay import Before, state_of
from assessment.sittings.sitting import Settings, Sitting
from tests.sittings.builders import CRITERIA, item, played, pool, release, sitting

POOL = pool()
NOTHING = Before()
TEXT = [{"type": "text", "text": "Le dépôt ferme à 18 h."}]


def asked(found: Sitting) -> list[str]:
    return [POOL.items[POOL.index("r1", row.release_position)].code for row in found.serves]


def test_the_same_rows_give_the_same_question() -> None:
    found = played(POOL, sitting(), 5, Random(1))
    state = state_of(POOL, NOTHING, found)
    assert next_item(POOL, state, found, frozenset()) == next_item(POOL, state, found, frozenset())


def test_another_seed_may_give_other_questions() -> None:
    ways = {tuple(asked(played(POOL, sitting(seed=seed), 5, Random(1)))) for seed in range(8)}
    assert len(ways) > 1


def test_no_question_comes_twice_and_all_may_come() -> None:
    found = asked(played(POOL, sitting(), 100, Random(2)))
    assert len(found) == len(set(found)) <= len(POOL.items)


def test_a_question_met_in_an_earlier_sitting_never_comes_back() -> None:
    met = frozenset(one.code for one in POOL.items[:12])
    found = asked(played(POOL, sitting(), 100, Random(2), Before((), met)))
    assert found
    assert not met & set(found)


def test_a_sitting_limited_to_some_criteria_asks_nothing_else() -> None:
    found = asked(played(POOL, sitting(Settings(criteria=("2.1.1",))), 100, Random(2)))
    assert {code.split("-")[0] for code in found} == {"2.1.1"}


def test_questions_on_one_text_follow_one_another() -> None:
    shared = tuple(item(criterion, 9, TEXT) for criterion in CRITERIA[:3])
    bank = pool(release(items=(*release().items, *shared)))
    assert sum(group != NO_GROUP for group in bank.groups) == 3
    found = played(bank, sitting(), 100, Random(4))
    places = [at for at, row in enumerate(found.serves) if bank.groups[row.release_position] != NO_GROUP]
    assert len(places) == 3
    assert places[-1] - places[0] == 2


def test_the_number_of_questions_is_a_limit() -> None:
    found = played(POOL, sitting(Settings(questions=3)), 100, Random(2))
    following = next_item(POOL, state_of(POOL, NOTHING, found), found, frozenset())
    assert (len(found.answers), following.stop) == (3, "items_spent")


def test_no_question_is_begun_that_cannot_be_finished() -> None:
    found = played(POOL, sitting(Settings(seconds=70)), 100, Random(2))
    following = next_item(POOL, state_of(POOL, NOTHING, found), found, frozenset())
    assert (len(found.answers), following.stop) == (3, "seconds_spent")


def test_the_reason_is_data_that_a_row_can_keep() -> None:
    reason = played(POOL, sitting(), 1, Random(2)).serves[0].reason
    assert set(reason) == {"why", "criterion", "probability", "gain", "gain_per_minute", "near_equals"}
    assert reason["criterion"] in CRITERIA


def test_each_position_draws_its_own_variant() -> None:
    assert len({serve_seed(7, position) for position in range(100)}) == 100
    assert serve_seed(7, 3) == serve_seed(7, 3) != serve_seed(8, 3)


def test_a_paused_or_absent_person_does_not_change_what_follows() -> None:
    found = played(POOL, sitting(), 4, Random(2))
    later = replace(found, opened_at=found.opened_at.replace(year=2027))
    state = state_of(POOL, NOTHING, found)
    assert next_item(POOL, state, found, frozenset()) == next_item(POOL, state, later, frozenset())


def may_ask(bank: Pool, found: Sitting, seen: frozenset[str] = frozenset()) -> set[str]:
    excluded = constraints(bank, found, seen).excluded
    assert excluded is not None
    return {one.code for one, out in zip(bank.items, excluded, strict=True) if not out}


def test_enemies_are_never_asked_of_one_person_whichever_names_the_other() -> None:
    bank = pool(release(items=(*release().items, item("2.1.1", 9, enemies=["1.1.1-01"]))))
    everything = may_ask(bank, sitting())
    assert everything - may_ask(bank, sitting(), frozenset({"2.1.1-09"})) == {"2.1.1-09", "1.1.1-01"}
    assert everything - may_ask(bank, sitting(), frozenset({"1.1.1-01"})) == {"2.1.1-09", "1.1.1-01"}
    for seed in range(5):
        asked_here = {
            bank.items[row.release_position].code for row in played(bank, sitting(seed=seed), 99, Random(2)).serves
        }
        assert not {"2.1.1-09", "1.1.1-01"} <= asked_here


def test_what_a_person_cannot_do_is_not_asked_of_them() -> None:
    bank = pool(
        release(items=(*release().items, item("2.1.1", 9, needs=["hearing"]), item("2.1.1", 8, needs=["sight"])))
    )
    deaf = sitting(Settings(beyond=("hearing",)))
    assert may_ask(bank, sitting()) - may_ask(bank, deaf) == {"2.1.1-09"}


def test_a_question_too_many_people_saw_waits_while_another_is_as_good() -> None:
    favourites = {asked(played(POOL, sitting(seed=seed), 1, Random(1)))[0] for seed in range(9)}
    rested = [
        asked(played(POOL, sitting(Settings(overexposed=tuple(favourites)), seed=seed), 1, Random(1)))[0]
        for seed in range(9)
    ]
    assert not favourites & set(rested)


def test_the_floor_of_gain_per_minute_ends_the_sitting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chooser, "FLOOR_FROM", 3)
    found = played(POOL, sitting(Settings(floor_per_minute=0.2)), 100, Random(2))
    following = next_item(POOL, state_of(POOL, NOTHING, found), found, frozenset())
    assert following.stop == "gain_under_floor"
    assert 3 <= len(found.answers) < len(played(POOL, sitting(), 100, Random(2)).answers)


def test_the_floor_does_not_speak_before_many_questions() -> None:
    high = Settings(floor_per_minute=1000.0)
    asked_of_all = [len(played(POOL, sitting(settings), 100, Random(2)).answers) for settings in (high, Settings())]
    assert asked_of_all[0] == asked_of_all[1] > 1
