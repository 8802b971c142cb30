from __future__ import annotations

import pytest
from flask import Flask

from assessment.items.kinds import KINDS
from assessment.web.review_questions import ALL_FORMS, MISTAKES, OF_DOCUMENT, PLAIN, VARIANTS, to_look_at
from tests.items.builders import family_data, item_data


def said(kind: str, data: dict[str, object]) -> list[str]:
    return [str(sentence) for sentence in to_look_at(kind, data)]


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_the_question_has_is_asked_about(app: Flask, kind: str) -> None:
    with app.test_request_context():
        found = said(kind, item_data(kind))
        assert str(PLAIN) in found
        assert len(found) == len(set(found))
        assert (str(OF_DOCUMENT["picture"]) in found) is (kind == "placing")
        assert (str(MISTAKES) in found) is (kind in ("single_choice", "several_choices", "situational"))
        assert str(OF_DOCUMENT["audio"]) not in found
        assert str(VARIANTS) not in found


def test_documents_and_variants_are_asked_about_when_there_are_some(app: Flask) -> None:
    blocks = [{"type": name} for name in ("text", "table", "picture", "audio")]
    with app.test_request_context():
        found = said("number", family_data(support=blocks))
        assert {str(each) for each in (*OF_DOCUMENT.values(), VARIANTS, ALL_FORMS)} <= set(found)
        assert found.count(str(OF_DOCUMENT["text"])) == 1


def test_a_draft_that_is_not_yet_a_question_is_no_obstacle(app: Flask) -> None:
    with app.test_request_context():
        assert said("single_choice", {"support": "rien", "family": None})
