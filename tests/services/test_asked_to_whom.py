"""What an author says of a question (whom it suits, what it must not stand beside) reaches the sittings."""

from __future__ import annotations

from datetime import datetime
from random import Random

from assessment.services import checking, files, publishing, reviewing, sitting
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.measures import pool_for
from assessment.services.releases import current_release
from assessment.services.scenes import scene_of
from assessment.sittings.next_item import constraints
from assessment.sittings.pool import NO_GROUP
from assessment.sittings.sitting import Settings
from tests.services.writing import first_line, rewritten
from tests.sittings.playing import answer_all, begun

People = dict[str, Acting]
SHORT = Settings(questions=3, criteria=("2.1.1",))


def published_with(people: People, now: datetime, **said: str) -> str:
    """The code of a question on 2.1.1, written anew with these fields, read by another author, and published."""
    line = first_line(people["author"], criterion="2.1.1")
    version = rewritten(people["author"], line, now, **said)
    reviewing.review(people["reviewer"], version, True, "", now)
    publishing.publish_release(people["author"], "socle", "Une question mieux décrite.", now)
    return line.code


def person(people: People, now: datetime, *accommodations: str) -> Acting:
    details = files.NewFile("socle", "Amina", "Diallo", None, accommodations)
    file_id = files.open_file(people["evaluator"], details, now)
    return Acting(people["evaluator"].body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)


def may_be_asked(someone: Acting) -> set[str]:
    scene = scene_of(sitting.own_sitting(someone).id)
    excluded = constraints(scene.pool, scene.sitting, scene.before.seen_codes).excluded
    assert excluded is not None
    return {item.code for item, out in zip(scene.pool.items, excluded, strict=True) if not out}


def asked(someone: Acting) -> list[str]:
    scene = scene_of(sitting.own_sitting(someone).id)
    return [scene.pool.items[row.release_position].code for row in scene.sitting.serves]


def test_a_question_to_be_heard_is_not_asked_of_who_cannot_hear(people: People, now: datetime) -> None:
    code = published_with(people, now, needs="hearing")
    for accommodation, fits in (("no_audio", False), ("no_picture", True), ("large_text", True)):
        someone = person(people, now, accommodation)
        sitting.open_sitting(str(someone.file_id), now, SHORT)
        assert (code in may_be_asked(someone)) is fits


def test_a_question_to_be_seen_is_not_asked_of_who_cannot_see_and_the_sitting_replays(
    people: People, now: datetime
) -> None:
    code = published_with(people, now, needs="sight")
    someone = person(people, now, "no_picture", "extra_time")
    begun(someone, now, SHORT)
    answer_all(someone, now, Random(1))
    assert code not in asked(someone)
    assert checking.check_all() == []


def test_enemies_are_not_met_by_one_person_even_in_two_sittings(people: People, now: datetime) -> None:
    others = [f"2.1.1-{number:02d}" for number in range(1, 21)]
    line = first_line(people["author"], criterion="2.1.1")
    code = published_with(people, now, enemies=" ".join(one for one in others if one != line.code))
    someone = person(people, now)
    begun(someone, now, SHORT)
    answer_all(someone, now, Random(1))
    met = asked(someone)
    assert code not in met or len(met) == 1
    begun(someone, now, SHORT)
    assert code not in may_be_asked(someone)
    answer_all(someone, now, Random(2))
    assert checking.check_all() == []


def test_questions_on_one_text_follow_one_another(people: People, now: datetime) -> None:
    someone = person(people, now)
    pool = pool_for(current_release(someone.body_id, "socle").id)
    shared = next(item for item, group in zip(pool.items, pool.groups, strict=True) if group != NO_GROUP)
    opened = begun(someone, now, Settings(questions=200, seconds=100_000, criteria=(shared.criterion,)))
    answer_all(someone, now, Random(3))
    scene = scene_of(opened)
    groups = [int(scene.pool.groups[row.release_position]) for row in scene.sitting.serves]
    twice = {group for group in groups if group != NO_GROUP and groups.count(group) > 1}
    assert twice
    for group in twice:
        places = [at for at, one in enumerate(groups) if one == group]
        assert places == list(range(places[0], places[0] + len(places)))
    assert checking.check_all() == []
