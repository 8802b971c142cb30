"""The page a candidate reads after their evaluator has signed."""

from __future__ import annotations

import re
from datetime import datetime

from flask.testing import FlaskClient

from assessment.services import planning, sitting
from assessment.services.acting import Acting
from tests.pdf_reading import Read
from tests.services.judging_builders import Scene, signed
from tests.web.candidate_steps import agree, begin, enter
from tests.web.test_candidate_pages import FORBIDDEN, MARKUP

People = dict[str, Acting]


def test_before_the_signature_the_address_leads_home(
    client: FlaskClient, people: People, file_id: str, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    assert client.get("/parcours/bilan").location == "/parcours"
    assert "Lire mon bilan" not in client.get("/parcours").text


def test_strengths_come_first_then_what_is_ready_to_be_learnt(
    client: FlaskClient, people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    sitting.stop(candidate, now)
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    assert "Lire mon bilan" in client.get("/parcours").text
    without_labels = re.sub(r"<li>.*?</li>", "", client.get("/parcours/bilan").text, flags=re.DOTALL)
    text = MARKUP.sub(" ", without_labels)
    assert text.index("Ce que vous savez déjà faire") < text.index("Prêt à apprendre") < text.index("La suite")
    assert not FORBIDDEN.search(text)


def test_what_the_evaluator_wrote_is_read_and_everything_can_be_kept(
    client: FlaskClient, people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    assert client.get("/parcours/bilan.pdf").status_code == 404
    assert client.get("/parcours/fin.pdf").location == "/parcours"
    begin(client)
    sitting.stop(candidate, now)
    assert 'href="/parcours/fin.pdf"' in client.get("/parcours/fin").text
    assert client.get("/parcours/fin.pdf").data[:5] == b"%PDF-"
    planning.write_synthesis(people["evaluator"], file_id, "Vous lisez très bien les plans.", now)
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    page = client.get("/parcours/bilan").text
    assert "Vous lisez très bien les plans." in page
    assert 'href="/parcours/bilan.pdf"' in page
    assert "Vous lisez très bien les plans." in Read(client.get("/parcours/bilan.pdf").data).text
