"""Accounts of a body: opened with a password shown once, roles that hold at once, closing that ends sessions."""

from __future__ import annotations

from datetime import datetime

import pytest

from assessment.errors import InvalidInput, NotAllowed, NotFound
from assessment.services import people as services
from assessment.services import sessions
from assessment.services.acting import Acting
from assessment.services.people import LastAdministrator, NewPerson
from assessment.storage import people as stored
from tests.conftest import PASSWORD

People = dict[str, Acting]
NEW = NewPerson("Zoé  Martin", " Zoe.Martin@Exemple.fr ", ("evaluator", "author"))


def account(people: People, role: str) -> str:
    return people[role].account_id or ""


def test_a_new_person_signs_in_with_the_initial_password(people: People, now: datetime) -> None:
    opened = services.add(people["administrator"], NEW, now)
    acting = sessions.who(sessions.sign_in("zoe.martin@exemple.fr", opened.password, "1.2.3.4", now), now)
    assert acting is not None
    assert (acting.name, acting.roles) == ("Zoé Martin", frozenset({"evaluator", "author"}))
    assert opened.password not in repr(services.find(people["administrator"], opened.account_id))


def test_everything_wrong_with_a_new_person_is_told_at_once(people: People, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.add(people["administrator"], NewPerson("", "zoe", ("chef",)), now)
    assert {fault.place for fault in refused.value.faults} == {"name", "email", "roles"}
    with pytest.raises(InvalidInput) as taken:
        services.add(people["administrator"], NewPerson("Double", "Author@exemple.fr", ("author",)), now)
    assert [fault.place for fault in taken.value.faults] == ["email"]


def test_an_address_taken_at_the_same_moment_is_told_beside_its_field(
    people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.add(people["administrator"], NEW, now)
    monkeypatch.setattr(stored, "email_is_taken", lambda session, email: False)  # as the slower of two adds sees it
    with pytest.raises(InvalidInput) as taken:
        services.add(people["administrator"], NEW, now)
    assert [fault.place for fault in taken.value.faults] == ["email"]
    assert [one.email for one in services.listed(people["administrator"])].count("zoe.martin@exemple.fr") == 1


def test_roles_hold_from_the_next_page_on(people: People, now: datetime) -> None:
    secret = sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)
    services.change_roles(people["administrator"], account(people, "author"), ("trainer", "jury"), now)
    acting = sessions.who(secret, now)
    assert acting is not None
    assert acting.roles == frozenset({"trainer", "jury"})


def test_a_closed_account_is_out_at_once_and_back_when_reopened(people: People, now: datetime) -> None:
    secret = sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)
    services.close(people["administrator"], account(people, "author"), now)
    assert sessions.who(secret, now) is None
    with pytest.raises(sessions.WrongEntry):
        sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)
    services.reopen(people["administrator"], account(people, "author"), now)
    assert sessions.who(secret, now) is None
    assert sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)


def test_a_new_password_replaces_the_lost_one_and_ends_sessions(people: People, now: datetime) -> None:
    secret = sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)
    opened = services.renew_password(people["administrator"], account(people, "author"), now)
    assert sessions.who(secret, now) is None
    assert sessions.sign_in("author@exemple.fr", opened.password, "1.2.3.4", now)
    with pytest.raises(sessions.WrongEntry):
        sessions.sign_in("author@exemple.fr", PASSWORD, "1.2.3.4", now)


def test_a_body_never_loses_its_last_administrator(people: People, now: datetime) -> None:
    admin = people["administrator"]
    with pytest.raises(LastAdministrator):
        services.change_roles(admin, account(people, "administrator"), ("author",), now)
    with pytest.raises(LastAdministrator):
        services.close(admin, account(people, "administrator"), now)
    assert services.find(admin, account(people, "administrator")).roles == ("administrator",)


def test_an_account_of_another_body_is_not_found(people: People, now: datetime) -> None:
    stranger = account(people, "stranger")
    assert stranger not in {one.id for one in services.listed(people["administrator"])}
    for use in (services.find, lambda who, one: services.close(who, one, now)):
        with pytest.raises(NotFound):
            use(people["administrator"], stranger)


@pytest.mark.parametrize("role", ["author", "evaluator", "trainer", "jury"])
def test_only_administrators_look_after_people(people: People, now: datetime, role: str) -> None:
    with pytest.raises(NotAllowed):
        services.listed(people[role])
    with pytest.raises(NotAllowed):
        services.change_roles(people[role], account(people, role), ("administrator",), now)


def test_initial_passwords_differ_and_have_no_look_alikes(people: People) -> None:
    passwords = {services.new_password() for _ in range(200)}
    assert len(passwords) == 200
    assert not set("".join(passwords)) & set("01ilo")
