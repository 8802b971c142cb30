"""The life of a medium: frozen with the questions that leave their author, replaced without touching them, carried by files."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

import pytest

from assessment.errors import Faults, InvalidInput, NotFound
from assessment.interchange.formats.registry import FORMATS
from assessment.services import (
    authoring,
    exporting,
    importing,
    importing_media,
    job_tidying,
    media_choice,
    media_library,
    media_serving,
    reviewing,
)
from assessment.services.acting import Acting
from assessment.services.importing import Sent
from assessment.services.importing_media import MediaMoved
from assessment.services.item_search import Wanted
from assessment.services.media_library import StillUsed, Upload, WantedMedia
from assessment.services.media_sources import hashes_of, media_of
from assessment.services.media_words import Description
from assessment.storage.media import MediumRecord
from assessment.storage.tables.bank import files_of
from tests.media_files import DRAWING
from tests.services.writing import COMPLETE, draft_of, save

People = dict[str, Acting]
ALT = "Un plan de l'entrepôt avec trois portes"
BETTER = DRAWING.replace(b"L9 9", b"L8 8")
WITH_PICTURE = COMPLETE | {"support-1-type": ["picture"], "support-1-file": ["plan.svg"], "support-1-alt": [ALT]}


def offered(author: Acting, now: datetime) -> MediumRecord:
    media_library.add(author, [Upload("plan.svg", DRAWING)], False, now)
    (one,) = media_library.library(author, WantedMedia())
    media_library.describe(author, {one.medium.id: Description(alt=ALT)}, now)
    return media_library.medium(author, one.medium.id).medium


def moodle(content: bytes = DRAWING, name: str = "plan.svg") -> Sent:
    text = f'<p>Combien ?</p><p><img src="@@PLUGINFILE@@/{name}" alt="{ALT}"></p>'
    file = f'<file name="{name}" encoding="base64">{base64.b64encode(content).decode()}</file>'
    answers = "".join(f'<answer fraction="{100 if n == 7 else 0}"><text>{n}</text></answer>' for n in (7, 8, 9))
    question = f'<questiontext format="html"><text><![CDATA[{text}]]></text>{file}</questiontext>'
    whole = (
        f'<question type="multichoice"><name><text>Q</text></name>{question}<single>true</single>{answers}</question>'
    )
    return Sent("q.xml", f"<quiz>{whole}</quiz>".encode(), "socle", "2.1.1")


def test_a_replaced_picture_changes_drafts_and_no_question_already_sent(people: People, now: datetime) -> None:
    author, one = people["author"], offered(people["author"], now)
    draft = draft_of(author, now)
    save(author, draft, WITH_PICTURE, now)
    assert not authoring.draft(author, draft.version.id).opinion.faults
    reviewing.move(author, draft.version.id, "submit", now)
    media_library.replace(author, one.id, Upload("plan.svg", BETTER), now)
    sent = authoring.view(author, draft.version.item.id).version
    assert hashes_of(sent) == {"plan.svg": one.sha256}
    assert media_of(author.body_id, hashes_of(sent))["plan.svg"] == DRAWING
    carried = exporting.export(author, Wanted("socle", "2.1.1", "in_review"), "moodle_xml").content
    assert base64.b64encode(DRAWING) in carried
    reviewing.move(author, draft.version.id, "withdraw", now)
    again = authoring.view(author, draft.version.item.id).version
    assert media_of(author.body_id, hashes_of(again))["plan.svg"] == BETTER


@pytest.mark.parametrize("name", ["moodle_xml", "qti3", "qti2", "yaml_zip"])
def test_two_questions_that_show_two_files_of_one_name_leave_with_both(
    people: People, now: datetime, name: str
) -> None:
    author, one = people["author"], offered(people["author"], now)
    for content in (DRAWING, BETTER):
        media_library.replace(author, one.id, Upload("plan.svg", content), now)
        draft = draft_of(author, now)
        save(author, draft, WITH_PICTURE, now)
        reviewing.move(author, draft.version.id, "submit", now)
    made = exporting.export(author, Wanted("socle", "2.1.1", "in_review"), name)
    assert "plan.svg s'appelle ici plan-" in "".join(note.text for note in made.notes)
    read = FORMATS[name].read(made.name, made.content, Faults())
    shown = {read.media[files_of(question.data)] for question in read.questions}
    assert shown == {DRAWING, BETTER}


def test_a_file_that_only_names_pictures_gives_them_no_other_name(people: People, now: datetime) -> None:
    author, one = people["author"], offered(people["author"], now)
    draft = draft_of(author, now)
    save(author, draft, WITH_PICTURE, now)
    reviewing.move(author, draft.version.id, "submit", now)
    media_library.replace(author, one.id, Upload("plan.svg", BETTER), now)
    save(author, draft_of(author, now), WITH_PICTURE, now)
    made = exporting.export(author, Wanted("socle", "2.1.1"), "yaml")
    assert made.content.count(b"file: plan.svg") == 2
    assert not any("s'appelle ici" in note.text for note in made.notes)


def test_a_medium_in_a_question_that_left_its_author_stays(people: People, now: datetime) -> None:
    author, one = people["author"], offered(people["author"], now)
    draft = draft_of(author, now)
    save(author, draft, WITH_PICTURE, now)
    reviewing.move(author, draft.version.id, "submit", now)
    with pytest.raises(StillUsed, match=draft.version.item.code):
        media_library.withdraw(author, one.id, now)
    reviewing.move(author, draft.version.id, "withdraw", now)
    media_library.withdraw(author, one.id, now)
    with pytest.raises(InvalidInput) as refused:
        reviewing.move(author, draft.version.id, "submit", now)
    assert "plan.svg" in str(refused.value)
    media_library.restore(author, one.id, now)
    reviewing.move(author, draft.version.id, "submit", now)


def test_a_chosen_medium_brings_its_text_into_the_draft(people: People, now: datetime) -> None:
    author = people["author"]
    offered(author, now)
    draft = draft_of(author, now)
    save(author, draft, COMPLETE | {"support-1-type": ["picture"]}, now)
    choice = media_choice.choices(author, draft.version.id, "support-1-file")
    assert [one.name for one in choice.library] == ["plan.svg"]
    assert choice.shipped
    media_choice.take(author, draft.version.id, ("support-1-file", "plan.svg"), now)
    assert authoring.draft(author, draft.version.id).form["support-1-alt"] == [ALT]
    with pytest.raises(NotFound):
        media_choice.take(author, draft.version.id, ("support-1-file", "absent.svg"), now)


def test_two_files_of_one_name_and_one_file_twice(people: People, now: datetime) -> None:
    author = people["author"]
    media_library.add(author, [Upload("plan.svg", DRAWING), Upload("plan.svg", BETTER)], False, now)
    names = {one.medium.name for one in media_library.library(author, WantedMedia())}
    assert len(names) == 2
    with pytest.raises(InvalidInput, match="le même fichier"):
        media_library.add(author, [Upload("autre.svg", DRAWING)], False, now)


def test_a_picture_of_a_file_comes_in_with_its_question_once_confirmed(people: People, now: datetime) -> None:
    author = people["author"]
    look = importing.look(author, moodle(), now)
    assert (look.coming, list(look.media), list(look.faults)) == (1, ["plan.svg"], [])
    assert not media_library.library(author, WantedMedia())
    assert media_serving.content(author, look.media["plan.svg"]).content == DRAWING  # seen before it is kept
    importing.confirm(author, look.data, now)
    ((one,)) = media_library.library(author, WantedMedia())
    assert (one.medium.name, one.medium.alt, one.medium.state) == ("plan.svg", ALT, "ready")
    assert len(one.uses) == 1


@pytest.mark.parametrize("name", ["moodle_xml", "qti3", "qti2", "yaml_zip"])
def test_a_library_s_picture_travels_and_comes_back_the_same(people: People, now: datetime, name: str) -> None:
    author = people["author"]
    importing.confirm(author, importing.look(author, moodle(), now).data, now)
    made = exporting.export(author, Wanted("socle", "2.1.1", "draft"), name)
    here = importing.look(author, Sent(made.name, made.content, "socle"), now)
    assert (here.coming, here.same, dict(here.media), list(here.faults)) == (0, 1, {}, [])
    media_library.withdraw(author, media_library.library(author, WantedMedia())[0].medium.id, now)


def test_a_picture_nobody_confirmed_is_forgotten_after_a_day(people: People, now: datetime) -> None:
    author = people["author"]
    look = importing.look(author, moodle(), now)
    importing.look(author, moodle(BETTER, "autre.svg"), now + timedelta(days=2))
    with pytest.raises(InvalidInput):
        importing.confirm(author, look.data, now)
    assert not media_library.library(author, WantedMedia())


def test_a_name_taken_since_the_look_imports_nothing(people: People, now: datetime) -> None:
    author = people["author"]
    look = importing.look(author, moodle(), now)
    media_library.add(author, [Upload("plan.svg", BETTER)], False, now)
    with pytest.raises(MediaMoved):
        importing.confirm(author, look.data, now)


def test_a_name_withdrawn_is_never_given_again_nor_in_the_way_of_an_import(people: People, now: datetime) -> None:
    author = people["author"]
    media_library.withdraw(author, offered(author, now).id, now)
    look = importing.look(author, moodle(), now)
    assert list(look.faults) == []
    assert "plan.svg" not in look.media
    assert importing.confirm(author, look.data, now).new == 1


def test_files_of_one_name_sent_again_after_a_withdrawal_each_get_a_name(people: People, now: datetime) -> None:
    author = people["author"]
    named = media_library.add(author, [Upload("plan.svg", DRAWING), Upload("plan.svg", BETTER)], False, now).names
    second = next(one.medium.id for one in media_library.library(author, WantedMedia()) if one.medium.name == named[1])
    media_library.withdraw(author, second, now)
    again = media_library.add(author, [Upload("plan.svg", BETTER)], False, now).names
    assert len({*named, *again}) == 3


def test_a_file_looked_at_again_waits_a_whole_day_again(people: People, now: datetime) -> None:
    author = people["author"]
    importing.look(author, moodle(), now)
    look = importing.look(author, moodle(), now + timedelta(hours=23))
    importing.look(author, moodle(BETTER, "autre.svg"), now + timedelta(hours=30))
    assert importing.confirm(author, look.data, now + timedelta(hours=31)).new == 1


def test_what_nobody_confirmed_goes_even_when_nothing_more_is_imported(people: People, now: datetime) -> None:
    author = people["author"]
    held = importing.look(author, moodle(), now).media["plan.svg"]
    job_tidying.tidy(now + timedelta(hours=23), timedelta(days=90))
    assert media_serving.content(author, held).content == DRAWING
    job_tidying.tidy(now + timedelta(hours=25), timedelta(days=90))
    with pytest.raises(NotFound):
        media_serving.content(author, held)


def test_pictures_of_imports_that_nobody_confirms_have_a_limit(
    people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = people["author"]
    look = importing.look(author, moodle(), now)
    monkeypatch.setattr(importing_media, "HEAVIEST_WAITING", len(DRAWING))
    importing.look(author, moodle(), now)  # the same bytes wait once
    with pytest.raises(InvalidInput, match="attendent déjà"):
        importing.look(author, moodle(BETTER, "autre.svg"), now)
    importing.confirm(author, look.data, now)
    importing.look(author, moodle(BETTER, "autre.svg"), now)
