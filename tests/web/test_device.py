"""The kind of device is read from what browsers say; only the word is kept, and only of who agreed."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from assessment.services import body_settings
from assessment.services.acting import Acting
from assessment.storage.database import db
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import SittingRow
from assessment.web import device
from tests.web.candidate_steps import enter

KIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0"
PHONE = f"Mozilla/5.0 (Linux; Android 14; Pixel 7) {KIT} Mobile Safari/537.36"
SAID = {
    PHONE: "phone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148": "phone",
    f"Mozilla/5.0 (Linux; Android 13; SM-X200) {KIT} Safari/537.36": "tablet",
    "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148": "tablet",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Safari/537.36": "computer",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15": "computer",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {KIT} Safari/537.36": "computer",
    "": "",
    "curl/8.5": "",
}


@pytest.mark.parametrize(("said", "kind"), SAID.items())
def test_a_browser_says_what_it_runs_on(app: Flask, said: str, kind: str) -> None:
    with app.test_request_context(headers={"User-Agent": said}):
        assert device.kind() == kind


def test_the_language_is_asked_only_where_the_body_wants_it(
    client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    assert 'name="language"' not in client.get("/parcours/accord").text
    body_settings.change_budget(people["administrator"], {"language": "1"}, now)
    assert "je préfère ne pas le dire" in client.get("/parcours/accord").text
    refused = client.post("/parcours/accord", data={"optional": "1", "language": "both"}).text
    assert '<input type="radio" name="language" value="both" checked>' in refused


def test_what_a_candidate_agrees_to_is_kept_and_shown_to_them(
    client: FlaskClient, people: dict[str, Acting], file_id: str, now: datetime
) -> None:
    body_settings.change_budget(people["administrator"], {"language": "1"}, now)
    enter(client, people["evaluator"], file_id, now)
    client.post("/parcours/accord", data={"needed": "1", "optional": "1", "language": "other"})
    client.post("/parcours/continuer", headers={"User-Agent": PHONE})
    assert db.session.scalar(select(CandidateFile.home_language).where(CandidateFile.id == file_id)) == "other"
    assert db.session.scalar(select(SittingRow.device).where(SittingRow.file_id == file_id)) == "phone"
    assert "une autre langue" in client.get("/parcours/mes-donnees").text
    changed = client.post("/parcours/accord", data={"needed": "1", "language": "other"})
    assert changed.location == "/parcours/mes-donnees"
    assert "une autre langue" not in client.get("/parcours/mes-donnees").text
    assert "Pixel" not in client.get("/parcours/mes-donnees.json").text
