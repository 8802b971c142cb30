"""Every administrator's page answers; a person is added, given roles, closed; a grid is read, then confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assessment.services.acting import Acting

SignIn = Callable[[FlaskClient, str], None]
PAGES = ("", "personnes/nouvelle", "decompte", "reglages", "referentiels", "journal")


@pytest.fixture
def admin(client: FlaskClient, people: dict[str, Acting], sign_in: SignIn) -> FlaskClient:
    sign_in(client, "administrator")
    return client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers(admin: FlaskClient, path: str) -> None:
    assert admin.get(f"/administration/{path}").status_code == 200
