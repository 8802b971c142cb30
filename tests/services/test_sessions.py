"""Who is behind a session: for how long, and how often a stranger may try."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from assessment.services import sessions
from assessment.services.acting import Acting
from assessment.services.sessions import (
    ADDRESS_REFUSALS_ALLOWED,
    IDLE_LIMIT,
    REFUSALS_ALLOWED,
    REFUSALS_WINDOW,
    TOTAL_LIMIT,
    TooManyTries,
    WrongEntry,
)
from assessment.storage.database import db
from assessment.storage.tables.people import RefusedEntry
from tests.conftest import PASSWORD

People = dict[str, Acting]
EMAIL, MINUTE = "author@exemple.fr", timedelta(minutes=1)


def guess(email: str, address: str, now: datetime) -> None:
    with pytest.raises(WrongEntry):
        sessions.sign_in(email, "au hasard, encore", address, now)


def test_a_session_ends_when_nobody_uses_it(people: People, now: datetime) -> None:
    secret = sessions.sign_in(EMAIL, PASSWORD, "1.2.3.4", now)
    assert sessions.who(secret, now + IDLE_LIMIT) == people["author"]
    assert sessions.who(secret, now + 2 * IDLE_LIMIT) == people["author"]  # seen in between
    assert sessions.who(secret, now + 3 * IDLE_LIMIT + MINUTE) is None


def test_a_session_ends_after_a_day_however_much_it_is_used(people: People, now: datetime) -> None:
    secret = sessions.sign_in(EMAIL, PASSWORD, "1.2.3.4", now)
    for hours in (6, 12, 18, 24):
        assert sessions.who(secret, now + timedelta(hours=hours)) == people["author"]
    assert sessions.who(secret, now + TOTAL_LIMIT + MINUTE) is None


def test_a_code_cannot_be_guessed_from_one_place(people: People, now: datetime) -> None:
    for _ in range(ADDRESS_REFUSALS_ALLOWED):
        with pytest.raises(WrongEntry):
            sessions.enter_with_code("ABCD-EFGH-JKLM", "1.2.3.4", now)
    with pytest.raises(TooManyTries):
        sessions.enter_with_code("ABCD-EFGH-JKLM", "1.2.3.4", now)
    assert sessions.sign_in(EMAIL, PASSWORD, "5.6.7.8", now)


def test_one_home_is_one_visitor_whatever_address_it_takes(people: People, now: datetime) -> None:
    for last in range(REFUSALS_ALLOWED):
        guess(EMAIL, f"2001:db8:1:2::{last + 1:x}", now)
    with pytest.raises(TooManyTries):
        sessions.sign_in(EMAIL, PASSWORD, "2001:db8:1:2:ffff::9", now)
    assert sessions.sign_in(EMAIL, PASSWORD, "2001:db8:1:3::1", now)


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_visitor_is_an_address_or_a_home(address: str, visitor: str) -> None:
    assert sessions.visitor_of(address) == visitor


def test_refusals_are_forgotten_with_their_addresses(people: People, now: datetime) -> None:
    for _ in range(REFUSALS_ALLOWED):
        guess(EMAIL, "1.2.3.4", now)
    guess("personne@exemple.fr", "5.6.7.8", now + REFUSALS_WINDOW)
    assert db.session.scalar(select(func.count()).select_from(RefusedEntry)) == 1
    assert sessions.sign_in(EMAIL, PASSWORD, "1.2.3.4", now + REFUSALS_WINDOW)
