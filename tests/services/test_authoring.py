"""Drafts are never lost nor overwritten, what is in use never changes, and all faults are told at once."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import InvalidInput, NotAllowed, NotFound
from assessment.services import authoring, item_previews, item_search, reviewing
from assessment.services.acting import Acting
from assessment.services.authoring import EditedMeanwhile, NewItem, NotADraft, Typed
from assessment.services.item_search import Wanted
from tests.services.writing import COMPLETE, PAGE, draft_of, first_line, form_with, save

People = dict[str, Acting]


def test_a_new_question_gets_the_next_free_code_of_its_criterion(people: People, now: datetime) -> None:
    codes = [draft_of(people["author"], now).version.item.code for _ in range(2)]
    taken = {line.code for line in item_search.find(people["author"], Wanted("socle", "2.1.1")).lines}
    assert codes[0] < codes[1]
    assert set(codes) <= taken
    assert all(code.startswith("2.1.1-") for code in codes)


def test_all_that_is_missing_before_a_question_begins_is_told_at_once(people: People, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        authoring.new_item(people["author"], NewItem("socle", "99.9.9", "essay", " "), now)
    assert {fault.place for fault in refused.value.faults} == {"criterion", "kind", "title"}


def test_a_half_written_draft_is_kept_as_typed_and_all_its_faults_are_told(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    typed = {
        "title": ["Brouillon"],
        "question": [""],
        "difficulty": ["dur"],
        "option-1-text": ["7 €"],
        "seconds": ["x"],
    }
    save(people["author"], draft, typed, now)
    kept = authoring.draft(people["author"], draft.version.id)
    assert kept.form["difficulty"] == ["dur"]
    assert kept.form["option-1-text"] == ["7 €"]
    assert {"question", "difficulty", "seconds", "key", "trade"} <= {field for field, _, _ in kept.opinion.messages}


def test_a_complete_draft_is_shown_as_a_candidate_would_see_it(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, COMPLETE, now)
    kept = authoring.draft(people["author"], draft.version.id)
    assert kept.opinion.item is not None
    shown = item_previews.preview(kept.opinion.item, 3)
    assert shown.key == "7,50 €"
    assert not hasattr(shown.question, "key")
    right = {"choice": [option.value for option in shown.question.presented.options if option.text == "7,50\u00a0€"]}
    assert item_previews.try_answer(kept.opinion.item, 3, right).right is True
    assert item_previews.try_answer(kept.opinion.item, 3, {}).right is None


def test_a_second_author_who_saves_over_a_newer_text_is_shown_both_and_nothing_is_lost(
    people: People, now: datetime
) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, COMPLETE, now)
    late = Typed(form_with(question="Autre texte ?"), draft.version.edition, "b" * 16)
    with pytest.raises(EditedMeanwhile) as conflict:
        authoring.save(people["reviewer"], draft.version.id, late, now)
    assert [(one.field, one.after) for one in conflict.value.changes] == [("question", "Autre texte ?")]
    assert conflict.value.who == "Author"
    assert conflict.value.mine["question"] == ["Autre texte ?"]
    assert authoring.draft(people["author"], draft.version.id).form["question"] == COMPLETE["question"]


def test_a_page_never_conflicts_with_itself_when_a_reply_was_lost(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    authoring.save(people["author"], draft.version.id, Typed(COMPLETE, draft.version.edition, PAGE), now)
    again = Typed(form_with(title="Encore"), draft.version.edition, PAGE)
    assert authoring.save(people["author"], draft.version.id, again, now) == draft.version.edition + 2


def test_saving_the_same_text_twice_changes_nothing(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    first = save(people["author"], draft, COMPLETE, now)
    assert authoring.save(people["author"], draft.version.id, Typed(COMPLETE, 0, "c" * 16), now) == first


def test_a_version_in_use_never_changes_a_new_one_is_written(people: People, now: datetime) -> None:
    line = first_line(people["author"])
    before = item_previews.version(people["author"], line.version_id)
    with pytest.raises(NotADraft):
        authoring.save(people["author"], line.version_id, Typed(COMPLETE, before.edition, PAGE), now)
    draft_id = authoring.edit(people["author"], line.item_id, now)
    assert authoring.draft(people["author"], draft_id).version.number == before.number + 1
    assert item_previews.version(people["author"], line.version_id) == before


def test_editing_again_goes_on_with_the_same_draft(people: People, now: datetime) -> None:
    line = first_line(people["author"])
    drafts = {authoring.edit(people[who], line.item_id, now) for who in ("author", "reviewer", "author")}
    assert len(drafts) == 1


def test_a_version_in_review_is_not_written(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, COMPLETE, now)
    reviewing.move(people["author"], draft.version.id, "submit", now)
    with pytest.raises(NotADraft):
        save(people["author"], draft, form_with(title="Trop tard"), now)


def test_questions_that_are_alike_are_shown_while_writing(people: People, now: datetime) -> None:
    line = first_line(people["author"], kind="number")
    model = item_previews.version(people["author"], line.version_id)
    new = NewItem("socle", line.criterion, "number", "Presque pareil")
    draft_id = authoring.new_item(people["author"], new, now)
    form = authoring.form_of(model.data) | {"title": ["Presque pareil"]}
    authoring.save(people["author"], draft_id, Typed(form, 1, PAGE), now)
    assert line.code in [one.code for one in authoring.draft(people["author"], draft_id).opinion.neighbours]


def test_advice_is_given_on_the_wording(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, form_with(question="Quel est votre score au test, cher ami ?"), now)
    advice = authoring.draft(people["author"], draft.version.id).opinion.advice
    assert any(one.serious and "score" in one.message for one in advice)


@pytest.mark.parametrize("role", ["evaluator", "trainer", "jury", "administrator"])
def test_only_authors_write(people: People, now: datetime, role: str) -> None:
    with pytest.raises(NotAllowed):
        item_search.find(people[role], Wanted("socle"))
    with pytest.raises(NotAllowed):
        draft_of(people[role], now)


def test_the_author_of_another_body_finds_nothing(people: People, now: datetime) -> None:
    line = first_line(people["author"])
    other = Acting(people["stranger"].body_id, "Ailleurs", frozenset({"author"}), people["stranger"].account_id)
    assert item_search.find(other, Wanted("socle")).total == 0
    for use in (authoring.view, lambda who, item: authoring.edit(who, item, now)):
        with pytest.raises(NotFound):
            use(other, line.item_id)
    with pytest.raises(NotFound):
        item_previews.version(other, line.version_id)
