"""Pictures and recordings of questions are served as what they are, in parts when asked, and nothing else is."""

from __future__ import annotations

from flask.testing import FlaskClient

SOUND = "/media/1-1-1-01-rendez-vous-f.mp3"


def test_a_recording_is_served_with_its_type_and_in_parts(client: FlaskClient) -> None:
    with client.get(SOUND) as whole, client.get(SOUND, headers={"Range": "bytes=0-99"}) as part:
        assert (whole.status_code, whole.mimetype) == (200, "audio/mpeg")
        assert (part.status_code, len(part.data)) == (206, 100)
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" not in whole.headers.get("Cache-Control", "")


def test_a_picture_may_run_nothing(client: FlaskClient) -> None:
    with client.get("/media/2-4-1-11-batiment.svg") as found:
        assert found.mimetype == "image/svg+xml"
        assert "default-src 'none'" in found.headers["Content-Security-Policy"]


def test_other_files_of_the_folder_are_not_served(client: FlaskClient) -> None:
    assert client.get("/media/README.md").status_code == 404
    assert client.get("/media/absent.mp3").status_code == 404
    assert client.get("/media/../items/socle/1.1.1.yaml").status_code == 404
