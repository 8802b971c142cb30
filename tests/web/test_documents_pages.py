"""Documents are given from the pages where a person looks for them, under a name that says what they are."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from assessment.services.acting import Acting

SignIn = Callable[[FlaskClient, str], None]
People = dict[str, Acting]
MEETING = {"held_on": "2026-12-10", "members": "Mme Petit, employeurs\nM. Roy, salariés"}


def given(client: FlaskClient, path: str) -> tuple[str, str, bytes]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.mimetype, answer.headers["Content-Disposition"], answer.data[:5]


def test_an_evaluator_downloads_the_file_the_attestation_and_the_plan(
    client: FlaskClient, sign_in: SignIn, signed_file: str
) -> None:
    sign_in(client, "evaluator")
    page = client.get(f"/dossiers/{signed_file}/jury").text
    for path in (f"/dossiers/{signed_file}/jury/1.pdf", f"/dossiers/{signed_file}/attestation.pdf"):
        assert f'href="{path}"' in page
        assert given(client, path)[2] == b"%PDF-"
    sheet = f"/dossiers/{signed_file}/bilan/feuille.pdf"
    assert f'href="{sheet}"' in client.get(f"/dossiers/{signed_file}/bilan/feuille").text
    assert "plan-amina-diallo.pdf" in given(client, sheet)[1]


def test_a_jury_downloads_a_session_in_three_ways(client: FlaskClient, sign_in: SignIn, signed_file: str) -> None:
    sign_in(client, "jury")
    page = client.post("/jury/", data=MEETING).headers["Location"]
    links = client.get(page).text
    for name, kind in (("proces-verbal.pdf", "application/pdf"), ("pieces.zip", "application/zip")):
        assert f'href="{page}/{name}"' in links
        assert given(client, f"{page}/{name}")[0] == kind
    assert given(client, f"/jury/dossiers/{signed_file}/1.pdf")[2] == b"%PDF-"
