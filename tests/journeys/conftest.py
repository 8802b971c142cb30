"""One browser for all journeys, one server per test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser import chromium, serving
from tests.conftest import Clock


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    """A browser lives in real time: a session cookie is judged by its own clock."""

    class RealClock(Clock):
        def __call__(self) -> datetime:
            return datetime.now(UTC)

    return RealClock()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the application; forms carry their real tokens."""
    app.config["WTF_CSRF_ENABLED"] = True
    with serving(app) as address:
        yield address
