"""Who sees the bytes of a medium: the person who was asked, their evaluators, the authors of the body; nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import update

from assessment.errors import NotAllowed, NotFound
from assessment.services import files, media_library, media_serving, progress, releases, seen
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.media_library import Upload, WantedMedia
from assessment.sittings.sitting import Settings
from assessment.storage.database import writing
from assessment.storage.tables.bank import ItemVersion
from tests.media_files import DRAWING
from tests.sittings.playing import begun

People = dict[str, Acting]
BETTER = DRAWING.replace(b"L9 9", b"L8 8")


@pytest.fixture
def pinned(people: People, now: datetime) -> Iterator[str]:
    """The hash of a picture that every question of the bank shows, as frozen."""
    author = people["author"]
    media_library.add(author, [Upload("plan.svg", DRAWING)], False, now)
    sha256 = media_library.library(author, WantedMedia())[0].medium.sha256
    with writing() as session:
        session.execute(update(ItemVersion).values(media={"plan.svg": sha256}))
    releases._load.cache_clear()
    yield sha256
    releases._load.cache_clear()


def test_a_sitting_shows_the_bytes_its_questions_were_frozen_with(
    people: People, candidate: Acting, pinned: str, now: datetime
) -> None:
    begun(candidate, now, Settings(questions=4))
    one = media_library.library(people["author"], WantedMedia())[0].medium
    media_library.replace(people["author"], one.id, Upload("plan.svg", BETTER), now)
    shown = progress.current_question(candidate)
    assert shown is not None
    assert shown.media == {"plan.svg": pinned}
    assert media_serving.content(candidate, pinned).content == DRAWING
    assert seen.questions(str(candidate.file_id))[0].media == {"plan.svg": pinned}


def test_only_who_was_asked_and_who_follows_them_see_it(
    people: People, candidate: Acting, pinned: str, now: datetime
) -> None:
    for person in (candidate, people["evaluator"]):
        with pytest.raises(NotFound):
            media_serving.content(person, pinned)
    begun(candidate, now, Settings(questions=4))
    for person in (candidate, people["evaluator"], people["author"]):
        assert media_serving.content(person, pinned).content == DRAWING
    details = files.NewFile(certificate="socle", first_name="Paul", last_name="Petit")
    other = files.open_file(people["evaluator"], details, now)
    neighbour = Acting(candidate.body_id, "Paul", frozenset({CANDIDATE}), file_id=other)
    for person in (neighbour, people["stranger"]):
        with pytest.raises(NotFound):
            media_serving.content(person, pinned)
    for role in ("trainer", "jury", "administrator"):
        with pytest.raises(NotAllowed):
            media_serving.content(people[role], pinned)
