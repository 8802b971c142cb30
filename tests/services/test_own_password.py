"""One's own password: changed by whoever knows the current one, and every earlier session ends."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import InvalidInput, NotAllowed
from assessment.services import own_password, sessions
from assessment.services.acting import Acting
from assessment.services.own_password import Change
from tests.conftest import PASSWORD

NEW = "une autre phrase de passe"
People = dict[str, Acting]


def faults(people: People, wanted: Change, now: datetime) -> set[str]:
    with pytest.raises(InvalidInput) as refused:
        own_password.change(people["author"], wanted, "1.2.3.4", now)
    return {fault.place for fault in refused.value.faults}


def test_the_new_password_opens_and_earlier_sessions_end(people: People, now: datetime) -> None:
    before = sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)
    fresh = own_password.change(people["author"], Change(PASSWORD, NEW, NEW), "1.2.3.4", now)
    assert sessions.who(before, now) is None
    assert sessions.who(fresh, now) == people["author"]
    assert sessions.sign_in("author@exemple.fr", NEW, "1.2.3.4", now)
    with pytest.raises(sessions.WrongEntry):
        sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)


def test_everything_wrong_is_told_at_once_and_changes_nothing(people: People, now: datetime) -> None:
    assert faults(people, Change("au hasard", "court", "autre"), now) == {"current", "new", "again"}
    assert faults(people, Change("au hasard", NEW, NEW), now) == {"current"}
    assert faults(people, Change(PASSWORD, PASSWORD, PASSWORD), now) == {"new"}
    assert sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)


def test_the_current_password_cannot_be_guessed_here(people: People, now: datetime) -> None:
    for _ in range(sessions.REFUSALS_ALLOWED):
        faults(people, Change("au hasard", NEW, NEW), now)
    assert faults(people, Change(PASSWORD, NEW, NEW), now) == {"current"}


def test_a_candidate_has_no_password(candidate: Acting, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        own_password.change(candidate, Change(PASSWORD, NEW, NEW), "1.2.3.4", now)
