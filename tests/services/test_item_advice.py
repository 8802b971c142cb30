"""While a question is written, those of the criterion that look like it are shown, drafts of colleagues too."""

from __future__ import annotations

from datetime import datetime

from assessment.services import authoring, reviewing
from assessment.services.acting import Acting
from assessment.services.authoring import NewItem, Typed
from assessment.services.item_advice import Neighbour
from tests.services.writing import COMPLETE, PAGE, draft_of, save

People = dict[str, Acting]


def seen_while_writing(acting: Acting, criterion: str, question: str, now: datetime) -> tuple[Neighbour, ...]:
    """What a colleague is shown beside a draft of one sentence."""
    version_id = authoring.new_item(acting, NewItem("socle", criterion, "single_choice", "La mienne"), now)
    form = {name: values for name, values in COMPLETE.items() if name.startswith("option")}
    authoring.save(acting, version_id, Typed(form | {"question": [question]}, 1, PAGE), now)
    return authoring.draft(acting, version_id).opinion.neighbours


def test_a_colleagues_draft_that_says_the_same_is_shown_with_its_state(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, COMPLETE, now)
    found = seen_while_writing(people["reviewer"], "2.1.1", COMPLETE["question"][0], now)
    assert (found[0].item_id, found[0].state, found[0].likeness) == (draft.version.item.id, "draft", 1.0)
    assert found[0].too_near


def test_another_criterion_another_text_and_a_retired_question_are_left_out(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, COMPLETE, now)
    mine, same = draft.version.item.id, COMPLETE["question"][0]
    elsewhere = seen_while_writing(people["reviewer"], "2.2.1", same, now)
    different = seen_while_writing(
        people["reviewer"], "2.1.1", "Où rangez-vous le balai après le ménage du soir ?", now
    )
    assert mine not in {one.item_id for one in (*elsewhere, *different)}
    reviewing.move(people["author"], draft.version.id, "retire", now)
    assert mine not in {one.item_id for one in seen_while_writing(people["reviewer"], "2.1.1", same, now)}


def test_a_version_is_not_its_own_neighbour(people: People, now: datetime) -> None:
    draft = draft_of(people["author"], now)
    save(people["author"], draft, COMPLETE, now)
    found = authoring.draft(people["author"], draft.version.id).opinion.neighbours
    assert draft.version.item.id not in {one.item_id for one in found}
