from __future__ import annotations

from random import Random

import pytest

from assessment.errors import InvalidInput, NotFound
from assessment.items.kinds import KINDS
from assessment.items.presentation import read, score, serve
from assessment.services import samples
from assessment.services.acting import Acting
from assessment.services.sample_questions import SAME_PAGE, SAMPLES
from assessment.storage.database import db
from assessment.storage.items import kinds_in_use


def test_there_is_something_to_try_for_every_kind_of_question() -> None:
    assert SAMPLES.keys() | SAME_PAGE.keys() == KINDS.keys()
    assert set(SAME_PAGE.values()) <= SAMPLES.keys()


def test_each_way_of_answering_of_the_bank_is_tried_once(candidate: Acting) -> None:
    items = samples.to_try(candidate)
    assert [one.kind for one in items] == list(SAMPLES)  # the shipped bank of the certificate asks for them all
    assert [one.kind for one in items].count("single_choice") == 1


def test_what_the_bank_does_not_ask_is_not_tried(candidate: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    for found, tried in (({"situational", "number"}, ["single_choice", "number"]), (set(), ["single_choice"])):
        monkeypatch.setattr(samples, "kinds_in_use", lambda *_, found=found: found)
        assert [one.kind for one in samples.to_try(candidate)] == tried


def test_kinds_are_those_of_the_bank_in_use(candidate: Acting, people: dict[str, Acting]) -> None:
    body = people["evaluator"].body_id
    assert "task" in kinds_in_use(db.session(), body, "socle")
    assert kinds_in_use(db.session(), body, "inconnu") == set()


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_right_answer_is_read_and_an_empty_one_is_said(kind: str) -> None:
    item, number = samples.ITEMS[kind], 4
    served = serve(item, number)
    form = item.behaviour.form_for(item.content, served.order, 1, Random(1))
    samples.try_answer(item, number, form)
    assert score(served, read(served, form)) == 1
    with pytest.raises(InvalidInput):
        samples.try_answer(item, number, {})


def test_there_is_nothing_after_the_last_one(candidate: Acting) -> None:
    items = samples.to_try(candidate)
    for number in (0, len(items) + 1):
        with pytest.raises(NotFound):
            samples.at(items, number)
