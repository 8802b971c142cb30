"""Builders of drafts for the tests of authors."""

from __future__ import annotations

from datetime import datetime

from assessment.services import authoring, reviewing
from assessment.services.acting import Acting
from assessment.services.authoring import Draft, NewItem, Typed
from assessment.services.item_search import Wanted, find
from assessment.storage.items import Line

PAGE = "a" * 16
COMPLETE: dict[str, list[str]] = {
    "title": ["Rendu sur un billet"],
    "trade": ["commerce"],
    "question": ["Un client vous donne 20 €. Il doit 12,50 €. Combien lui rendez-vous ?"],
    "option-1-id": ["a"],
    "option-1-text": ["7,50 €"],
    "option-2-id": ["b"],
    "option-2-text": ["8,50 €"],
    "option-3-id": ["c"],
    "option-3-text": ["32,50 €"],
    "key": ["1"],
    "explanation": ["20 − 12,50 = 7,50."],
    "difficulty": ["-0,8"],
    "difficulty-se": ["0,5"],
    "seconds": ["40"],
}


def form_with(**changed: str) -> dict[str, list[str]]:
    return COMPLETE | {name: [text] for name, text in changed.items()}


def draft_of(author: Acting, now: datetime) -> Draft:
    """A new draft of a single choice on 2.1.1."""
    new = NewItem("socle", "2.1.1", "single_choice", "Rendu sur un billet")
    return authoring.draft(author, authoring.new_item(author, new, now))


def save(author: Acting, draft: Draft, form: dict[str, list[str]], now: datetime) -> int:
    return authoring.save(author, draft.version.id, Typed(form, draft.version.edition, PAGE), now)


def in_review(author: Acting, now: datetime, form: dict[str, list[str]] | None = None) -> str:
    """The id of a complete version that waits for its review."""
    draft = draft_of(author, now)
    save(author, draft, form or COMPLETE, now)
    reviewing.move(author, draft.version.id, "submit", now)
    return draft.version.id


def rewritten(author: Acting, line: Line, now: datetime, **changed: str) -> str:
    """The id of a new version of a question, waiting for its review."""
    version_id = authoring.edit(author, line.item_id, now)
    draft = authoring.draft(author, version_id)
    form = draft.form | {name: [text] for name, text in changed.items()}
    save(author, draft, form, now)
    reviewing.move(author, version_id, "submit", now)
    return version_id


def first_line(author: Acting, kind: str = "single_choice", criterion: str = "2.1") -> Line:
    return find(author, Wanted("socle", criterion, kind=kind, state="in_use")).lines[0]
