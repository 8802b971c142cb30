"""An administrator's page of erasures: who asked, what goes, and a case to tick before it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask.testing import FlaskClient

from assessment.services import entry
from assessment.services.acting import Acting

SignIn = Callable[[FlaskClient, str], None]


def test_a_request_is_carried_out_from_the_page(
    client: FlaskClient, sign_in: SignIn, candidate: Acting, file_id: str, now: datetime
) -> None:
    entry.ask_erasure(candidate, now)
    sign_in(client, "administrator")
    page = client.get("/administration/effacements").text
    assert "Amina Diallo" in page
    assert "22 décembre 2026" in page
    before = client.get(f"/administration/effacements/{file_id}").text
    assert "la raison écrite pour rouvrir un dossier signé" in before
    assert client.post(f"/administration/effacements/{file_id}").status_code == 422
    done = client.post(f"/administration/effacements/{file_id}", data={"sure": "1"}, follow_redirects=True).text
    assert "Les données sont effacées." in done
    assert "Amina Diallo" not in done
    assert client.get(f"/administration/effacements/{file_id}").status_code == 404


def test_the_duration_is_kept_or_said_wrong(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(client, "administrator")
    wrong = client.post("/administration/effacements/duree", data={"months": "3"})
    assert wrong.status_code == 422
    assert 'id="months-error"' in wrong.text
    assert client.post("/administration/effacements/duree", data={"months": "36"}).status_code == 303
    assert 'value="36"' in client.get("/administration/effacements").text
