"""A body is installed whole or not at all."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from assessment.commands.install import install_body
from assessment.errors import InvalidInput, NotFound
from assessment.services import bodies, releases
from tests.conftest import PASSWORD


def test_a_body_is_installed_with_its_administrator_and_bank(app: Flask) -> None:
    install_body("Nouveau", "chef@exemple.fr", PASSWORD)
    administrator = bodies.acting_by_email("chef@exemple.fr", bodies.find("Nouveau"))
    assert administrator.roles == frozenset({"administrator"})
    for certificate in releases.shipped_certificates():
        assert releases.current_release(administrator.body_id, certificate).items
    assert {"socle", "numerique"} <= set(releases.shipped_certificates())


def test_a_body_gets_the_questions_shipped_since_it_was_installed_once(app: Flask, body: str, now: datetime) -> None:
    kept = releases.current_release(body, "socle").id
    with pytest.raises(NotFound):
        releases.current_release(body, "numerique")
    assert ("Organisme des tests", "numerique") in releases.install_missing_banks(now)
    assert releases.current_release(body, "numerique").items
    assert releases.current_release(body, "socle").id == kept
    assert releases.install_missing_banks(now) == []


@pytest.mark.parametrize(("email", "password"), [("chef@exemple.fr", "court"), ("author@exemple.fr", PASSWORD)])
def test_a_refused_administrator_leaves_no_body_behind(app: Flask, email: str, password: str) -> None:
    with pytest.raises(InvalidInput):
        install_body("Nouveau", email, password)
    with pytest.raises(NotFound):
        bodies.find("Nouveau")


def test_a_name_already_taken_is_refused(app: Flask) -> None:
    with pytest.raises(InvalidInput, match="s'appelle déjà"):
        install_body("Organisme des tests", "chef@exemple.fr", PASSWORD)
    with pytest.raises(NotFound):
        bodies.acting_by_email("chef@exemple.fr")
