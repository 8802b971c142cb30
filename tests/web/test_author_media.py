"""The media library in the pages: several files at once, described, chosen in a draft, replaced, withdrawn, seen by whom."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assessment.services import bodies, media_library
from assessment.services.acting import Acting
from assessment.services.media_library import WantedMedia
from assessment.storage.media import MediumRecord
from tests.conftest import PASSWORD, Clock
from tests.media_files import DRAWING, picture, sound

ALT = "Un plan de l'entrepôt avec trois portes"


@pytest.fixture
def author(client: FlaskClient, people: dict[str, Acting], sign_in: Callable[[FlaskClient, str], None]) -> FlaskClient:
    sign_in(client, "author")
    return client


def send(client: FlaskClient, *files: tuple[str, bytes], **more: str) -> str:
    data = {"files": [(io.BytesIO(content), name) for name, content in files], **more}
    return client.post("/questions/medias/ajouter", data=data, follow_redirects=True).text


def known(people: dict[str, Acting], **wanted: str) -> list[MediumRecord]:
    return [one.medium for one in media_library.library(people["author"], WantedMedia(**wanted))]


def described(client: FlaskClient, people: dict[str, Acting]) -> MediumRecord:
    send(client, ("plan.svg", DRAWING))
    (one,) = known(people)
    client.post("/questions/medias/a-decrire", data={f"{one.id}-shown": "1", f"{one.id}-alt": ALT})
    return known(people)[0]


def test_several_files_arrive_together_and_wait_for_their_text(author: FlaskClient, people: dict[str, Acting]) -> None:
    page = send(author, ("Mon Plan.svg", DRAWING), ("message.wav", sound()))
    assert "mon-plan.svg" in page
    assert "message.wav" in page
    assert {one.state for one in known(people)} == {"to_describe"}
    assert author.get("/questions/medias").status_code == 200


def test_one_bad_file_keeps_the_others_out_unless_the_good_part_is_asked_for(
    author: FlaskClient, people: dict[str, Acting]
) -> None:
    files = (("plan.svg", DRAWING), ("menteur.png", b"<html>"), ("immense.png", picture(size=(4500, 2))))
    page = send(author, *files)
    assert "menteur.png" in page
    assert "4500" in page
    assert not known(people)
    send(author, *files, good="1")
    assert [one.name for one in known(people)] == ["plan.svg"]


def test_a_picture_is_proposed_once_it_has_a_text_or_is_said_decorative(
    author: FlaskClient, people: dict[str, Acting]
) -> None:
    send(author, ("plan.svg", DRAWING), ("fond.png", picture()))
    plan, other = sorted(known(people), key=lambda one: one.name, reverse=True)
    form = {f"{plan.id}-shown": "1", f"{other.id}-shown": "1", f"{plan.id}-alt": ALT}
    assert author.post("/questions/medias/a-decrire", data=form).status_code == 422
    assert {one.state for one in known(people)} == {"to_describe"}
    author.post("/questions/medias/a-decrire", data=form | {f"{other.id}-decorative": "1"})
    assert {one.name: (one.state, one.decorative) for one in known(people)} == {
        "plan.svg": ("ready", False),
        "fond.png": ("ready", True),
    }


def test_a_medium_is_replaced_withdrawn_and_taken_back(author: FlaskClient, people: dict[str, Acting]) -> None:
    one = described(author, people)
    place = f"/questions/medias/{one.id}"
    wrong = author.post(f"{place}/remplacer", data={"file": (io.BytesIO(picture()), "plan.png")})
    assert wrong.status_code == 422
    better = DRAWING.replace(b"L9 9", b"L8 8")
    author.post(f"{place}/remplacer", data={"file": (io.BytesIO(better), "autre.svg")})
    assert known(people)[0].sha256 != one.sha256
    author.post(f"{place}/retirer")
    assert [each.state for each in known(people, state="withdrawn")] == ["withdrawn"]
    author.post(f"{place}/reprendre")
    assert known(people)[0].state == "ready"
    assert author.get(place).status_code == 200


def test_a_file_is_served_for_ever_as_what_it_is_and_may_run_nothing(
    author: FlaskClient, people: dict[str, Acting]
) -> None:
    one = described(author, people)
    with (
        author.get(f"/mediatheque/{one.sha256}") as found,
        author.get(f"/mediatheque/{one.sha256}", headers={"Range": "bytes=0-9"}) as part,
    ):
        assert (found.data, found.mimetype, len(part.data)) == (DRAWING, "image/svg+xml", 10)
        assert "sandbox" in found.headers["Content-Security-Policy"]
        assert found.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in found.headers["Cache-Control"]
        assert "immutable" in found.headers["Cache-Control"]


def test_nobody_of_another_body_and_no_one_who_was_not_asked_sees_it(
    author: FlaskClient, people: dict[str, Acting], clock: Clock, sign_in: Callable[[FlaskClient, str], None]
) -> None:
    one = described(author, people)
    new = bodies.NewAccount("Étrangère", "ailleurs@exemple.fr", PASSWORD, ("author",))
    bodies.add_account(people["stranger"].body_id, new, clock())
    for email, status in (("ailleurs", 404), ("evaluator", 404), ("trainer", 403), ("jury", 403)):
        client = author.application.test_client()
        sign_in(client, email)
        assert client.get(f"/mediatheque/{one.sha256}").status_code == status, email
        assert client.get(f"/questions/medias/{one.id}").status_code in (403, 404)
    assert author.application.test_client().get(f"/mediatheque/{one.sha256}").status_code == 302


def test_a_sending_too_heavy_is_refused_before_it_is_read(author: FlaskClient, people: dict[str, Acting]) -> None:
    heavy = {"files": (io.BytesIO(bytes(26_000_000)), "photo.png")}
    with author.post("/questions/medias/ajouter", data=heavy) as answer:
        assert answer.status_code == 413
        assert "trop lourd" in answer.text
        answer.request.environ["wsgi.input"].close()  # the file on disk that the test's client wrote
    assert not known(people)


def test_a_document_of_a_draft_takes_a_medium_seen_on_a_page(author: FlaskClient, people: dict[str, Acting]) -> None:
    described(author, people)
    begun = {"certificat": "socle", "criterion": "2.1.1", "kind": "number", "title": "Essai"}
    draft = author.post("/questions/nouvelle", data=begun).headers["Location"]
    kept = {"action": "choose-support-1-file", "support-1-type": "picture", "edition": "1", "page": "b" * 16}
    place = author.post(draft, data=kept).headers["Location"]
    assert "plan.svg" in author.get(place).text
    author.post(place.partition("?")[0], data={"champ": "support-1-file", "nom": "plan.svg"})
    assert ALT in author.get(draft).get_data(as_text=True).replace("&#39;", "'")
